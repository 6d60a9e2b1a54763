import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Everything that the tables of the world hold, but the clock's two readings and the numbers that are never used twice. */
async function contents(server: TestServer): Promise<Record<string, unknown>> {
  const tables = await server.database<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'multipartner'::regnamespace and relkind = 'r' order by 1`;
  const all: Record<string, unknown> = {};
  for (const { name } of tables) {
    const rows = await server.database.unsafe(
      `select to_jsonb(t) - 'clock_machine' - 'clock_realm' - 'directory_version' as row from "${name}" t`,
    );
    all[name] = rows.map((row) => JSON.stringify(row.row)).sort();
  }
  return all;
}

describe('snapshots and resets', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());
  const post = (path: string, body?: unknown) => server.call(null, 'POST', `/sandbox/v1/${path}`, body);

  it('put every table back as it was, and the clock', async () => {
    await post('tenants', { key: 'before', displayName: 'Before', country: 'US', partner: { kind: 'direct' } });
    await server.call(null, 'PATCH', '/sandbox/v1/tenants/beta', { partner: { programStatus: 'suspended' } });
    await post('clock', { set: '2040-01-01T00:00:00Z', frozen: true });
    const kept = await contents(server);
    expect(await post('snapshots', { name: 'one' })).toMatchObject({ status: 201, body: { name: 'one' } });

    await post('tenants', { key: 'after', displayName: 'After', country: 'US' });
    await server.call(null, 'PATCH', '/sandbox/v1/tenants/beta', { partner: { programStatus: 'active' } });
    await post('clock', { advance: 'P1Y' });
    expect(await contents(server)).not.toEqual(kept);

    const restored = await post('snapshots/one/restore');
    expect(restored.status).toBe(200);
    expect(restored.body.clock).toBe('2040-01-01T00:00:00.000Z');
    expect(restored.body.tenants.map((tenant: { key: string }) => tenant.key)).toContain('before');
    expect(await contents(server)).toEqual(kept);
  });

  it('go on counting where they were: a record made after is after', async () => {
    await post('snapshots/one/restore');
    await server.call(null, 'PATCH', '/sandbox/v1/tenants/beta', { partner: { programStatus: 'active' } });
    const log = await server.database<{ seq: number; operation_type: string }[]>`
      select seq, operation_type from audit_record where tenant_id = ${server.tenant('beta').id} order by seq`;
    expect(log).toHaveLength(2);
    expect(log[1]?.seq).toBeGreaterThan(log[0]?.seq as number);
  });

  it('are listed, replaced by one of the same name, and outlive a reset', async () => {
    await post('snapshots', { name: 'two' });
    await post('reset', {});
    expect((await server.call(null, 'GET', '/sandbox/v1/snapshots')).body).toEqual({
      items: [{ name: 'one' }, { name: 'two' }],
    });
    await post('snapshots', { name: 'two' });
    const restored = await post('snapshots/two/restore');
    expect(restored.body.tenants.map((tenant: { key: string }) => tenant.key)).not.toContain('before');
  });

  it('are refused under a name that is none, and unknown ones are not restored', async () => {
    expect(await post('snapshots', { name: 'x"; drop schema multipartner; --' })).toMatchObject({
      status: 400,
      body: { code: 'value-invalid', field: 'name' },
    });
    expect(await post('snapshots', {})).toMatchObject({ status: 400, body: { code: 'value-missing', field: 'name' } });
    expect(await post('snapshots/nothing/restore')).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('a reset makes the world afresh, with the same ids and a clock that runs from now', async () => {
    await post('tenants', { key: 'gone', displayName: 'Gone', country: 'US' });
    await post('clock', { advance: 'P10Y', frozen: true });
    const before = Date.now();
    const { status, body } = await post('reset');
    expect(status).toBe(200);
    expect({ ...body, clock: '' }).toEqual({ ...server.world, clock: '' });
    expect(new Date(body.clock).getTime()).toBeGreaterThanOrEqual(before - 1000);
    expect(new Date(body.clock).getTime()).toBeLessThan(before + 60_000);
    expect((await server.call(null, 'GET', '/sandbox/v1/clock')).body.frozen).toBe(false);
  });

  it('a token outlives a reset: the keys are no part of the world', async () => {
    const token = await server.token('alpha.admin');
    await post('reset', {});
    expect((await server.call(token, 'GET', '/v1/customers')).status).not.toBe(401);
  });

  it('a reset empties what happened, and nothing that the schema brings along', async () => {
    const brought = await startServer({ seed: 'empty' });
    try {
      const before = await contents(brought);
      await brought.call(null, 'POST', '/sandbox/v1/tenants', { key: 'x', displayName: 'X', country: 'US' });
      await brought.call(null, 'PATCH', '/sandbox/v1/tenants/x', { partner: { kind: 'direct' } });
      await brought.call(null, 'POST', '/sandbox/v1/reset');
      const after = await contents(brought);
      for (const name of Object.keys(before)) {
        expect({ name, rows: (after[name] as unknown[]).length }).toEqual({
          name,
          rows: (before[name] as unknown[]).length,
        });
      }
    } finally {
      await brought.stop();
    }
  });

  it('a reset makes another world when it is asked to, and that one again the next time', async () => {
    expect((await post('reset', { seed: 30 })).body).toMatchObject({ seed: '30', generated: { customers: 30 } });
    expect((await post('reset')).body).toMatchObject({ seed: '30', generated: { customers: 30 } });
    expect((await post('reset', { seed: 'empty' })).body).toMatchObject({ seed: 'empty', tenants: [] });
    expect((await post('reset', { seed: 'demo' })).body.tenants).toHaveLength(server.world.tenants.length);
    expect(await post('reset', { seed: 'moon' })).toMatchObject({ status: 400, body: { field: 'seed' } });
    expect(await post('reset', { sead: 'demo' })).toMatchObject({ status: 400, body: { field: 'sead' } });
  });

  it('a reset gets through while others read and write', async () => {
    let going = true;
    const failures: number[] = [];
    const reading = Array.from({ length: 4 }, async () => {
      while (going) {
        const { status } = await server.call(null, 'GET', '/sandbox/v1/world');
        if (status !== 200) failures.push(status);
      }
    });
    const answers = [];
    for (let index = 0; index < 4; index++) answers.push((await post('reset')).status);
    going = false;
    await Promise.all(reading);
    expect(answers).toEqual([200, 200, 200, 200]);
    expect(failures).toEqual([]);
  });
});
