import type { Database, Transaction } from '../database.ts';

export interface ClockRow {
  readonly now: Date;
  readonly frozen: boolean;
}

/** The realm's time at this moment, and whether it stands still. */
export async function readClock(database: Database | Transaction): Promise<ClockRow> {
  const [row] = await database<[ClockRow]>`select realm_now() as now, clock_frozen as frozen from realm`;
  return row;
}

/** Lets the clock show `now` from this moment on, and run or stand still as before. For an exclusive act. */
export async function moveClock(tx: Transaction, now: Date): Promise<void> {
  await tx`update realm set clock_machine = clock_timestamp(), clock_realm = ${now}`;
}

/** Stops the clock at this moment, or lets it run on. For an exclusive act. */
export async function freezeClock(tx: Transaction, frozen: boolean): Promise<void> {
  await tx`update realm set clock_realm = realm_now(), clock_machine = clock_timestamp(), clock_frozen = ${frozen}`;
}

/**
 * One runner of due work at a time, over all processes that share the database; ends with the transaction. From here on
 * it gives way: an act may hold a row and wait for the clock, which the runner holds.
 */
export async function holdDueWork(tx: Transaction): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtext('multipartner.due'))`;
  await tx`set local lock_timeout = '200ms'`;
}

/** Whether a transaction was undone because it gave way to another one: it is to be done again. */
export function gaveWay(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === '55P03' || code === '40P01';
}

/**
 * An act of the realm that has the realm to itself: it waits for the acts under way, and none begins before it ends.
 * It may touch rows of everybody. For moving the clock, and for making or changing a world.
 */
export async function inExclusiveAct<T>(
  database: Database,
  kind: `realm.${string}`,
  body: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return (await database.begin(async (sql) => {
    const tx = sql as unknown as Transaction;
    await tx`select pg_advisory_xact_lock(hashtext('multipartner.clock'))`;
    await tx`select begin_act(${kind}, ${['*']})`;
    return body(tx);
  })) as T;
}

/** Names the act that a transaction of the realm goes on with; it may touch rows of everybody. */
export async function declareRealmAct(tx: Transaction, kind: `realm.${string}`): Promise<void> {
  await tx`select begin_act(${kind}, ${['*']})`;
}
