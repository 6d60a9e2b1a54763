import { createIdentity } from 'multipartner/identity/index.ts';
import type { PostgresConnection } from 'multipartner/postgres/start.ts';
import { openDatabase } from 'multipartner/store/database.ts';
import { migrate } from 'multipartner/store/migrate.ts';
import { seedWorld } from 'multipartner/world/seed.ts';
import postgres from 'postgres';
import { inject } from 'vitest';

const name = 'world_template';
const unfinished = 'world_template_unfinished';

/**
 * A database with the demo world and signing keys, made once for a test run by whoever needs it first; to be copied,
 * never to be connected to.
 */
export async function worldTemplate(): Promise<PostgresConnection> {
  const cluster = inject('postgres');
  const sql = postgres({ ...cluster, max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(hashtext(${name}))`;
    const [made] = await sql`select from pg_database where datname = ${name}`;
    if (made === undefined) {
      await sql`drop database if exists ${sql(unfinished)}`;
      await sql`create database ${sql(unfinished)} template template0`;
      await fill({ ...cluster, database: unfinished });
      await sql`alter database ${sql(unfinished)} rename to ${sql(name)}`;
    }
  } finally {
    await sql.end();
  }
  return { ...cluster, database: name };
}

async function fill(connection: PostgresConnection): Promise<void> {
  const database = openDatabase(connection, 1);
  try {
    await migrate(database);
    await seedWorld(database, { seed: 'demo' });
    const identity = await createIdentity({ database, mode: 'sandbox', settings: { acceptLegacyAudience: true } });
    await identity.close();
  } finally {
    await database.end();
  }
}
