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
export async function createRealm(tx: Transaction, seed: string, startAt: Date | undefined): Promise<Date> {
  const [row] = await tx<[{ now: Date }]>`
    insert into realm (created_at, seed, clock_machine, clock_realm)
    select start, ${seed}, machine, start
      from (select clock_timestamp() as machine) m,
           lateral (select date_trunc('milliseconds', coalesce(${startAt?.toISOString() ?? null}::timestamptz, machine)) as start) s
    returning clock_realm as now`;
  return row.now;
}
