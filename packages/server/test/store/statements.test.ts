import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';

const relationships = '/v1.0/tenantRelationships/delegatedAdminRelationships';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

it('are kept prepared for lists that everybody asks for, and not for filters that somebody wrote', async () => {
  // Each backend sees its own prepared statements only: as many are asked as there are connections.
  const kept = async () => {
    const counts = await Promise.all(
      Array.from(
        { length: 8 },
        () =>
          server.database<{ pid: number; n: number }[]>`
          select pg_backend_pid() as pid, count(*)::int as n from pg_prepared_statements where statement like '%admin_relationship%'
            and pg_sleep(0.2) is not null`,
      ),
    );
    const byBackend = new Map(counts.map(([row]) => [row?.pid, row?.n ?? 0]));
    return [...byBackend.values()].reduce((sum, n) => sum + n, 0);
  };
  for (let i = 0; i < 16; i++) await server.call('alpha.admin', 'GET', relationships);
  const before = await kept();
  expect(before).toBeGreaterThan(0);
  for (let parts = 1; parts <= 24; parts++) {
    const filter = Array.from({ length: parts }, (_, index) => `displayName ne 'x${index}'`).join(' and ');
    const answer = await server.call('alpha.admin', 'GET', `${relationships}?$filter=${encodeURIComponent(filter)}`);
    expect(answer.status).toBe(200);
  }
  expect(await kept()).toBe(before);
});
