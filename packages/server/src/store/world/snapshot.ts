import { type Database, SCHEMA, type Transaction } from '../database.ts';
import { emptyWorld, worldTables } from './tables.ts';

const schemaOf = (name: string) => `snapshot_${name}`;

/** Keeps a copy of every table of the world in a schema of its own; one of the same name is replaced. */
export async function takeSnapshot(tx: Transaction, name: string): Promise<void> {
  const schema = schemaOf(name);
  await tx`drop schema if exists ${tx(schema)} cascade`;
  await tx`create schema ${tx(schema)}`;
  for (const table of await worldTables(tx)) {
    await tx`create table ${tx(schema)}.${tx(table.name)} as table ${tx(SCHEMA)}.${tx(table.name)}`;
  }
  // The copy remembers the time it was taken at, not how far the clock was from the machine's.
  await tx`update ${tx(schema)}.realm set clock_realm = realm_now()`;
}

/**
 * Puts the world back as it was. Its clock shows the snapshot's time again, and runs on from there. A table that did not
 * exist at the time of the snapshot becomes empty. Answers false when there is no such snapshot.
 */
export async function restoreSnapshot(tx: Transaction, name: string): Promise<boolean> {
  const schema = schemaOf(name);
  const present = new Map(
    (
      await tx<{ name: string; columns: string[] }[]>`
        select c.relname as name, array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = ${schema} and c.relkind = 'r'`
    ).map((row) => [row.name, row.columns]),
  );
  if (present.size === 0) return false;
  const tables = await worldTables(tx);
  await emptyWorld(tx, tables);
  for (const table of tables) {
    const columns = table.columns.filter((column) => present.get(table.name)?.includes(column));
    if (columns.length === 0) continue;
    const list = columns.map((column) => `"${column}"`).join(', ');
    await tx.unsafe(
      `insert into "${table.name}" (${list}) overriding system value select ${list} from "${schema}"."${table.name}"`,
    );
    if (table.counting !== null) {
      await tx.unsafe(
        `select setval(pg_get_serial_sequence('${table.name}', '${table.counting}'), coalesce(max("${table.counting}"), 0) + 1, false) from "${table.name}"`,
      );
    }
  }
  await tx`update realm set clock_machine = clock_timestamp()`;
  return true;
}

/** The names of the snapshots there are. */
export async function listSnapshots(database: Database): Promise<string[]> {
  const rows = await database<{ name: string }[]>`
    select substr(nspname, length('snapshot_') + 1) as name from pg_namespace where nspname like 'snapshot\_%' order by 1`;
  return rows.map((row) => row.name);
}
