import { SCHEMA, type Transaction } from '../database.ts';

/**
 * What is no part of the world: the schema's own history and rules, and the keys whose signatures outlive every world.
 * A migration that fills a table adds it here.
 */
const kept = ['migration', 'protected_act', 'identity_key'];

export interface WorldTableInfo {
  readonly name: string;
  /** Columns that can be written: not the computed ones. */
  readonly columns: readonly string[];
  /** Whether a column counts by itself, so that its sequence must follow. */
  readonly counting: string | null;
}

/** Every table of the world, each after those it refers to. */
export async function worldTables(tx: Transaction): Promise<WorldTableInfo[]> {
  const rows = await tx<{ name: string; columns: string[]; counting: string | null; refers_to: string[] }[]>`
    select c.relname as name,
           array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                  order by a.attnum) as columns,
           (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attidentity <> '' limit 1) as counting,
           array(select distinct t.relname::text from pg_constraint f join pg_class t on t.oid = f.confrelid
                  where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as refers_to
      from pg_class c
     where c.relnamespace = ${SCHEMA}::regnamespace and c.relkind = 'r' and c.relname <> all(${kept})
     order by c.oid`;
  const ordered: WorldTableInfo[] = [];
  const placed = new Set(kept);
  let waiting = [...rows];
  while (waiting.length > 0) {
    const ready = waiting.filter((row) => row.refers_to.every((name) => placed.has(name)));
    if (ready.length === 0)
      throw new Error(`These tables refer to each other in a circle: ${waiting.map((row) => row.name).join(', ')}.`);
    for (const { name, columns, counting } of ready) {
      ordered.push({ name, columns, counting });
      placed.add(name);
    }
    waiting = waiting.filter((row) => !placed.has(row.name));
  }
  return ordered;
}

/**
 * Empties the world. Readers hold locks on several tables in orders of their own, so waiting for one table while
 * holding another could end in a deadlock: after a short wait it gives up with SQLSTATE 55P03, and is to be begun again.
 */
export async function emptyWorld(tx: Transaction, tables: readonly WorldTableInfo[]): Promise<void> {
  await tx`set local lock_timeout = '100ms'`;
  await tx`truncate ${tx(tables.map((table) => table.name))} restart identity`;
  await tx`set local lock_timeout = 0`;
}

export const isLockTimeout = (error: unknown): boolean => (error as { code?: string } | null)?.code === '55P03';
