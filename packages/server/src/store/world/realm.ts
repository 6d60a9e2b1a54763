import type { Database, Transaction } from '../database.ts';

/** Whether a world has been made in this database. */
export async function realmExists(database: Database): Promise<boolean> {
  const [row] = await database<[{ made: boolean }]>`select exists (select from realm) as made`;
  return row.made;
}

/**
 * Makes the realm's one row, with its clock running from `startAt` (the machine's time when absent).
 * Answers the realm's time at this moment.
 */
export async function createRealm(
  tx: Transaction,
  seed: string,
  startAt: Date | undefined,
  fixedStart: Date | undefined,
): Promise<Date> {
  const settings = fixedStart === undefined ? {} : { fixedStart: fixedStart.toISOString() };
  const [row] = await tx<[{ now: Date }]>`
    insert into realm (created_at, seed, clock_machine, clock_realm, settings)
    select start, ${seed}, machine, start, ${tx.json(settings)}
      from (select clock_timestamp() as machine) m,
           lateral (select date_trunc('milliseconds', coalesce(${startAt?.toISOString() ?? null}::timestamptz, machine)) as start) s
    returning clock_realm as now`;
  return row.now;
}

/** What the world was made from, and where its clock begins at every reset, if that was said at its start. */
export async function worldSeed(tx: Transaction): Promise<{ seed: string; fixedStart: Date | null }> {
  const [row] = await tx<[{ seed: string; fixedStart: Date | null }]>`
    select seed, (settings->>'fixedStart')::timestamptz as "fixedStart" from realm`;
  return row;
}

/** Settings that belong to the world; null: as the product has it. */
export interface RealmSettingsRow {
  readonly delegatedAdminStepMs: number | null;
  readonly newCommerceTransfers: boolean | null;
}

export async function readRealmSettings(database: Database): Promise<RealmSettingsRow> {
  const [row] = await database<[RealmSettingsRow]>`
    select (settings->>'delegatedAdminStepMs')::integer as "delegatedAdminStepMs",
           (settings->>'newCommerceTransfers')::boolean as "newCommerceTransfers" from realm`;
  return row;
}

export async function writeRealmSettings(database: Database, change: Partial<RealmSettingsRow>): Promise<void> {
  await database`update realm set settings = settings || ${database.json(change as never)}`;
}
