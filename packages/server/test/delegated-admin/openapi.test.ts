import { graphDescription } from '@multipartner/testkit/recorded/graph-schemas.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draft, people, relationships, role, unified } from './people.ts';

const description = graphDescription();
const customers = '/v1.0/tenantRelationships/delegatedAdminCustomers';

describe("every answer is one of the vendor's API description", () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  const seen = new Set<string>();
  beforeAll(async () => {
    server = await startServer({ delegatedAdminStepSeconds: 600 });
    by = people(server, () => server.advance('PT20M'));
  });
  afterAll(() => server.stop());

  function check(method: string, path: string, status: number, body: unknown): void {
    const [place = ''] = path.replace(/^\/v1\.0/, '').split('?');
    const parsed = /\$count$/.test(place) && status === 200 ? Number(body) : body;
    expect(description.problems(method, place, status, parsed), `${method} ${path} ${JSON.stringify(body)}`).toEqual(
      [],
    );
    seen.add(`${method} ${description.templateOf(place)} ${status}`);
  }
  /** Sends a request and holds its answer against the description. */
  async function send(status: number, method: string, path: string, body?: unknown, headers = {}, who = 'beta.admin') {
    const answer = await server.call(who, method, path, body, headers);
    expect(answer.status, `${method} ${path} ${JSON.stringify(answer.body)}`).toBe(status);
    check(method, path, answer.status, answer.body);
    return answer;
  }
  const any = { 'if-match': '*' };

  it('over a whole life: drafts, approval, assignments, changes, and the end', async () => {
    const made = await send(
      201,
      'POST',
      relationships,
      draft({ accessDetails: unified(role.globalAdministrator, role.globalReader) }),
    );
    const path = `${relationships}/${made.body.id}`;
    await send(200, 'GET', path);
    await send(
      200,
      'PATCH',
      path,
      { customer: { tenantId: server.tenant('litware').id } },
      { 'if-match': made.body['@odata.etag'] },
    );
    await send(200, 'GET', relationships);
    await send(201, 'POST', `${path}/requests`, { action: 'lockForApproval' });
    for (const passed of ['PT0S', 'PT5M', 'PT5M']) {
      await server.advance(passed);
      const { id } = (await send(200, 'GET', `${path}/requests`)).body.value[0];
      await send(200, 'GET', `${path}/requests/${id}`);
      await send(200, 'GET', path);
    }
    await by.approve('litware', made.body.id);
    for (const passed of ['PT0S', 'PT10M', 'PT10M']) {
      await server.advance(passed);
      await send(200, 'GET', path);
    }
    const assigned = await send(201, 'POST', `${path}/accessAssignments`, {
      accessContainer: { accessContainerId: by.group('beta.tier1'), accessContainerType: 'securityGroup' },
      accessDetails: unified(role.globalAdministrator),
    });
    const assignment = `${path}/accessAssignments/${assigned.body.id}`;
    await server.advance('PT10M');
    await send(200, 'PATCH', assignment, { accessDetails: unified(role.globalAdministrator) }, any);
    await send(202, 'PATCH', assignment, { accessDetails: unified(role.globalReader) }, any);
    for (const passed of ['PT0S', 'PT10M', 'PT10M']) {
      await server.advance(passed);
      await send(200, 'GET', assignment);
      const { id } = (await send(200, 'GET', `${path}/operations`)).body.value[0];
      await send(200, 'GET', `${path}/operations/${id}`);
    }
    await send(202, 'PATCH', path, { accessDetails: unified(role.globalReader) }, any);
    await send(200, 'GET', `${path}/operations`);
    await send(200, 'GET', `${path}/operations`, undefined, { prefer: 'include-unknown-enum-members' });
    await server.advance('PT20M');
    await send(200, 'PATCH', path, { autoExtendDuration: 'P180D' }, any);

    const customer = `${customers}/${server.tenant('litware').id}`;
    await send(200, 'GET', customers);
    await send(200, 'GET', customer);
    const services = await send(200, 'GET', `${customer}/serviceManagementDetails`);
    await send(200, 'GET', `${customer}/serviceManagementDetails/${services.body.value[0].id}`);
    for (const list of [
      relationships,
      `${path}/requests`,
      `${path}/accessAssignments`,
      `${path}/operations`,
      customers,
      `${customer}/serviceManagementDetails`,
    ])
      await send(200, 'GET', `${list}/$count`);
    await send(200, 'GET', `${relationships}?$count=true&$top=1`);

    await send(204, 'DELETE', assignment, undefined, any);
    for (const passed of ['PT0S', 'PT10M']) {
      await server.advance(passed);
      await send(200, 'GET', `${path}/accessAssignments`);
    }
    await send(201, 'POST', `${path}/requests`, { action: 'terminate' });
    for (const passed of ['PT0S', 'PT10M', 'PT10M']) {
      await server.advance(passed);
      await send(200, 'GET', path);
    }
    const second = await send(201, 'POST', relationships, draft());
    await send(204, 'DELETE', `${relationships}/${second.body.id}`, undefined, any);
  });

  it('of the derived type, which a provider prepares, with requests that are behind the sentinel', async () => {
    const { id } = await by.draft('rho');
    await by.prepared(id, 'dist1');
    await by.request('rho', id, 'lockForApproval');
    await server.advance('PT10M');
    expect((await send(200, 'GET', `${relationships}/${id}`, undefined, {}, 'rho.admin')).body).toMatchObject({
      '@odata.type': '#microsoft.graph.resellerDelegatedAdminRelationship',
    });
    await send(201, 'POST', `${relationships}/${id}/requests`, { action: 'reject' }, {}, 'rho.admin');
    await send(200, 'GET', `${relationships}/${id}/requests`, undefined, {}, 'rho.admin');
    await send(200, 'GET', relationships, undefined, {}, 'rho.admin');
  });

  it('about tenants', async () => {
    const { id, defaultDomain } = server.tenant('woodgrove');
    await send(200, 'GET', `/v1.0/tenantRelationships/findTenantInformationByTenantId(tenantId='${id}')`);
    await send(
      200,
      'GET',
      `/v1.0/tenantRelationships/findTenantInformationByDomainName(domainName='${defaultDomain}')`,
    );
    await send(404, 'GET', `/v1.0/tenantRelationships/findTenantInformationByDomainName(domainName='nobody.example')`);
  });

  it('that refuses', async () => {
    const { id } = await by.active('beta', 'litware');
    const path = `${relationships}/${id}`;
    const unknown = `${relationships}/${id.replace(/^.{8}/, '00000000')}`;
    await send(400, 'POST', relationships, draft({ duration: 'P731D' }));
    await send(400, 'GET', `${relationships}?$filter=nothing eq 1`);
    await send(400, 'GET', `${relationships}/malformed`);
    await send(404, 'GET', unknown);
    await send(409, 'POST', relationships, draft({ displayName: (await by.get('beta', id)).displayName }));
    await send(412, 'PATCH', path, { autoExtendDuration: 'P180D' }, { 'if-match': 'W/"c3RhbGU="' });
    await send(428, 'PATCH', path, { autoExtendDuration: 'P180D' });
    await send(403, 'POST', relationships, draft(), {}, 'beta.sales');
    await send(401, 'GET', relationships, undefined, {}, 'eyJ.is.none');
    await send(400, 'POST', `${path}/accessAssignments`, {
      accessContainer: { accessContainerId: server.tenant('beta').id, accessContainerType: 'securityGroup' },
      accessDetails: unified(role.globalReader),
    });
    await send(400, 'POST', `${path}/requests`, { action: 'approve' });
  });

  it('in parts of batches too', async () => {
    const body = { requests: [] as object[] };
    const parts = [
      ['POST', relationships, draft()],
      ['GET', relationships],
      ['GET', `${relationships}/malformed`],
      ['GET', `${customers}/$count`],
    ] as const;
    for (const [at, [method, url, part]] of parts.entries())
      body.requests.push({
        id: String(at),
        method,
        url: url.replace('/v1.0', ''),
        body: part,
        headers: { 'Content-Type': 'application/json' },
      });
    const answer = await server.call('beta.admin', 'POST', '/v1.0/$batch', body);
    expect(answer.status).toBe(200);
    expect(answer.body.responses.map((one: { status: number }) => one.status)).toEqual([201, 200, 400, 200]);
    for (const one of answer.body.responses) {
      const [method, url] = parts[Number(one.id)] as (typeof parts)[number];
      check(method, url, one.status, one.body);
    }
  });

  it('whatever is asked: documented operations were all answered, and what only the metadata has is refused by 405', async () => {
    const { id } = await by.active('beta', 'litware');
    const part = server.tenant('beta').id;
    for (const { method, template } of description.operations) {
      if ([...seen].some((one) => one.startsWith(`${method} ${template} 2`))) continue;
      const path = template
        .replace('{delegatedAdminRelationship-id}', id)
        .replace('{delegatedAdminCustomer-id}', server.tenant('litware').id)
        .replaceAll(/\{[^}]+\}/g, part);
      const answer = await send(405, method, `/v1.0${path}`, method === 'POST' ? {} : undefined, any);
      expect(answer.headers.get('allow')).toMatch(/GET/);
    }
    const refused = [...seen].filter((one) => one.endsWith(' 405')).map((one) => one.split(' ')[0]);
    expect([...new Set(refused)].sort()).toEqual(['DELETE', 'PATCH', 'POST']);
  });
});
