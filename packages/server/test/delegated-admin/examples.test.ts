import {
  differencesOf,
  type GraphExample,
  loadGraphExamples,
  loadGraphExceptions,
  translate,
} from '@multipartner/testkit/recorded/graph-examples.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people, relationships, role, unified } from './people.ts';

const examples = loadGraphExamples();
const exceptions = loadGraphExceptions();
const bodyOf = (id: string) => (examples.find((one) => one.id === id) as GraphExample).response.body;

/** What stands for published texts, made for one exchange; and who sends it. */
interface Stage {
  readonly as: string;
  readonly table: Readonly<Record<string, string>>;
  /** Of what the request is about; for its If-Match. */
  readonly etag?: string;
  /** Where none was published. */
  readonly body?: unknown;
}

const second = '8777b240-c6f0-4469-9e98-a3205431b836';
const one = `5d027261-d21f-4aa9-b7db-7fa1f56fb163-${second}`;
const other = '72a7ae7e-4887-4e34-9755-2e1e9b26b943-63f017cb-9e0d-4f14-94bd-4871902b3409';
const third = '5e5594d3-6f82-458b-b567-77db4811f0cd-00000000-0000-0000-0000-000000001234';
const exchangeAdministrator = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const intuneAdministrator = '3a2c62db-5318-420d-8d74-23affee5d9d5';
const dynamicsAdministrator = '44367163-eba1-44c3-98af-f5787879f96a';
const devOpsAdministrator = 'e3973bdf-4987-49ae-837a-ba8e231c7286';
/** Printed as a role, but none of the directory. */
const noRole = 'dd4db9a0-cc4a-4213-9f9f-70242232d97e';

