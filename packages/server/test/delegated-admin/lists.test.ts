import type { Answer } from '@multipartner/testkit/calls.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { inRealmAct } from 'multipartner/store/act.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people, relationships, role, unified } from './people.ts';

const customers = '/v1.0/tenantRelationships/delegatedAdminCustomers';

describe('lists of granular administration', () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  let litware: string;
  let woodgrove: string;
  let ids: Record<'drafted' | 'pending' | 'reader' | 'extending' | 'ended', string>;
  beforeAll(async () => {
    server = await startServer();
    by = people(server);
    litware = server.tenant('litware').id;
    woodgrove = server.tenant('woodgrove').id;
    const pending = await by.draft('beta', { displayName: 'Pending', customer: { tenantId: woodgrove } });
    await by.request('beta', pending.id, 'lockForApproval');
    const ended = await by.active('beta', 'woodgrove', { displayName: 'Ended', duration: 'P30D' });
    await by.request('beta', ended.id, 'terminate');
    ids = {
      drafted: (await by.draft('beta', { displayName: 'Drafted' })).id,
      pending: pending.id,
      reader: (await by.active('beta', 'litware', { displayName: 'Reader' })).id,
      extending: (await by.active('beta', 'woodgrove', { displayName: 'Extending', autoExtendDuration: 'P180D' })).id,
      ended: ended.id,
    };
    // Another partner with the same customers, whose relationships are in no list of Beta's.
    await by.active('alpha', 'litware', { displayName: 'Reader' });
    await by.active('alpha', 'woodgrove', { displayName: 'Extending' });
  });
  afterAll(() => server.stop());

  const get = (path: string) => server.call('beta.admin', 'GET', path);
  /** Names in the answer to a query as a client wrote it. */
  const named = async (query: string) => {
    const answer = await get(`${relationships}?${query}`);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body.value.map((one: { displayName: string }) => one.displayName).sort();
  };
  const filter = (text: string) => `$filter=${encodeURIComponent(text)}`;

  describe('of relationships', () => {
    it.each([
      ["status eq 'active'", ['Extending', 'Reader']],
      ["Status EQ 'Active'", ['Extending', 'Reader']],
      ["status ne 'active'", ['Drafted', 'Ended', 'Pending']],
      ["status in ('created','terminated')", ['Drafted', 'Ended']],
      ["(status eq 'active') AND (customer/tenantId eq '{litware}')", ['Reader']],
      ["status eq 'active' and customer/tenantId eq '{woodgrove}'", ['Extending']],
      ["Customer/TenantId eq '{LITWARE}'", ['Reader']],
      ['customer/tenantId eq {woodgrove}', ['Ended', 'Extending', 'Pending']],
      ['customer eq null or customer/tenantId eq null', null],
      ['customer/tenantId eq null', ['Drafted']],
      ["not (status eq 'active')", ['Drafted', 'Ended', 'Pending']],
      ["startswith(displayName,'E')", ['Ended', 'Extending']],
      ["displayName eq 'reader'", ['Reader']],
      ["customer/displayName eq 'Litware'", ['Reader']],
      ["autoExtendDuration eq 'PT0S' and status eq 'active'", ['Reader']],
      ["autoExtendDuration eq duration'P180D'", ['Extending']],
      ["duration eq 'P30D'", ['Ended']],
      ['activatedDateTime ne null and createdDateTime ge 2020-01-01T00:00:00Z', ['Ended', 'Extending', 'Reader']],
      ["endDateTime le 2200-01-01T00:00:00Z and status eq 'active'", ['Extending', 'Reader']],
      ["createdDateTime gt '2200-01-01T00:00:00Z'", []],
    ])('that meet %s', async (text, expected) => {
      const written = text
        .replace('{litware}', litware)
        .replace('{LITWARE}', litware.toUpperCase())
        .replace('{woodgrove}', woodgrove);
      if (expected === null) {
        expect((await get(`${relationships}?${filter(written)}`)).status).toBe(400);
        return;
      }
      expect(await named(filter(written))).toEqual(expected);
    });

    it('as published clients write their queries', async () => {
      // pliancy's client: slash and blanks encoded, quotes as they are; encoded as a whole and once more below.
      const inner = encodeURIComponent(`customer/tenantId eq '${litware}'`).replaceAll('%27', "'");
      expect(await named(`$filter=${inner}`)).toEqual(['Reader']);
      expect(await named(`$filter=${encodeURIComponent(inner)}`)).toEqual(['Reader']);
      expect(await named(`$filter=status+eq+'active'`)).toEqual(['Extending', 'Reader']);
      expect(await named(`%24filter=status%20eq%20%27active%27&%24top=300`)).toEqual(['Extending', 'Reader']);
      expect(await named(`filter=status eq 'active'`)).toEqual(['Extending', 'Reader']);
    });

    it('with the members that are selected', async () => {
      const answer = await get(
        `${relationships}?$select=customer,autoExtendDuration,endDateTime&${filter("displayName eq 'Reader'")}`,
      );
      expect(Object.keys(answer.body.value[0]).sort()).toEqual([
        '@odata.etag',
        '@odata.type',
        'autoExtendDuration',
        'customer',
        'endDateTime',
      ]);
      const one = await get(`${relationships}/${ids.reader}?$select=@odata.etag,status`);
      expect(Object.keys(one.body).sort()).toEqual(['@odata.context', '@odata.etag', '@odata.type', 'status']);
    });

    it.each(['displayName', 'status', 'lastModifiedDateTime', 'endDateTime', 'customer/displayName'])(
      'ordered by %s, page by page, either way',
      async (field) => {
        for (const direction of ['asc', 'desc']) {
          const whole = await pages(`${relationships}?$orderby=${field} ${direction}`);
          expect(whole).toHaveLength(5);
          const values = whole.map((one) => field.split('/').reduce((value, name) => value?.[name], one) ?? '');
          const filled = values.filter((value) => value !== '').map((value) => String(value).toLowerCase());
          expect(filled).toEqual(
            [...filled].sort((a, b) => (direction === 'asc' ? 1 : -1) * (a < b ? -1 : a > b ? 1 : 0)),
          );
          expect(await pages(`${relationships}?$orderby=${field} ${direction}&$top=2`)).toEqual(whole);
        }
      },
    );

    it('that became different at a time, as they show it', async () => {
      for (const one of await pages(relationships)) {
        const at = one.lastModifiedDateTime;
        expect(
          await named(filter(`lastModifiedDateTime ge ${at} and lastModifiedDateTime le ${at}`)),
          one.displayName,
        ).toContain(one.displayName);
      }
    });

    it('counted: beside a page, and alone', async () => {
      const page = await get(`${relationships}?$count=true&$top=2&${filter("status ne 'created'")}`);
      expect(page.body['@odata.count']).toBe(4);
      expect(page.body.value).toHaveLength(2);
      const alone = await get(`${relationships}/$count?${filter("status eq 'active'")}`);
      expect(alone.body).toBe(2);
      expect(alone.headers.get('content-type')).toMatch(/^text\/plain/);
    });

    it.each([
      ['$filter=roles eq 1', '$filter'],
      ["$filter=accessDetails/unifiedRoles/any(r:r/roleDefinitionId eq 'x')", '$filter'],
      ["$filter=status eq 'finished'", '$filter'],
      ['$filter=', '$filter'],
      ['$top=0', '$top'],
      ['$top=301', '$top'],
      ['$top=ten', '$top'],
      ['$orderby=accessDetails', '$orderby'],
      ['$select=secret', '$select'],
      ['$skip=10', '$skip'],
      ['$search=x', '$search'],
      ['$expand=accessAssignments', '$expand'],
      ['$skiptoken=abc', '$skiptoken'],
      ['$count=maybe', '$count'],
    ])('refuse %s, and say why', async (query, target) => {
      const answer = await get(`${relationships}?${encodeURI(query)}`);
      expect(answer, JSON.stringify(answer.body)).toMatchObject({
        status: 400,
        body: { error: { code: 'badRequest', target } },
      });
      expect(answer.body.error.message.length).toBeGreaterThan(15);
    });
  });

  it('of 700 relationships come in pages of 300, and every page says where the next is', async () => {
    const dist1 = server.tenant('dist1').id;
    await inRealmAct(server.database, 'realm.test', '*', async (tx) => {
      await tx`
        insert into admin_relationship (partner_id, id, customer_id, display_name, role_ids, duration_days, created_at, modified_at)
        select ${dist1}, gen_random_uuid(), ${litware}, 'Many ' || n, ${[role.globalReader]}::uuid[], 30, realm_now(), realm_now()
          from generate_series(1, 700) as n`;
    });
    const sizes: number[] = [];
    const seen = new Set<string>();
    let next: string | undefined =
      `${server.url}${relationships}?$count=true&${filter(`customer/tenantId eq '${litware}'`)}`;
    while (next !== undefined) {
      const answer: Answer = await server.call('dist1.admin', 'GET', next.replace(server.url, ''));
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      expect(answer.body['@odata.count']).toBe(700);
      sizes.push(answer.body.value.length);
      for (const one of answer.body.value) seen.add(one.id);
      next = answer.body['@odata.nextLink'];
      if (next !== undefined) {
        expect(next.startsWith(`${server.url}${relationships}?`)).toBe(true);
        expect(next).toContain('$skiptoken=');
      }
    }
    expect([sizes, seen.size]).toEqual([[300, 300, 100], 700]);
  });

  describe('of what belongs to one relationship', () => {
    let path: string;
    let groups: string[];
    beforeAll(async () => {
      const roles = unified(role.globalReader, role.userAdministrator);
      const { id } = await by.active('beta', 'litware', { accessDetails: roles });
      path = `${relationships}/${id}`;
      groups = [await by.newGroup('beta'), await by.newGroup('beta'), await by.newGroup('beta')];
      for (const group of groups) await by.assign('beta', id, group, role.globalReader);
      const assignments = (await get(`${path}/accessAssignments`)).body.value;
      const of = (group: string | undefined) =>
        assignments.find(
          (one: { accessContainer: { accessContainerId: string } }) => one.accessContainer.accessContainerId === group,
        );
      const [first, second] = [of(groups[0]), of(groups[1])];
      const any = { 'if-match': '*' };
      await server.call('beta.admin', 'DELETE', `${path}/accessAssignments/${first.id}`, undefined, any);
      const body = { accessDetails: unified(role.userAdministrator) };
      await server.call('beta.admin', 'PATCH', `${path}/accessAssignments/${second.id}`, body, any);
    });

    it('of assignments, deleted ones too, can be asked by group and by status', async () => {
      const list = async (text: string) => (await get(`${path}/accessAssignments?${filter(text)}`)).body.value;
      expect(await pages(`${path}/accessAssignments?$top=1`)).toHaveLength(3);
      const both = await list(`AccessContainer/AccessContainerId eq '${groups[1]}' and Status eq 'active'`);
      expect(both.map((one: { accessContainer: object }) => one.accessContainer)).toMatchObject([
        { accessContainerId: groups[1] },
      ]);
      expect(await list("status eq 'deleted'")).toHaveLength(1);
      expect(await list("status in ('deleting','deleted')")).toHaveLength(1);
      for (const one of await pages(`${path}/accessAssignments`))
        expect(await list(`lastModifiedDateTime eq ${one.lastModifiedDateTime}`)).toContainEqual(one);
    });

    it('of operations and requests can be asked by status and kind', async () => {
      const list = async (what: string) => (await get(`${path}/${what}`)).body.value;
      expect(
        await list(
          `operations?${filter("status eq 'succeeded' and operationType eq 'delegatedAdminAccessAssignmentUpdate'")}`,
        ),
      ).toHaveLength(1);
      expect(await list(`operations?${filter("status eq 'failed'")}`)).toEqual([]);
      expect(
        await list(`requests?${filter("action eq 'lockForApproval'")}&$orderby=createdDateTime desc`),
      ).toHaveLength(1);
      expect((await get(`${path}/requests?$expand=relationship`)).body.error).toMatchObject({ target: '$expand' });
    });

    it('shows members behind the sentinel only to those who prefer to see them', async () => {
      const roles = unified(role.globalReader, role.globalAdministrator);
      const { id } = await by.active('beta', 'litware', { accessDetails: roles });
      const at = `${relationships}/${id}`;
      await server.call('beta.admin', 'PATCH', at, { accessDetails: unified(role.globalReader) }, { 'if-match': '*' });
      const types = async (headers = {}) => {
        const list = await server.call('beta.admin', 'GET', `${at}/operations`, undefined, headers);
        const [{ id: operation, operationType }] = list.body.value;
        const one = await server.call('beta.admin', 'GET', `${at}/operations/${operation}`, undefined, headers);
        return [operationType, one.body.operationType, one.headers.get('preference-applied')];
      };
      expect(await types()).toEqual(['unknownFutureValue', 'unknownFutureValue', null]);
      expect(await types({ prefer: 'include-unknown-enum-members' })).toEqual([
        'delegatedAdminRelationshipUpdate',
        'delegatedAdminRelationshipUpdate',
        'include-unknown-enum-members',
      ]);
    });
  });

  it('of customers hold those with an active relationship, by name, sold to or not', async () => {
    const shown = async (query: string) =>
      (await get(`${customers}${query}`)).body.value.map((one: { displayName: string }) => one.displayName);
    expect(await shown('?$orderby=displayName desc')).toEqual(['Woodgrove', 'Litware']);
    expect(await shown(`?${filter(`tenantId eq '${litware}'`)}`)).toEqual(['Litware']);
    expect((await get(`${customers}/$count`)).body).toBe(2);
    expect(await pages(`${customers}?$top=1`)).toHaveLength(2);
    expect((await get(`${customers}/${server.tenant('betacorp').id}`)).status).toBe(404);
    const services = `${customers}/${litware}/serviceManagementDetails`;
    expect((await get(`${services}?$top=1`)).status).toBe(400);
    expect(
      (await get(services)).body.value.map((one: { serviceManagementUrl: string }) => one.serviceManagementUrl),
    ).toContain(`https://businesscentral.dynamics.com/${litware}/admin`);
  });

  // biome-ignore lint/suspicious/noExplicitAny: items as the wire has them
  async function pages(first: string): Promise<any[]> {
    const items = [];
    let next: string | undefined = first;
    while (next !== undefined) {
      const answer: { status: number; body: { value: object[]; '@odata.nextLink'?: string } } = await get(next);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      items.push(...answer.body.value);
      next = answer.body['@odata.nextLink']?.replace(server.url, '');
    }
    return items;
  }
});
