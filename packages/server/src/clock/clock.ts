import { type Refusal, refuse } from '@multipartner/domain/refusal.ts';
import { addDuration } from '@multipartner/domain/time/duration.ts';
import type { Database } from '../store/database.ts';
import { type ClockRow, freezeClock, inExclusiveAct, readClock } from '../store/world/clock.ts';
import { type DueKind, runClockTo, runDue } from './due-work.ts';

export type ClockReading = ClockRow;

/** How the clock is to change: to an instant or by an ISO 8601 duration, and to stand still or run. */
export interface ClockChange {
  readonly set?: Date;
  readonly advance?: string;
  readonly frozen?: boolean;
}

export interface ClockLog {
  error(details: object, message: string): void;
}

/** The realm's clock in a running server: it does what becomes due, as time passes or is moved. */
export interface Clock {
  read(): Promise<ClockReading>;
  /** Changes the clock and answers when all that became due was done, in order. Refusals: clock-backwards. */
  change(change: ClockChange): Promise<(ClockReading & { readonly fired: number }) | Refusal>;
  /** Looks again what is due next: after a new world was made, or something was scheduled. */
  wake(): void;
  /** Ends the timer, and waits for the batch under way. */
  stop(): Promise<void>;
}

const longestWait = 60_000;
const latest = new Date('9999-12-31T23:59:59.999Z');

/** Starts doing due work as time passes: at the next due time, and at least every minute. */
export function startClock(database: Database, kinds: readonly DueKind[], log: ClockLog = { error: () => {} }): Clock {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let round: Promise<void> = Promise.resolve();
  let changes: Promise<void> = Promise.resolve();

  const wake = () => {
    if (stopped) return;
    clearTimeout(timer);
    round = round.then(async () => {
      // A change does what is due itself.
      await changes;
      if (stopped) return;
      let wait = longestWait;
      try {
        await runDue(database, kinds);
        wait = await untilNextDue(database, kinds);
      } catch (error) {
        log.error({ err: error }, 'due work failed; it is tried again within a minute');
      }
      clearTimeout(timer);
      if (!stopped) timer = setTimeout(wake, wait).unref();
    });
  };
  wake();

  return {
    read: () => readClock(database),
    change(change) {
      // One after the other: two advances of a day are two days.
      const outcome = changes.then(() => changeClock(database, kinds, change));
      changes = outcome.then(wake, wake);
      return outcome;
    },
    wake,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await changes;
      await round;
    },
  };
}

/** Milliseconds of machine time until something is due; a clock that stands still never gets there. */
async function untilNextDue(database: Database, kinds: readonly DueKind[]): Promise<number> {
  const { now, frozen } = await readClock(database);
  if (frozen) return longestWait;
  let wait = longestWait;
  for (const kind of kinds) {
    const due = await kind.nextDue(database);
    if (due !== null) wait = Math.min(wait, due.getTime() - now.getTime());
  }
  return Math.max(wait, 1);
}

async function changeClock(
  database: Database,
  kinds: readonly DueKind[],
  change: ClockChange,
): Promise<(ClockReading & { fired: number }) | Refusal> {
  // What is due now is done first: it belongs to the time before the change.
  let fired = await runDue(database, kinds);
  const { now } = await readClock(database);
  const target = change.set ?? (change.advance === undefined ? undefined : addDuration(now, change.advance));
  if (target !== undefined && target < now)
    return refuse('clock-backwards', { now: now.toISOString(), asked: target.toISOString() });
  if (target !== undefined && !(target <= latest)) {
    return refuse('value-invalid', {
      field: change.set === undefined ? 'advance' : 'set',
      reason: 'leads beyond the year 9999',
    });
  }
  // Stopped before it is moved, it shows exactly the time asked for.
  if (change.frozen === true) await inExclusiveAct(database, 'realm.clock', (tx) => freezeClock(tx, true));
  if (target !== undefined) fired += await runClockTo(database, kinds, target);
  if (change.frozen === false) await inExclusiveAct(database, 'realm.clock', (tx) => freezeClock(tx, false));
  return { ...(await readClock(database)), fired };
}
