import { inRealmAct } from '../store/act.ts';
import type { Database, Transaction } from '../store/database.ts';
import { declareRealmAct, holdDueWork, inExclusiveAct, moveClock, readClock } from '../store/world/clock.ts';

/**
 * A kind of work that must be done at a time: renewals, notices, events of expiry. What a date merely decides (a
 * status) needs no work, it is derived.
 */
export interface DueKind {
  /** Short name: the act is `realm.due.<name>`. */
  readonly name: string;
  /** When its earliest open item is due; null when nothing is. One indexed read. */
  readonly nextDue: (sql: Database | Transaction) => Promise<Date | null>;
  /**
   * Does at most `limit` items due at or before `upTo`, the earliest first, each dated by its own due time and with its
   * audit and outbox rows, in the transaction given. Answers how many it did; what it did is not due again. An item that
   * is due several times (a jump over several months) may be done once in a call, and is due next for the time after.
   */
  readonly run: (tx: Transaction, upTo: Date, limit: number) => Promise<number>;
}

/** Items in one transaction: enough to be set-based, few enough that nobody waits long for its locks. */
export const batchSize = 500;

/** While the clock is moved, a batch does nothing that is due more than this (ms) after the time the clock then shows. */
const window = 3_600_000;

interface Next {
  readonly kind: DueKind;
  readonly due: Date;
  readonly until: Date | null;
}

/** The earliest open item over all kinds, and until when its kind may go on before another kind is earlier. */
async function earliest(sql: Transaction, kinds: readonly DueKind[]): Promise<Next | null> {
  const all: { kind: DueKind; due: Date }[] = [];
  for (const kind of kinds) {
    const due = await kind.nextDue(sql);
    if (due !== null) all.push({ kind, due });
  }
  // A stable sort: kinds due at the same instant go in the order in which they are registered.
  all.sort((a, b) => a.due.getTime() - b.due.getTime());
  const [first, second] = all;
  return first === undefined ? null : { ...first, until: second?.due ?? null };
}

/**
 * Does everything that is due, in the order of due times over all kinds, each batch in a transaction of its own, so
 * that a crash loses at most the batch under way, which is then done again. One runner at a time; two never do the same
 * item. Answers how many items were done.
 */
export async function runDue(database: Database, kinds: readonly DueKind[]): Promise<number> {
  return drain(() =>
    inRealmAct(database, 'realm.due', '*', async (tx, now) => {
      await holdDueWork(tx);
      const next = await earliest(tx, kinds);
      return next === null || next.due > now ? null : runBatch(tx, next, now);
    }),
  );
}

/**
 * Moves the clock to `target`, stopping at each time at which something is due: the clock and what is due move in one
 * transaction, so that no act commits with a time whose work is still to be done. A clock that stands later already is
 * left alone. Answers how many items were done.
 */
export async function runClockTo(database: Database, kinds: readonly DueKind[], target: Date): Promise<number> {
  return drain(() =>
    inExclusiveAct(database, 'realm.due', async (tx) => {
      await holdDueWork(tx);
      const next = await earliest(tx, kinds);
      const { now } = await readClock(tx);
      if (next === null || next.due > target) {
        if (now < target) await moveClock(tx, target);
        return null;
      }
      if (now < next.due) await moveClock(tx, next.due);
      const soon = new Date(next.due.getTime() + window);
      return runBatch(tx, next, soon < target ? soon : target);
    }),
  );
}

/** One batch of one kind, as an act of its own name, until another kind is earlier or the limit of time is reached. */
async function runBatch(tx: Transaction, { kind, due, until }: Next, limit: Date): Promise<number> {
  await declareRealmAct(tx, `realm.due.${kind.name}`);
  const upTo = until !== null && until < limit ? until : limit;
  const done = await kind.run(tx, upTo, batchSize);
  if (done === 0)
    throw new Error(
      `The due work "${kind.name}" says that something is due at ${due.toISOString()}, and does nothing.`,
    );
  return done;
}

/** Repeats a batch until it answers null: nothing more is due. */
async function drain(batch: () => Promise<number | null>): Promise<number> {
  let fired = 0;
  for (;;) {
    const done = await batch();
    if (done === null) return fired;
    fired += done;
  }
}
