import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const open = '/multipartner/v1/announcements';
const path = '/multipartner/v1/realm/announcements';
const news = {
  title: 'A new report',
  workspace: 'insights',
  impactedAudience: ['indirectProviders', 'directPartners'],
  summary: 'There is a new report.',
  body: '# A report\n\nIt counts.',
  nextSteps: 'Read it.',
};
const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const operator = (method: string, at: string, body?: unknown) => server.call('realm.operator', method, at, body);
const write = async (more: object = {}) => {
  const { status, body } = await operator('POST', path, { ...news, ...more });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
};
const read = (id: string) => server.call('alpha.user', 'GET', `${open}/${id}`);
const listed = async (query: string) =>
  ((await operator('GET', `${path}?${query}`)).body.items as { id: string; status: string }[]).map(({ id }) => id);

describe('the operator', () => {
  it('writes a draft, one for later, or publishes at once', async () => {
    const draft = await write();
    expect(draft).toMatchObject({
      ...news,
      status: 'draft',
      publishedDateTime: null,
      clouds: [],
      corrects: null,
      correctedBy: null,
      createdBy: server.person('realm.operator').userPrincipalName,
    });
    const at = inDays(2);
    const scheduled = await write({ publishedDateTime: at });
    expect(scheduled).toMatchObject({ status: 'scheduled', publishedDateTime: at });
    const published = await write({ publish: true });
    expect(published.status).toBe('published');
    expect((await read(published.id)).status).toBe(200);
    for (const [status, { id }] of Object.entries({ draft, scheduled, published })) {
      expect(await listed(`status=${status}`), status).toContain(id);
      expect((await operator('GET', `${path}/${id}`)).body.status).toBe(status);
    }
    const all = await listed('limit=200');
    expect(all.indexOf(draft.id)).toBeLessThan(all.indexOf(scheduled.id));
    expect(all.indexOf(scheduled.id)).toBeLessThan(all.indexOf(published.id));
  });

  it('pages over drafts, too', async () => {
    for (let count = 0; count < 3; count++) await write();
    const all = await listed('limit=200');
    const paged: string[] = [];
    let next: string | undefined = `${path}?limit=1`;
    while (next !== undefined) {
      const { body }: { body: { items: { id: string }[]; nextLink?: string } } = await operator('GET', next);
      paged.push(...body.items.map(({ id }) => id));
      next = body.nextLink?.replace(server.url, '');
    }
    expect(paged).toEqual(all);
  });

  it('changes what nobody could read yet, publishes it, and takes it away', async () => {
    const { id } = await write({ publishedDateTime: inDays(30) });
    const { body } = await operator('PATCH', `${path}/${id}`, { title: 'Another title', clouds: ['china'] });
    expect(body).toMatchObject({ ...news, title: 'Another title', clouds: ['china'], status: 'scheduled' });
    expect((await operator('PATCH', `${path}/${id}`, { publishedDateTime: null })).body.status).toBe('draft');
    expect((await operator('PATCH', `${path}/${id}`, { publish: true })).body.status).toBe('published');
    expect((await read(id)).body.title).toBe('Another title');
    const other = await write();
    expect((await operator('DELETE', `${path}/${other.id}`)).status).toBe(204);
    expect((await operator('GET', `${path}/${other.id}`)).status).toBe(404);
  });

  it('can neither change nor delete what is published: it is corrected by another entry (R194)', async () => {
    const { id } = await write({ publish: true });
    for (const [method, body] of [
      ['PATCH', { title: 'Never said' }],
      ['DELETE', undefined],
    ] as const)
      expect(await operator(method, `${path}/${id}`, body), method).toMatchObject({
        status: 409,
        body: { code: 'announcement-published', facts: { id } },
      });
    const before = (await read(id)).body;
    const later = await operator('POST', `${path}/${id}/corrections`, { ...news, publishedDateTime: inDays(2) });
    expect(later).toMatchObject({ status: 201, body: { corrects: id, status: 'scheduled' } });
    expect((await read(id)).body).toEqual(before);
    const correction = await operator('POST', `${path}/${id}/corrections`, { ...news, title: 'Right', publish: true });
    expect((await read(correction.body.id)).body).toMatchObject({ title: 'Right', corrects: id });
    expect((await read(id)).body).toEqual({ ...before, correctedBy: correction.body.id });
  });

  it('corrects nothing that is not published', async () => {
    const { id } = await write();
    expect(await operator('POST', `${path}/${id}/corrections`, news)).toMatchObject({
      status: 400,
      body: { code: 'value-invalid', facts: { field: 'id' } },
    });
  });

  it('is told which member is wrong', async () => {
    const wrong: readonly (readonly [object, string, string])[] = [
      [{ workspace: 'kitchen' }, 'value-invalid', 'workspace'],
      [{ impactedAudience: [] }, 'value-invalid', 'impactedAudience'],
      [{ impactedAudience: ['cats'] }, 'value-invalid', 'impactedAudience.0'],
      [{ title: '  ' }, 'value-invalid', 'title'],
      [{ title: undefined }, 'value-missing', 'title'],
      [{ clouds: ['moon'] }, 'value-invalid', 'clouds.0'],
      [{ publishedDateTime: 'soon' }, 'value-invalid', 'publishedDateTime'],
      [{ publishedDateTime: '2020-01-01T00:00:00Z' }, 'value-invalid', 'publishedDateTime'],
      [{ publish: true, publishedDateTime: inDays(1) }, 'value-conflicts', 'publish'],
      [{ pinned: true }, 'value-invalid', 'pinned'],
    ];
    const before = await listed('limit=200');
    for (const [change, code, field] of wrong)
      expect(await operator('POST', path, { ...news, ...change }), JSON.stringify(change)).toMatchObject({
        status: 400,
        body: { code, facts: { field } },
      });
    expect(await listed('limit=200')).toEqual(before);
  });

  it("leaves a record of each act in the realm's own log", async () => {
    const { id } = await write({ title: 'Recorded' });
    await operator('PATCH', `${path}/${id}`, { title: 'Recorded twice' });
    await operator('DELETE', `${path}/${id}`);
    const records = await server.database`
      select operation_type, user_principal_name, old_value->>'title' as old, new_value->>'title' as new
        from audit_record where tenant_id = ${server.person('realm.operator').tenantId}
         and coalesce(old_value->>'id', new_value->>'id') = ${id} order by seq`;
    const by = { user_principal_name: server.person('realm.operator').userPrincipalName };
    expect([...records]).toEqual([
      { operation_type: 'create_announcement', ...by, old: null, new: 'Recorded' },
      { operation_type: 'update_announcement', ...by, old: 'Recorded', new: 'Recorded twice' },
      { operation_type: 'delete_announcement', ...by, old: 'Recorded twice', new: null },
    ]);
  });
});

describe('the database', () => {
  it('keeps what is published, whoever writes (R194)', async () => {
    const { id } = await write({ publish: true });
    await expect(server.database`update announcement set title = 'Other' where id = ${id}`).rejects.toMatchObject({
      code: 'MP004',
    });
    await expect(server.database`delete from announcement where id = ${id}`).rejects.toMatchObject({ code: 'MP004' });
  });
});
