import { randomUUID } from 'node:crypto';
import type { Answer } from '@multipartner/testkit/calls.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draft, people, relationships, role, unified } from './people.ts';

const graph = 'https://graph.microsoft.com';
const readAll = 'DelegatedAdminRelationship.Read.All';
const writeAll = 'DelegatedAdminRelationship.ReadWrite.All';
const anyTenant = 'CrossTenantInformation.ReadBasic.All';
const customers = '/v1.0/tenantRelationships/delegatedAdminCustomers';
const tenantInformation = '/v1.0/tenantRelationships/findTenantInformationBy';

type Kind = 'list' | 'get' | 'write' | 'tenant';
type Call = readonly [kind: Kind, method: string, path: string, body?: unknown];

describe('who may use granular administration in the Graph dialect', () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  /** Every operation, for those who change nothing by it. */
  let calls: readonly Call[];
  beforeAll(async () => {
    server = await startServer();
    by = people(server);
    calls = await everyCall();
  });
  afterAll(() => server.stop());

  /** Every operation, on objects made for it; writes last, those that end things at the very end. */
  async function everyCall(): Promise<readonly Call[]> {
    const all = [role.globalReader, role.userAdministrator];
    const { id } = await by.active('beta', 'litware', { accessDetails: unified(...all) });
    const path = `${relationships}/${id}`;
    const assigned = `${path}/accessAssignments/${(await by.assign('beta', id, await by.newGroup('beta'), role.globalReader)).id}`;
    const any = { 'if-match': '*' };
    const changed = await server.call(
      'beta.admin',
      'PATCH',
      assigned,
      { accessDetails: unified(role.userAdministrator) },
      any,
    );
    const [request] = (await server.call('beta.admin', 'GET', `${path}/requests`)).body.value;
    const drafted = `${relationships}/${(await by.draft('beta')).id}`;
    const customer = `${customers}/${server.tenant('litware').id}`;
    const container = { accessContainerId: await by.newGroup('beta'), accessContainerType: 'securityGroup' };
    return [
      ['list', 'GET', relationships],
      ['list', 'GET', `${relationships}/$count`],
      ['get', 'GET', path],
      ['list', 'GET', `${path}/requests`],
      ['get', 'GET', `${path}/requests/${request.id}`],
      ['list', 'GET', `${path}/accessAssignments`],
      ['get', 'GET', assigned],
      ['list', 'GET', `${path}/operations`],
      ['get', 'GET', (changed.headers.get('location') as string).replace(server.url, '')],
      ['list', 'GET', customers],
      ['get', 'GET', customer],
      ['get', 'GET', `${customer}/serviceManagementDetails`],
      ['tenant', 'GET', `${tenantInformation}TenantId(tenantId='${server.tenant('woodgrove').id}')`],
      ['tenant', 'GET', `${tenantInformation}DomainName(domainName='${server.tenant('woodgrove').defaultDomain}')`],
      ['write', 'POST', relationships, draft()],
      ['write', 'PATCH', drafted, { duration: 'P10D' }],
      ['write', 'DELETE', drafted],
      [
        'write',
        'POST',
        `${path}/accessAssignments`,
        { accessContainer: container, accessDetails: unified(role.globalReader) },
      ],
      ['write', 'PATCH', assigned, { accessDetails: unified(role.globalReader) }],
      ['write', 'DELETE', assigned],
      ['write', 'POST', `${path}/requests`, { action: 'terminate' }],
    ];
  }
  const send = ([, method, path, body]: Call, token: string | null) =>
    server.call(token, method, path, body, method === 'GET' ? {} : { 'if-match': '*' });

  /** A token of an application of Beta's that has these permissions; for itself it is as good as an Admin agent. */
  async function applicationToken(permissions: readonly string[]): Promise<string> {
    const beta = server.tenant('beta').id;
    const clientId = randomUUID();
    const granted = permissions.map((one) => `${graph}/${one}`);
    await server.database`
      insert into application (tenant_id, client_id, display_name, redirect_uris, public_client, application_permissions, delegated_permissions, created_at)
      values (${beta}, ${clientId}, ${clientId}, '{}', false, ${granted}, '{}', realm_now())`;
    return server.token({ application: 'beta' }, { audience: 'graph', application: clientId });
  }
  const personalToken = (who: string, scopes: readonly string[]) => server.token(who, { audience: 'graph', scopes });

  const tokens: readonly (readonly [string, readonly string[], readonly Kind[]])[] = [
    ['only what reads', [readAll], ['list', 'get']],
    ['only what writes', [writeAll], ['list', 'get', 'write']],
    ['only what asks for tenants', [anyTenant], ['tenant']],
    ['something else', ['Directory.Read.All'], []],
  ];
  for (const [whose, mint] of [
    ['a person', (names: readonly string[]) => personalToken('beta.admin', names)],
    ['an application', (names: readonly string[]) => applicationToken(names)],
  ] as const)
    it.each(tokens)(`a token of ${whose} with %s opens what that is for`, async (_, permissions, kinds) => {
      const token = await mint(permissions);
      for (const call of kinds.includes('write') ? await everyCall() : calls) {
        const answer = await send(call, token);
        const told = `${call[1]} ${call[2]}: ${answer.status} ${JSON.stringify(answer.body)}`;
        if (kinds.includes(call[0])) {
          expect(answer.status, told).toBeLessThan(300);
          continue;
        }
        expect(answer.status, told).toBe(403);
        expect(answer.body.error, told).toMatchObject({ code: 'forbidden', target: 'Authorization' });
        const wanted = { write: [writeAll], tenant: [anyTenant], list: [readAll, writeAll], get: [readAll, writeAll] }[
          call[0]
        ];
        expect(answer.body.error.details.map((one: { message: string }) => one.message)).toEqual(wanted);
        expect(answer.body.error.message).toContain(permissions[0]);
      }
    });

  it.each([
    ['who sells', () => personalToken('beta.sales', [readAll, writeAll]), 'AdminAgents'],
    ['who is Global Administrator only', () => personalToken('beta.ga', [readAll, writeAll]), 'AdminAgents'],
    ['who has no role', () => personalToken('beta.user', [readAll, writeAll]), 'AdminAgents'],
    ["of a customer's administrator", () => personalToken('litware.admin', [readAll, writeAll]), 'no partner'],
  ] as const)('%s sees empty lists that say why, finds nothing, and changes nothing', async (_, mint, why) => {
    const token = await mint();
    for (const call of calls.filter(([kind]) => kind !== 'tenant')) {
      const answer = await send(call, token);
      const told = `${call[1]} ${call[2]}: ${answer.status} ${JSON.stringify(answer.body)}`;
      if (call[0] === 'list') {
        expect(answer.status, told).toBe(200);
        expect(call[2].endsWith('$count') ? answer.body : answer.body.value, told).toEqual(
          call[2].endsWith('$count') ? 0 : [],
        );
        expect(answer.headers.get('multipartner-empty-because'), told).toContain(why);
      } else {
        expect(answer.status, told).toBe(call[0] === 'get' ? 404 : 403);
        expect(answer.body.error.code, told).toBe(call[0] === 'get' ? 'notFound' : 'forbidden');
      }
    }
  });

  it('an agent sees full lists without such a header', async () => {
    await by.draft('beta');
    expect(
      (await server.call('beta.admin', 'GET', relationships)).headers.get('multipartner-empty-because'),
    ).toBeNull();
  });

  it('nobody is let in without a token, or with one of another service', async () => {
    const other = await server.token('beta.admin', { audience: 'partner-center' });
    for (const call of calls)
      for (const token of [null, other])
        expect(await send(call, token)).toMatchObject({ status: 401, body: { error: { code: 'unauthorized' } } });
  });

  it('two partners never see each other: not by id, list, filter, count, name or the words of a refusal', async () => {
    await by.clear();
    const mine = await everyCall();
    const foreign = await by.active('alpha', 'litware', { displayName: 'Alpha at Litware' });
    const unknown = randomUUID();
    const same = (answer: Answer) => {
      const { innerError: _trace, ...error } = answer.body.error;
      return [answer.status, error];
    };
    for (const call of mine.filter(
      ([kind, , path]) => kind !== 'tenant' && path.includes('delegatedAdminRelationships/'),
    )) {
      if (call[2].endsWith('$count')) continue;
      const own = /delegatedAdminRelationships\/([0-9a-f-]{36})-[0-9a-f-]{36}/.exec(call[2])?.[1] as string;
      const never = JSON.parse(JSON.stringify(call).replaceAll(own, unknown)) as Call;
      const there = await send(call, await personalToken('alpha.admin', [readAll, writeAll]));
      const nowhere = await send(never, await personalToken('alpha.admin', [readAll, writeAll]));
      expect(there.status, `${call[1]} ${call[2]} ${JSON.stringify(there.body)}`).toBe(404);
      expect(JSON.stringify(same(there)).replaceAll(own, unknown), call[2]).toBe(JSON.stringify(same(nowhere)));
      // With its own tenant in the id a partner asks for something of its own that is not there.
      const asOwn = JSON.parse(
        JSON.stringify(call).replaceAll(server.tenant('beta').id, server.tenant('alpha').id),
      ) as Call;
      expect((await send(asOwn, await personalToken('alpha.admin', [readAll, writeAll]))).status).toBe(404);
    }
    const alpha = async (path: string) => (await server.call('alpha.admin', 'GET', path)).body;
    expect((await alpha(relationships)).value.map((one: { id: string }) => one.id)).toEqual([foreign.id]);
    expect(await alpha(`${relationships}/$count`)).toBe(1);
    expect((await alpha(`${relationships}?$count=true`))['@odata.count']).toBe(1);
    const filter = encodeURIComponent(`customer/tenantId eq '${server.tenant('litware').id}'`);
    expect((await alpha(`${relationships}?$filter=${filter}`)).value).toHaveLength(1);
    const etag = (await alpha(`${customers}/${server.tenant('litware').id}`))['@odata.etag'];
    await by.active('beta', 'litware');
    expect((await alpha(`${customers}/${server.tenant('litware').id}`))['@odata.etag']).toBe(etag);
    const body = await alpha(`${relationships}/${foreign.id}`);
    await by.request('beta', (await by.active('beta', 'litware')).id, 'terminate');
    expect(await alpha(`${relationships}/${foreign.id}`)).toEqual(body);
  });
});
