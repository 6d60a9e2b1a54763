import postgres from 'postgres';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../testkit/src/postgres.ts';

it('gives each test an empty database of its own, or a copy of another', async () => {
  const first = await createTestDatabase();
  const sql = postgres({ ...first.connection, max: 1 });
  await sql`create table t as select 7 as seven`;
  await sql.end();
  const empty = await createTestDatabase();
  const copy = await createTestDatabase({ copyOf: first.connection });
  const [inEmpty, inCopy] = [postgres(empty.connection), postgres(copy.connection)];

  await expect(inEmpty`select * from t`).rejects.toThrow('does not exist');
  expect((await inCopy`select seven from t`)[0]?.seven).toBe(7);

  for (const database of [first, empty, copy]) await database.drop();
  await expect(inCopy`select 1`).rejects.toThrow();
  for (const sql of [inEmpty, inCopy]) await sql.end();
});