describe('the published exchanges', () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  let tenants: Record<string, string>;
  beforeAll(async () => {
    // Long steps, so that nothing goes on while an exchange is looked at.
    server = await startServer({ delegatedAdminStepSeconds: 600 });
    by = people(server, () => server.advance('PT20M'));
    const { woodgrove, litware, betacorp } = Object.fromEntries(
      ['woodgrove', 'litware', 'betacorp'].map((key) => [key, server.tenant(key)]),
    ) as Record<string, ReturnType<typeof server.tenant>>;
    tenants = {
      'https://graph.microsoft.com': server.url,
      [noRole]: role.globalReader,
      '4b827261-d21f-4aa9-b7db-7fa1f56fb163': woodgrove?.id as string,
      'Contoso subsidiary Inc': 'Woodgrove',
      '52eaad04-13a2-4a2f-9ce8-93a294fadf36': litware?.id as string,
      '4fdbff88-9d6b-42e0-9713-45c922ba8001': litware?.id as string,
      'Contoso Inc': 'Litware',
      'Fabrikam Inc.': 'Litware',
      '1c0fa218-5dec-49db-8247-cfa457af8116': woodgrove?.id as string,
      '60ea59db-a506-485e-94c5-d115f369e239': server.tenant('dist1').id,
      '6babcaad-604b-40ac-a9d7-9fd97c0b779f': betacorp?.id as string,
      'CONTOSO18839.onmicrosoft.com': betacorp?.defaultDomain as string,
      'contoso.com': betacorp?.defaultDomain as string,
      'Contoso, Ltd': 'Betacorp',
      'contoso.onmicrosoft.com': litware?.defaultDomain as string,
      '55beae45-27a6-4e7a-8c7c-2eae70816cfa': litware?.id as string,
    };
  });
  afterAll(() => server.stop());

  const draft = async (change: object = {}): Promise<Stage> => {
    const { id, '@odata.etag': etag } = await by.draft('beta', {
      displayName: 'Contoso admin relationship',
      ...change,
    });
    return { as: 'beta.admin', table: { [one]: id, [third]: id }, etag };
  };
  /** An active relationship under every published id, with groups for the published ones that have these roles. */
  const active = async (roles: readonly string[], groups: Readonly<Record<string, readonly string[]>> = {}) => {
    const relationship = await by.active('beta', 'litware', {
      displayName: 'Contoso admin relationship',
      accessDetails: unified(...roles),
    });
    const table: Record<string, string> = {
      [one]: relationship.id,
      [other]: relationship.id,
      [third]: relationship.id,
    };
    const assignments = [];
    for (const [published, held] of Object.entries(groups)) {
      const group = await by.newGroup('beta');
      table[published] = group;
      if (held.length > 0) assignments.push(await by.assign('beta', relationship.id, group, ...held));
    }
    await server.advance('PT20M');
    return { as: 'beta.admin', table, relationship, assignments };
  };
  const show = async (path: string) => (await server.call('beta.admin', 'GET', `${relationships}/${path}`)).body;
  /** Changes the roles of an assignment and waits until that is done; answers the operation's id. */
  const reassign = async (id: string, assignment: string, ...roles: readonly string[]): Promise<string> => {
    const path = `${relationships}/${id}/accessAssignments/${assignment}`;
    const accessDetails = unified(...roles);
    const answer = await server.call('beta.admin', 'PATCH', path, { accessDetails }, { 'if-match': '*' });
    expect(answer.status, JSON.stringify(answer.body)).toBe(202);
    await server.advance('PT20M');
    return answer.headers.get('location')?.split('/').at(-1) as string;
  };

  const groups = ['227a2f44-2682-4831-a021-f8d69a34bcba', '869713c9-0b28-4d08-8949-ae07ae1bf528'] as const;
  const rolesOfFirst = [role.directoryReaders, dynamicsAdministrator, exchangeAdministrator, role.globalAdministrator];
  const rolesOfSecond = [exchangeAdministrator, role.globalReader, role.helpdeskAdministrator, intuneAdministrator];

  const stages: Readonly<Record<string, () => Promise<Stage>>> = {
    'tenantrelationship-post-delegatedadminrelationships': async () => ({ as: 'beta.admin', table: {} }),
    'tenantrelationship-list-delegatedadminrelationships': async () => {
      const { value } = bodyOf('tenantrelationship-list-delegatedadminrelationships') as {
        value: Record<'id' | 'displayName' | 'duration' | 'autoExtendDuration' | 'accessDetails', string>[];
      };
      const [first, ended, prepared] = value.map(
        ({ id, displayName, duration, autoExtendDuration, accessDetails }) => ({
          id,
          terms: translate(
            { displayName, duration, autoExtendDuration, accessDetails },
            new Map(Object.entries(tenants)),
          ),
        }),
      );
      const a = await by.active('rho', 'litware', first?.terms);
      const b = await by.active('rho', 'woodgrove', ended?.terms);
      await by.request('rho', b.id, 'terminate');
      const c = await by.draft('rho', { ...prepared?.terms, customer: { tenantId: server.tenant('litware').id } });
      await by.prepared(c.id, 'dist1');
      await by.request('rho', c.id, 'lockForApproval');
      await server.advance('PT20M');
      return {
        as: 'rho.admin',
        table: { [first?.id as string]: a.id, [ended?.id as string]: b.id, [prepared?.id as string]: c.id },
      };
    },
    'delegatedadminrelationship-get': () =>
      active([role.helpdeskAdministrator, role.userAdministrator, 'e6d1a23a-da11-4be4-9570-befc86d067a7']),
    'delegatedadminrelationship-update': draft,
    'delegatedadminrelationship-update-global-administrator': async () => {
      const stage = await active([role.globalAdministrator, role.globalReader]);
      const accessDetails = unified(role.globalReader);
      return { ...stage, etag: stage.relationship['@odata.etag'], body: { accessDetails } };
    },
    'delegatedadminrelationship-delete': draft,
    'delegatedadminrelationship-post-requests': draft,
    'delegatedadminrelationship-list-requests': async () => {
      const stage = await active([role.globalReader]);
      await by.request('beta', stage.relationship.id, 'terminate');
      const [lock, terminate] = (await show(`${stage.relationship.id}/requests?$orderby=createdDateTime`)).value;
      return {
        ...stage,
        table: {
          ...stage.table,
          'ae5a6b9e-6355-43dd-b708-48486b69c3ff': lock.id,
          '8a1b6676-5c12-47ba-8d3a-1d38387b0909': terminate.id,
        },
      };
    },
    'delegatedadminrelationshiprequest-get': async () => {
      const stage = await draft();
      const made = await by.request('beta', stage.table[one] as string, 'lockForApproval');
      return { ...stage, table: { ...stage.table, 'cf4a23c7-070c-4d1c-8be8-1e86085ac9d1': made.id } };
    },
    'delegatedadminrelationship-post-accessassignments': () => active(rolesOfSecond, { [groups[1]]: [] }),
    'delegatedadminrelationship-list-accessassignments': async () => {
      const stage = await active([...new Set([...rolesOfFirst, ...rolesOfSecond])], {
        [groups[0]]: rolesOfFirst,
        [groups[1]]: rolesOfSecond,
      });
      const [first, next] = stage.assignments;
      return {
        ...stage,
        table: {
          ...stage.table,
          '84c586df-0943-416e-b95f-7289cb8d3bd5': first.id,
          '8d56bce3-440f-4b4f-b5c2-cc0bcbd0199c': next.id,
        },
      };
    },
    'delegatedadminaccessassignment-get': async () => {
      const stage = await active(rolesOfFirst, { [groups[0]]: rolesOfFirst });
      return { ...stage, table: { ...stage.table, 'da9d6cf90-083a-47dc-ace2-1da98be3f344': stage.assignments[0].id } };
    },
    'delegatedadminaccessassignment-update': async () => {
      const roles = [role.directoryReaders, dynamicsAdministrator, role.helpdeskAdministrator];
      const stage = await active(roles, { group: [role.directoryReaders] });
      const { id } = stage.assignments[0];
      const etag = (await show(`${stage.relationship.id}/accessAssignments/${id}`))['@odata.etag'];
      return { ...stage, etag, table: { ...stage.table, 'da9d6cf90-083a-47dc-ace2-1da98be3f344': id } };
    },
    'delegatedadminaccessassignment-delete': async () => {
      const stage = await active([role.globalReader], { group: [role.globalReader] });
      const { id } = stage.assignments[0];
      const etag = (await show(`${stage.relationship.id}/accessAssignments/${id}`))['@odata.etag'];
      return { ...stage, etag, table: { ...stage.table, 'a9d6cf90-083a-47dc-ace2-1da98be3f344': id } };
    },
    'delegatedadminrelationship-list-operations': async () => {
      const roles = [role.globalReader, role.globalAdministrator, exchangeAdministrator, role.directoryReaders];
      // The second operation is printed with the first one's assignment and another group.
      const [firstGroup, nextGroup] = ['11cc3849-c298-455f-9a11-b7be350ef352', '8d56bce3-440f-4b4f-b5c2-cc0bcbd0199c'];
      const stage = await active(roles, { [firstGroup]: [role.globalReader], [nextGroup]: [exchangeAdministrator] });
      const [first, next] = stage.assignments;
      const id = stage.relationship.id;
      const operation = await reassign(id, first.id, role.globalReader, role.globalAdministrator);
      const then = await reassign(id, next.id, exchangeAdministrator, role.directoryReaders);
      return {
        ...stage,
        table: {
          ...stage.table,
          'e7de9158-df46-478e-820c-d6eff099d27b': operation,
          'f7a7dad4-8cc4-40d7-be44-dd3501b1f4e0': then,
          'a97a9b4c-f43e-4c47-bbd6-50d8d3c88d94': first.id,
        },
      };
    },
    'delegatedadminrelationshipoperation-get': async () => {
      const stage = await active([role.globalReader, devOpsAdministrator], { [groups[1]]: [role.globalReader] });
      const assignment = stage.assignments[0].id;
      const operation = await reassign(stage.relationship.id, assignment, devOpsAdministrator);
      return {
        ...stage,
        table: {
          ...stage.table,
          '57e4479a-aafb-4d00-ab0f-8ce6027466cf': operation,
          'a97a9b4c-f43e-4c47-bbd6-50d8d3c88d94': assignment,
        },
      };
    },
    'tenantrelationship-list-delegatedadmincustomers': async () => {
      await by.active('beta', 'litware');
      await by.active('beta', 'woodgrove');
      return { as: 'beta.admin', table: {} };
    },
    'delegatedadmincustomer-get': () => active([role.globalReader]),
    'delegatedadmincustomer-list-servicemanagementdetails': () => active([role.globalReader]),
    'tenantrelationship-findtenantinformationbytenantid': async () => ({ as: 'beta.admin', table: {} }),
    'tenantrelationship-findtenantinformationbydomainname': async () => ({ as: 'beta.admin', table: {} }),
  };

  /** Sends an exchange as it was printed, by the ids of this realm; answers what is printed of its answer, in these. */
  async function send({ request, response }: GraphExample, stage: Stage) {
    const table = new Map(Object.entries({ ...tenants, ...stage.table }));
    const { 'Content-Type': _json, ...others } = request.headers;
    const headers = { ...others, ...(stage.etag === undefined ? {} : { 'If-Match': stage.etag }) };
    const asked = translate({ path: request.path, body: stage.body ?? request.body ?? undefined }, table);
    const answer = await server.call(stage.as, request.method, `/v1.0${asked.path}`, asked.body, headers);
    expect(answer.status, JSON.stringify(answer.body)).toBe(response.status);
    const made = (response.body as { id?: string } | null)?.id;
    if (response.status === 201 && made !== undefined) table.set(made, answer.body.id);
    const operation = /operations\/(.+)$/.exec(response.headers.Location ?? '')?.[1];
    if (operation !== undefined) table.set(operation, answer.headers.get('location')?.split('/').at(-1) as string);
    return {
      answer,
      published: translate(response, table),
      location: `${server.url}/v1.0${asked.path}/${answer.body?.id}`,
    };
  }

  /** Items of a list in the order in which they were printed. */
  function inOrderOf(published: unknown, body: unknown): unknown {
    const [left, right] = [published, body].map((one) => (one as { value?: { id: string }[] } | null)?.value);
    if (left === undefined || right === undefined) return body;
    const place = (id: string) => left.findIndex((one) => one.id === id);
    return { ...(body as object), value: [...right].sort((a, b) => place(a.id) - place(b.id)) };
  }

  it.each(examples.map((example) => [example.id, example] as const))('%s', async (id, example) => {
    await by.clear();
    const stage = await (stages[id] as () => Promise<Stage>)();
    const { answer, published, location } = await send(example, stage);
    if (published.body === null) expect(answer.body).toBeNull();
    else expect(differencesOf(id, published.body, inOrderOf(published.body, answer.body), exceptions)).toEqual([]);
    for (const [name, value] of Object.entries(published.headers)) {
      const misprinted = exceptions.some((one) => one.operation === id && one.member === name);
      const given = answer.headers.get(name);
      if (name === 'Content-Type') expect(given).toMatch(/^application\/json(;|$)/);
      else expect(given).toBe(misprinted ? location : value);
    }
  });

  it('leave nothing out: there is one stage for each, and an exception only where it is needed', () => {
    expect(Object.keys(stages).sort()).toEqual(examples.map(({ id }) => id).sort());
    expect(exceptions.filter((one) => stages[one.operation] === undefined)).toEqual([]);
  });
});
