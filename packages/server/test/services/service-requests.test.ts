import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people } from '../delegated-admin/people.ts';

const serviceSupportAdministrator = 'f023fd81-a637-4b56-95fd-791ac0226033';

describe('service requests', () => {
  let server: TestServer;
  let woodgrove: string;
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
    await given.seller(server, 'beta', 'woodgrove', { dap: false });
  });
  afterAll(() => server.stop());

  const base = '/v1/servicerequests';
  const ofWoodgrove = () => `/v1/customers/${woodgrove}/servicerequests`;
  const asked = (change: object = {}) => ({
    title: 'No licences',
    description: 'Nobody can be given one',
    severity: 'critical',
    supportTopicId: '32444679',
    primaryContact: { firstName: 'Ada', lastName: 'Alpha', email: 'ada@alpha.example' },
    ...change,
  });
  const about = () => ({ organization: { id: woodgrove } });
  const send = (who: string, body: object, locale = 'en-US') => server.call(who, 'POST', `${base}/${locale}`, body);

  it('are about a topic, of which there is a list', async () => {
    const { status, body } = await server.call('alpha.helpdesk', 'GET', `${base}/supporttopics`);
    expect(status).toBe(200);
    expect(body.items.length).toBe(body.totalCount);
    expect(body.items).toContainEqual({
      id: '32444679',
      name: 'Users and licences',
      description: expect.any(String),
      attributes: { objectType: 'SupportTopic' },
    });
  });

  it('are sent for a customer by who has a right inside of it, and for oneself without', async () => {
    const made = await send('alpha.helpdesk', asked(about()));
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body).toMatchObject({
      ...asked(),
      id: expect.stringMatching(/^6\d{14}$/),
      status: 'open',
      supportTopicName: 'Users and licences',
      organization: { id: woodgrove, name: expect.stringContaining('Woodgrove') },
      countryCode: 'US',
      lastClosedDate: '0001-01-01T00:00:00',
      notes: [],
      attributes: { objectType: 'ServiceRequest' },
    });
    expect((await server.call('alpha.admin', 'GET', `${base}/${made.body.id}`)).body).toEqual(made.body);
    expect((await server.call('alpha.admin', 'GET', `${ofWoodgrove()}/${made.body.id}`)).body).toEqual(made.body);
    expect((await server.call('alpha.admin', 'GET', ofWoodgrove())).body).toMatchObject({
      totalCount: 1,
      items: [made.body],
    });

    const own = await send('beta.admin', asked(), 'de-DE');
    expect(own.body).toMatchObject({ organization: { id: server.tenant('beta').id }, countryCode: 'DE' });
    // Beta sells to Woodgrove without any right inside of it (R59, R131).
    const refused = await send('beta.admin', asked(about()));
    expect([refused.status, refused.body.code]).toEqual([403, 900308]);
    expect((await server.call('beta.admin', 'GET', ofWoodgrove())).body.code).toBe(900308);
    expect((await send('gamma.admin', asked(about()))).body.code).toBe(20002);
  });

  it('of one partner are seen by no other', async () => {
    const { body: mine } = await server.call('alpha.admin', 'GET', base);
    const { body: theirs } = await server.call('beta.admin', 'GET', base);
    expect(mine.totalCount).toBeGreaterThan(0);
    const ids = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id);
    expect(ids(mine).filter((id) => ids(theirs).includes(id))).toEqual([]);
    const [first] = mine.items;
    expect((await server.call('beta.admin', 'GET', `${base}/${first.id}`)).status).toBe(404);
    const patch = await server.call('beta.admin', 'PATCH', `${base}/${first.id}`, { newNote: { text: 'Hello' } });
    expect([patch.status, patch.body.code]).toEqual([404, 1000]);
    expect((await server.call('alpha.admin', 'GET', `${base}/${first.id}`)).body).toEqual(first);
  });

  it('take notes, are closed and opened again', async () => {
    const { body: made } = await send('alpha.helpdesk', asked(about()));
    await server.advance('PT1H');
    // As the published client sends it: every member that is not set is null, or the year 1.
    const noted = await server.call('alpha.admin', 'PATCH', `${base}/${made.id}`, {
      Id: null,
      Title: null,
      Severity: 'unknown',
      Status: 'none',
      Organization: null,
      CreatedDate: '0001-01-01T00:00:00',
      NewNote: { CreatedByName: null, CreatedDate: null, Text: 'Still so' },
    });
    expect(noted.status, JSON.stringify(noted.body)).toBe(200);
    expect(noted.body).toMatchObject({ title: made.title, severity: 'critical', status: 'open' });
    expect(noted.body.notes).toEqual([
      {
        createdByName: server.person('alpha.admin').userPrincipalName,
        createdDate: noted.body.lastModifiedDate,
        text: 'Still so',
      },
    ]);
    const at = `${ofWoodgrove()}/${made.id}`;
    const closed = await server.call('alpha.helpdesk', 'PATCH', at, { status: 'closed' });
    expect(closed.body).toMatchObject({ status: 'closed', lastClosedDate: closed.body.lastModifiedDate });
    const late = await server.call('alpha.helpdesk', 'PATCH', at, { newNote: { text: 'And?' } });
    expect([late.status, late.body.code]).toEqual([400, 800040]);
    const open = await server.call('alpha.helpdesk', 'PATCH', at, { status: 'open', severity: 'minimal' });
    expect(open.body).toMatchObject({ status: 'open', severity: 'minimal', lastClosedDate: '0001-01-01T00:00:00' });
    const odd = await server.call('alpha.helpdesk', 'PATCH', at, { status: 'attention_needed' });
    expect(odd.body.code).toBe(800040);
  });

  it('are listed by status and by pages, the latest first', async () => {
    const filter = encodeURIComponent(JSON.stringify({ Field: 'Status', Value: 'Closed', Operator: 'equals' }));
    expect((await server.call('alpha.admin', 'GET', `${base}?filter=${filter}`)).body.totalCount).toBe(0);
    const { body: all } = await server.call('alpha.admin', 'GET', `${base}?status=open`);
    const { body: page } = await server.call('alpha.admin', 'GET', `${base}?size=1&offset=1`);
    expect(page).toMatchObject({ totalCount: all.totalCount, items: [all.items[1]] });
    expect(page.links.previous.uri).toBe('/servicerequests?size=1&offset=0');
    const odd = encodeURIComponent(JSON.stringify({ Field: 'Status', Value: 'lost', Operator: 'equals' }));
    expect((await server.call('alpha.admin', 'GET', `${base}?filter=${odd}`)).status).toBe(400);
  });

  it('are sent by a helpdesk agent with a granular role for it', async () => {
    const by = people(server);
    await given.relationship(server, 'beta', 'litware', { dap: false });
    const relationship = await by.active('beta', 'litware', {
      accessDetails: { unifiedRoles: [{ roleDefinitionId: serviceSupportAdministrator }] },
    });
    const litware = { organization: { id: server.tenant('litware').id } };
    expect((await send('beta.helpdesk', asked(litware))).status).toBe(403);
    await by.assign('beta', relationship.id, by.group('beta.HelpdeskAgents'), serviceSupportAdministrator);
    expect((await send('beta.helpdesk', asked(litware))).status).toBe(201);
  });

  it.each([
    ['title', { title: '' }],
    ['description', { description: undefined }],
    ['severity', { severity: 'unknown' }],
    ['severity', { severity: 'dreadful' }],
    ['supportTopicId', { supportTopicId: '1' }],
    ['organization.id', { organization: { id: 'woodgrove' } }],
  ])('refuse a wrong %s by name', async (field, change) => {
    const refused = await send('alpha.helpdesk', asked(change));
    expect(refused.status).toBe(400);
    expect(refused.body.description).toContain(`"${field}"`);
    expect((await send('alpha.helpdesk', asked(), 'English')).body.description).toContain('"agentLocale"');
  });

  it('are nothing for who only sells', async () => {
    expect((await send('alpha.sales', asked())).status).toBe(403);
    expect((await server.call('alpha.sales', 'GET', base)).status).toBe(403);
    expect((await server.call({ application: 'alpha' }, 'GET', base)).body.code).toBe(900329);
    expect((await server.call(null, 'GET', base)).status).toBe(401);
  });
});
