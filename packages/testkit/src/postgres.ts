import type { PostgresConnection } from 'multipartner/postgres/start.ts';
import postgres from 'postgres';
import { cluster as testCluster } from './cluster.ts';

export interface TestDatabase {
  /** Options for `postgres(…)`. */
  readonly connection: PostgresConnection;
  /** Disconnects whoever is still connected, and removes the database. */
  drop(): Promise<void>;
}

/**
 * A fresh database in the test run's own PostgreSQL (some 50 ms): empty, or a copy of that other database, to which
 * nobody may be connected meanwhile. The cluster loses committed data when the machine fails; tests about
 * durability start a PostgreSQL of their own.
 */
export async function createTestDatabase(options: { copyOf?: PostgresConnection } = {}): Promise<TestDatabase> {
  const cluster = await testCluster();
  const name = `test_${process.pid}_${created++}`;
  const template = options.copyOf?.database ?? 'template0';
  await administer(cluster, (sql) => sql`create database ${sql(name)} template ${sql(template)} strategy file_copy`);
  return {
    connection: { ...cluster, database: name },
    drop: () => administer(cluster, (sql) => sql`drop database if exists ${sql(name)} with (force)`),
  };
}

let created = 0;

async function administer(
  cluster: PostgresConnection,
  act: (sql: postgres.Sql) => PromiseLike<unknown>,
): Promise<void> {
  const sql = postgres({ ...cluster, max: 1, onnotice: () => {} });
  try {
    await act(sql);
  } finally {
    await sql.end();
  }
}
