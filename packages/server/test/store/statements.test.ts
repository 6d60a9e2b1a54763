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
    const answers = await Promise.all(
      Array.from(
        { length: 8 },
        () =>
          server.database<{ statement: string }[]>`
          select statement from pg_prepared_statements
          where statement like '%from admin_relationship r left join tenant c%' and statement not like '%pg_prepared_statements%'
            and pg_sleep(0.2) is not null`,
      ),
    );
    return new Set(answers.flatMap((rows) => rows.map(({ statement }) => statement)));
  };
  for (let i = 0; i < 16; i++) await server.call('alpha.admin', 'GET', relationships);
  const before = await kept();
  expect(before.size).toBeGreaterThan(0);
  for (let parts = 1; parts <= 24; parts++) {
    const filter = Array.from({ length: parts }, (_, index) => `displayName ne 'x${index}'`).join(' and ');
    const answer = await server.call('alpha.admin', 'GET', `${relationships}?$filter=${encodeURIComponent(filter)}`);
    expect(answer.status).toBe(200);
  }
  expect([...(await kept())].filter((statement) => !before.has(statement))).toEqual([]);
});
