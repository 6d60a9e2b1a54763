import type { ActorRow, Caller } from './actor.ts';
import { directoryVersion, recallActor } from './actor-memory.ts';
import { readActor } from './ask.ts';
import type { Database, Fragment, Transaction } from './database.ts';
import { sentTogether } from './together.ts';
import { type Lastly, transaction } from './transaction.ts';

/** A (customer, partner) pair; a partnership is the pair (reseller, provider). The customer of a request to nobody in particular is `any`. */
export interface Pair {
  readonly customerId: string;
  readonly partnerId: string;
}

/**
 * Runs a writing transaction. Its first statement declares the act — its kind and the pairs it concerns — so that the
 * database refuses every write outside of it (R90), and answers the realm's time and the caller's facts. What `ahead`
 * sends travels behind that statement without waiting for its answer; what the body gives to `lastly`, with the commit.
 */
export async function inAct<T, A = undefined>(
  database: Database,
  act: {
    readonly kind: string;
    /** Or an SQL array of them, for an act on one object of the caller's whose customer the request does not name. */
    readonly pairs: readonly Pair[] | ((sql: Database) => Fragment);
  },
  caller: Caller,
  body: (tx: Transaction, now: Date, actor: ActorRow | null, ahead: A, lastly: Lastly) => Promise<T>,
  ahead?: (tx: Transaction) => Promise<A>,
): Promise<T> {
  const { pairs } = act;
  const listed = typeof pairs === 'function' ? pairs(database) : pairs.map(pairText);
  const known = recallActor(database, caller);
  return transaction(
    database,
    (tx) =>
      sentTogether([
        tx<[{ now: Date; version: number | null }]>`
          select begin_act(${act.kind}, ${listed as Fragment}) as now, (${directoryVersion(tx as unknown as Database, caller)}) as version`,
        ahead?.(tx),
      ]),
    async (tx, [[row], loaded], lastly) => {
      const sql = tx as unknown as Database;
      const actor = known?.version === row.version ? known.row : await readActor(database, sql, caller);
      return body(tx, row.now, actor, loaded as A, lastly);
    },
  );
}

/** Runs an act of the realm itself (making a world, due work of many owners); `pairs` may be '*'. */
export async function inRealmAct<T>(
  database: Database,
  kind: `realm.${string}`,
  pairs: readonly Pair[] | '*',
  body: (tx: Transaction, now: Date) => Promise<T>,
): Promise<T> {
  const list = pairs === '*' ? ['*'] : pairs.map(pairText);
  return (await database.begin(async (tx) => {
    const [row] = await tx<[{ now: Date }]>`select begin_act(${kind}, ${list}) as now`;
    return body(tx as unknown as Transaction, row.now);
  })) as T;
}

const pairText = (pair: Pair) => `${pair.customerId}:${pair.partnerId}`.toLowerCase();
