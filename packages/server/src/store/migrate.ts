import { readdir, readFile } from 'node:fs/promises';
import { type Database, SCHEMA } from './database.ts';

const folder = new URL('./migrations/', import.meta.url);

/**
 * Brings the schema up to date: every numbered file once, in order, all in one transaction; two starters race on a lock.
 * Migrations are never edited after a release. Answers the numbers applied now.
 */
export async function migrate(database: Database): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).sort();
  return database.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('multipartner.migrate'))`;
    await tx.unsafe(
      `create schema if not exists ${SCHEMA};
       create table if not exists ${SCHEMA}.migration (name text primary key, applied_at timestamptz not null default statement_timestamp());`,
    );
    const done = new Set((await tx<{ name: string }[]>`select name from migration`).map((row) => row.name));
    const applied: string[] = [];
    for (const name of files) {
      if (done.has(name)) continue;
      await tx.unsafe(await readFile(new URL(name, folder), 'utf8'));
      await tx`insert into migration (name) values (${name})`;
      applied.push(name);
    }
    return applied;
  });
}

/** The major version of the PostgreSQL at the other end. */
export async function serverVersion(database: Database): Promise<number> {
  const [row] = await database<
    [{ version: number }]
  >`select current_setting('server_version_num')::int / 10000 as version`;
  return row.version;
}
