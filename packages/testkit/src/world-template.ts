import { createIdentity } from 'multipartner/identity/index.ts';
import type { PostgresConnection } from 'multipartner/postgres/start.ts';
import { openDatabase } from 'multipartner/store/database.ts';
import { migrate } from 'multipartner/store/migrate.ts';
import { seedWorld } from 'multipartner/world/seed.ts';
import postgres from 'postgres';
import { cluster as testCluster } from './cluster.ts';

/**
 * A migrated database with signing keys, and with the demo world or none; made once for a test run by whoever needs it
 * first; to be copied, never to be connected to.
 */
export async function worldTemplate(world: 'demo' | 'none'): Promise<PostgresConnection> {
  const cluster = await testCluster();
  const name = `template_world_${world}`;
  const unfinished = `${name}_unfinished`;
  const sql = postgres({ ...cluster, max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(hashtext(${name}))`;
    const [made] = await sql`select from pg_database where datname = ${name}`;
    if (made === undefined) {
      await sql`drop database if exists ${sql(unfinished)}`;
      await sql`create database ${sql(unfinished)} template template0`;
      await fill({ ...cluster, database: unfinished }, world);
      await sql`alter database ${sql(unfinished)} rename to ${sql(name)}`;
    }
  } finally {
    await sql.end();
  }
  return { ...cluster, database: name };
}

async function fill(connection: PostgresConnection, world: 'demo' | 'none'): Promise<void> {
  const database = openDatabase(connection, 1);
  try {
    await migrate(database);
    if (world === 'demo') await seedWorld(database, { seed: 'demo' });
    const identity = await createIdentity({ database, mode: 'sandbox', settings: { acceptLegacyAudience: true } });
    await identity.close();
  } finally {
    await database.end();
  }
}
