import { setTimeout as sleep } from 'node:timers/promises';
import { inRealmAct } from '../store/act.ts';
import type { Database, Transaction } from '../store/database.ts';
import { declareRealmAct, gaveWay, holdDueWork, inExclusiveAct, moveClock, readClock } from '../store/world/clock.ts';

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
   * Does about `limit` items due at or before `upTo`, the earliest first, each dated by its own due time and with its
   * audit and outbox rows, in the transaction given. Answers how many it did; what it did is not due again. An item that
   * is due several times (a jump over several months) may be done once in a call, and is due next for the time after.
   */
  readonly run: (tx: Transaction, upTo: Date, limit: number) => Promise<number>;
  /** Items in a call; 500 when absent. A kind that does many with one statement takes more. */
  readonly limit?: number;
  /** The same while the clock is moved, when nobody waits for locks; as `limit` when absent. */
  readonly limitWhileMoved?: number;
  /**
   * How far (ms) a call may go beyond the earliest open item while the clock is moved; an hour when absent. A kind may
   * say more when a call leaves nothing undone that is due before the last thing it did, whatever follows from that.
   */
  readonly window?: number;
}

/** Enough to be set-based, few enough that nobody waits long for the locks of a transaction. */
const defaultLimit = 500;
const defaultWindow = 3_600_000;
/** How often in a row a batch gives way to acts before that counts as a failure. */
const mostGivenWay = 50;

interface Next {
  readonly kind: DueKind;
  readonly due: Date;
  /** Until when the kind may go on before another one is to go first; null: as long as it likes. */
  readonly until: Date | null;
}

/** The earliest open item over all kinds; kinds due at the same instant go in the order in which they are registered. */
async function earliest(sql: Transaction, kinds: readonly DueKind[]): Promise<Next | null> {
  const all: { kind: DueKind; due: Date; place: number }[] = [];
  for (const [place, kind] of kinds.entries()) {
    const due = await kind.nextDue(sql);
    if (due !== null) all.push({ kind, due, place });
  }
  all.sort((a, b) => a.due.getTime() - b.due.getTime() || a.place - b.place);
  const [first, ...others] = all;
  if (first === undefined) return null;
  // What is due together with another kind's is done before it or after it, as they are registered.
  const until = others.map(({ due, place }) => due.getTime() - (place < first.place ? 1 : 0));
  return { ...first, until: until.length === 0 ? null : new Date(Math.min(...until)) };
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
      return next === null || next.due > now ? null : runBatch(tx, next, now, next.kind.limit);
    }),
  );
}

/**
 * Moves the clock to `target`, with a batch at a time of what is due until then. The clock and what is due move in one
 * transaction: it begins at the time of the first item, and ends just before the first that is left. So no act commits
 * with a time whose work is still to be done, nor one before something that was done already. A clock that stands
 * later is left alone. Answers how many items were done.
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
      const soon = next.due.getTime() + (next.kind.window ?? defaultWindow);
      const upTo = new Date(Math.min(soon, target.getTime(), next.until?.getTime() ?? soon));
      const done = await runBatch(tx, next, upTo, next.kind.limitWhileMoved ?? next.kind.limit);
      const left = await earliest(tx, kinds);
      const reached = Math.min(upTo.getTime(), left === null ? upTo.getTime() : left.due.getTime() - 1);
      if ((await readClock(tx)).now.getTime() < reached) await moveClock(tx, new Date(reached));
      return done;
    }),
  );
}

/** One batch of one kind, as an act of its own name, until another kind is earlier or the limit of time is reached. */
async function runBatch(
  tx: Transaction,
  { kind, due, until }: Next,
  last: Date,
  limit = defaultLimit,
): Promise<number> {
  await declareRealmAct(tx, `realm.due.${kind.name}`);
  const upTo = until !== null && until < last ? until : last;
  const done = await kind.run(tx, upTo, limit);
  if (done === 0)
    throw new Error(
      `The due work "${kind.name}" says that something is due at ${due.toISOString()}, and does nothing.`,
    );
  return done;
}

/** Repeats a batch until it answers null: nothing more is due. One that gave way to an act is done again, some time. */
async function drain(batch: () => Promise<number | null>): Promise<number> {
  let fired = 0;
  for (let gaveWayTimes = 0; ; ) {
    try {
      const done = await batch();
      if (done === null) return fired;
      fired += done;
      gaveWayTimes = 0;
    } catch (error) {
      gaveWayTimes += 1;
      if (!gaveWay(error) || gaveWayTimes > mostGivenWay) throw error;
      await sleep(20);
    }
  }
}
