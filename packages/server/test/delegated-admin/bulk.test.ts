import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { type BulkWorker, startBulkWorker } from 'multipartner/bulk-worker.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people, relationships, role } from './people.ts';

const path = '/multipartner/v1/delegatedAdminRelationships:bulk';

let keys = 0;
const newKey = () => {
  keys += 1;
  return `bulk ${keys}`;
};
const creation = (displayName: string, change: object = {}) => ({
  action: 'create',
  displayName,
  duration: 'P30D',
  roles: [role.globalReader],
  ...change,
});

async function submit(server: TestServer, items: readonly object[], who = 'beta.admin', key = newKey()) {
  const answer = await server.call(who, 'POST', path, { key, items });
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  return answer.body.id as string;
}

const progress = async (server: TestServer, id: string, who = 'beta.admin') =>
  (await server.call(who, 'GET', `/multipartner/v1/bulks/${id}`)).body;

async function completed(server: TestServer, id: string, who = 'beta.admin') {
  for (;;) {
    const now = await progress(server, id, who);
    if (now.status === 'completed') return now;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function rowsOf(server: TestServer, id: string, query = '', who = 'beta.admin') {
  const items = [];
  let next: string | undefined = `/multipartner/v1/bulks/${id}/rows?limit=200${query}`;
  while (next !== undefined) {
    const answer: { status: number; body: { items: object[]; nextLink?: string } } = await server.call(
      who,
      'GET',
      next,
    );
    expect(answer.status).toBe(200);
    items.push(...answer.body.items);
    next = answer.body.nextLink?.replace(server.url, '');
  }
  // biome-ignore lint/suspicious/noExplicitAny: rows as the wire has them
  return items as any[];
}

/** Ids and names of all relationships of the partner whose names begin so, as the Graph dialect lists them. */
async function named(server: TestServer, prefix: string): Promise<string[]> {
  const names: string[] = [];
  let next: string | undefined = `${relationships}?$top=300`;
  while (next !== undefined) {
    // biome-ignore lint/suspicious/noExplicitAny: the list as the wire has it
    const { body }: { body: any } = await server.call('beta.admin', 'GET', next);
    names.push(...body.value.map((one: { displayName: string }) => one.displayName));
    next = body['@odata.nextLink']?.replace(server.url, '');
  }
  return names.filter((name) => name.startsWith(prefix)).sort();
}

describe('granular administration in bulk', () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  beforeAll(async () => {
    server = await startServer();
    by = people(server);
  });
  afterAll(() => server.stop());

  it('does every row as an act of its own, and says what became of each', async () => {
    const active = await by.active('beta', 'litware', {
      accessDetails: { unifiedRoles: [{ roleDefinitionId: role.globalReader }] },
    });
    const key = newKey();
    const answer = await server.call('beta.admin', 'POST', path, {
      key,
      items: [
        creation('Bulk one', { customerId: server.tenant('woodgrove').id, autoExtendDuration: 'P180D' }),
        { action: 'lock', relationship: { row: 0 } },
        { action: 'assign', relationshipId: active.id, groupId: by.group('beta.tier1'), roles: [role.globalReader] },
        { action: 'extend', relationshipId: active.id, autoExtendDuration: 'P180D' },
        creation('Bulk one'),
        { action: 'lock', relationship: { row: 4 } },
        { action: 'assign', relationshipId: active.id, groupId: by.group('beta.tier1'), roles: [role.globalReader] },
        creation('Bulk two', { duration: 'P9999D' }),
        { action: 'terminate', relationshipId: active.id },
      ],
    });
    expect(answer).toMatchObject({ status: 202, body: { key, total: 9 } });
    const { id } = answer.body;
    expect(answer.headers.get('location')).toBe(`${server.url}/multipartner/v1/bulks/${id}`);
    expect(await completed(server, id)).toMatchObject({ total: 9, done: 9, succeeded: 5, failed: 4 });
    const rows = await rowsOf(server, id);
    const taken = rows[4].refusal.facts.relationshipId;
    expect(rows).toMatchObject([
      { row: 0, action: 'create', status: 'succeeded', relationshipId: `${taken}-${server.tenant('beta').id}` },
      { row: 1, action: 'lock', status: 'succeeded', relationshipId: rows[0].relationshipId },
      { row: 2, status: 'succeeded', relationshipId: active.id, accessAssignmentId: expect.any(String) },
      { row: 3, status: 'succeeded', relationshipId: active.id },
      { row: 4, status: 'failed', refusal: { code: 'relationship-name-taken', facts: { field: 'displayName' } } },
      { row: 5, status: 'failed', refusal: { code: 'relationship-not-found', facts: { row: 4 } } },
      { row: 6, status: 'failed', refusal: { code: 'assignment-exists', facts: { field: 'groupId' } } },
      {
        row: 7,
        status: 'failed',
        refusal: { code: 'value-invalid', facts: { field: 'duration' }, detail: expect.stringContaining('P730D') },
      },
      { row: 8, action: 'terminate', status: 'succeeded' },
    ]);
    expect(await by.get('beta', rows[0].relationshipId)).toMatchObject({
      status: 'approvalPending',
      autoExtendDuration: 'P180D',
      customer: { tenantId: server.tenant('woodgrove').id },
    });
    expect(await by.get('beta', active.id)).toMatchObject({ status: 'terminated', autoExtendDuration: 'P180D' });
    expect(await rowsOf(server, id, '&status=failed')).toEqual(rows.filter((row) => row.status === 'failed'));
  });

  it('pages rows, and keeps the status asked for in its next link', async () => {
    const id = await submit(server, [creation('Paged 1'), creation('Paged 1'), creation('Paged 2')]);
    await completed(server, id);
    const first = await server.call('beta.admin', 'GET', `/multipartner/v1/bulks/${id}/rows?limit=1&status=succeeded`);
    expect(first.body.items).toMatchObject([{ row: 0 }]);
    const second = await server.call('beta.admin', 'GET', first.body.nextLink.replace(server.url, ''));
    expect(second.body).toMatchObject({ items: [{ row: 2 }] });
    expect(second.body.nextLink).toBeUndefined();
  });

  it('is the same bulk for the same key, and refuses other items under it', async () => {
    const key = newKey();
    const items = [creation('Only once')];
    const first = await server.call('beta.admin', 'POST', path, { key, items });
    expect(first.status).toBe(202);
    const [again, other, elsewhere] = await Promise.all([
      server.call('beta.admin', 'POST', path, { key, items }),
      server.call('beta.admin', 'POST', path, { key, items: [creation('Something else')] }),
      server.call('alpha.admin', 'POST', path, { key, items }),
    ]);
    expect(again).toMatchObject({ status: 200, body: { id: first.body.id } });
    expect(other).toMatchObject({
      status: 409,
      body: { code: 'key-taken', facts: { field: 'key', bulkId: first.body.id } },
    });
    // Keys, and names, are each partner's own.
    expect(elsewhere.status).toBe(202);
    expect(elsewhere.body.id).not.toBe(first.body.id);
    await completed(server, first.body.id);
    expect(await named(server, 'Only once')).toEqual(['Only once']);
    expect(await named(server, 'Something else')).toEqual([]);
  });

  it('makes one bulk of two requests with one key at the same moment', async () => {
    const key = newKey();
    const items = [creation('Raced')];
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => server.call('beta.admin', 'POST', path, { key, items })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 202]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  it.each([
    ['items', []],
    ['items.0.action', [{ action: 'approve' }]],
    ['items.0.displayName', [{ action: 'create', duration: 'P1D', roles: [] }]],
    ['items.0.duration', [{ action: 'create', displayName: 'x', roles: [] }]],
    ['items.0.roles', [{ action: 'create', displayName: 'x', duration: 'P1D' }]],
    ['items.0.groupId', [{ ...creation('x'), groupId: '8f1d4b22-0000-4000-8000-000000000000' }]],
    ['items.0.customerId', [creation('x', { customerId: 'woodgrove' })]],
    [
      'items.0.templateId',
      [{ action: 'create', displayName: 'x', templateId: '8f1d4b22-0000-4000-8000-000000000000' }],
    ],
    ['items.0.roles', [creation('x', { templateId: '8f1d4b22-0000-4000-8000-000000000000' })]],
    ['items.1.relationship.row', [creation('x'), { action: 'lock', relationship: { row: 1 } }]],
    [
      'items.2.relationship.row',
      [creation('x'), { action: 'lock', relationship: { row: 0 } }, { action: 'lock', relationship: { row: 1 } }],
    ],
    ['items.0.relationshipId', [{ action: 'lock' }]],
    ['items.0.relationshipId', [{ action: 'terminate', relationshipId: '8f1d4b22-0000-4000-8000-000000000000' }]],
    ['items.0.surprise', [{ ...creation('x'), surprise: true }]],
  ])('refuses the whole for %s, and keeps nothing of it', async (field, items) => {
    const key = newKey();
    const answer = await server.call('beta.admin', 'POST', path, { key, items });
    expect(answer.status, JSON.stringify(answer.body)).toBeGreaterThanOrEqual(400);
    expect(answer.body.facts.field).toBe(field);
    expect((await server.call('beta.admin', 'POST', path, { key, items: [creation(`Kept ${key}`)] })).status).toBe(202);
  });

  it('takes ten thousand rows and no more', async () => {
    const items = Array.from({ length: 10_001 }, (_, index) => ({ action: 'lock', relationship: { row: index } }));
    const answer = await server.call('beta.admin', 'POST', path, { key: newKey(), items });
    expect(answer).toMatchObject({ status: 400, body: { code: 'too-many', facts: { maximum: 10_000 } } });
  });

  it('is for who may do one of its acts, and unknown to every other partner', async () => {
    const id = await submit(server, [creation('Mine')]);
    for (const who of ['beta.sales', 'woodgrove.admin'])
      expect((await server.call(who, 'POST', path, { key: newKey(), items: [creation('No')] })).status).toBe(403);
    expect((await server.call(null, 'POST', path, {})).status).toBe(401);
    for (const suffix of ['', '/rows'])
      expect((await server.call('alpha.admin', 'GET', `/multipartner/v1/bulks/${id}${suffix}`)).status).toBe(404);
  });

  it('serves an application that acts for itself', async () => {
    const answer = await server.call({ application: 'beta' }, 'POST', path, {
      key: newKey(),
      items: [creation('By itself')],
    });
    expect(answer.status).toBe(202);
    expect(await completed(server, answer.body.id)).toMatchObject({ succeeded: 1 });
  });
});

describe('a bulk under way', () => {
  let server: TestServer;
  let others: BulkWorker[] = [];
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(async () => {
    for (const one of others) await one.stop();
    await server.stop();
  });
  const many = (prefix: string, pairs: number) =>
    Array.from({ length: pairs }, (_, index) => [
      creation(`${prefix} ${String(index).padStart(4, '0')}`),
      { action: 'lock', relationship: { row: 2 * index } },
    ]).flat();

  const expectEachOnce = async (id: string, prefix: string, pairs: number) => {
    const rows = await rowsOf(server, id);
    expect(rows.filter((row) => row.status !== 'succeeded')).toEqual([]);
    expect(new Set(rows.filter((row) => row.action === 'create').map((row) => row.relationshipId)).size).toBe(pairs);
    expect((await named(server, prefix)).length).toBe(pairs);
    const acts = await server.database`
      select operation_type, status, count(*)::int from audit_record
       where tenant_id = ${server.tenant('beta').id} and coalesce(new_value ->> 'displayName', '') like ${`${prefix}%`} or
             (tenant_id = ${server.tenant('beta').id} and customized ->> 'refusal' is not null)
       group by 1, 2 order by 1`;
    expect(acts).toEqual([
      { operation_type: 'granular_admin_relationship_created', status: 'succeeded', count: pairs },
      { operation_type: 'granular_admin_relationship_updated', status: 'succeeded', count: pairs },
    ]);
  };

  it('goes on where it was when the worker is stopped in the middle and another one begins', async () => {
    const id = await submit(server, many('Resumed', 300));
    while ((await progress(server, id)).done < 50) await new Promise((resolve) => setTimeout(resolve, 5));
    await server.bulkWorker.stop();
    const halfway = await progress(server, id);
    expect(halfway.status).toBe('running');
    expect(halfway.done).toBeLessThan(600);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await progress(server, id)).done).toBe(halfway.done);
    others.push(startBulkWorker(server.realm));
    expect(await completed(server, id)).toMatchObject({ succeeded: 600, failed: 0 });
    await expectEachOnce(id, 'Resumed', 300);
  });

  it('goes on when its connections are lost in the middle of rows', async () => {
    const id = await submit(server, many('Lost', 300));
    while ((await progress(server, id)).done < 50) await new Promise((resolve) => setTimeout(resolve, 5));
    await server.database`
      select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;
    expect(await completed(server, id)).toMatchObject({ succeeded: 600, failed: 0 });
    await expectEachOnce(id, 'Lost', 300);
  });

  it('is done once by several workers at the same time', async () => {
    others.push(startBulkWorker(server.realm), startBulkWorker(server.realm));
    const id = await submit(server, many('Shared', 300));
    expect(await completed(server, id)).toMatchObject({ succeeded: 600, failed: 0 });
    await expectEachOnce(id, 'Shared', 300);
  });

  it('goes by the rights that its caller has when the row is done', async () => {
    for (const one of others) await one.stop();
    others = [];
    const id = await submit(server, many('Rights', 2));
    const { id: userId, tenantId } = server.person('beta.admin');
    await server.database`update tenant_user set account_enabled = false where tenant_id = ${tenantId} and id = ${userId}`;
    others.push(startBulkWorker(server.realm));
    expect(await completed(server, id, 'beta.ga')).toMatchObject({ failed: 4 });
    const rows = await rowsOf(server, id, '', 'beta.ga');
    expect(rows.map((row) => row.refusal.code)).toEqual([
      'sign-in-required',
      'relationship-not-found',
      'sign-in-required',
      'relationship-not-found',
    ]);
  });
});
