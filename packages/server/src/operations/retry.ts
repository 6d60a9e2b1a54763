import { deserialize, serialize } from 'node:v8';
import type { Refusal } from '@multipartner/domain/refusal.ts';
import {
  claimRequest,
  findOutcome,
  forgetOutcomes,
  keepNothing,
  keepOutcome,
  keepRefusal,
  type RequestKey,
} from '../store/request-outcome.ts';
import { type Context, NotClaimed, refused, type Settlement } from './operation.ts';
import type { Realm } from './realm.ts';

export type { RequestKey } from '../store/request-outcome.ts';

export interface KeyedRequest {
  readonly key: RequestKey;
  /** When it came, by the machine's clock. */
  readonly at: Date;
}

/** How long the outcome of a request is kept, in milliseconds of the machine's time. */
const keptFor = 86_400_000;

/** Refusals that say nothing of the request itself: they are decided anew each time. */
const passing: readonly Refusal['code'][] = ['sign-in-required', 'mfa-required'];

/**
 * Runs a writing request so that it is done once, however often it is sent: each of its acts keeps its outcome in its
 * own transaction, and the same request again is answered from these. Of several at the same moment one is done and the
 * others wait for it. Refusals: operation-in-progress when that takes longer than 30 seconds.
 */
export async function doOnce<T>(
  context: Context,
  request: KeyedRequest,
  run: (context: Context) => Promise<T>,
): Promise<T> {
  try {
    return await run({ ...context, settles: settlement(context.realm, request, false) });
  } catch (error) {
    if ((error as { code?: unknown }).code === '55P03') throw refused('operation-in-progress');
    if (!(error instanceof NotClaimed)) throw error;
    return run({ ...context, settles: settlement(context.realm, request, true) });
  }
}

/** `known`: the request was sent before, so that its acts are looked up first; one that it did not come to is done now. */
function settlement(realm: Realm, { key, at }: KeyedRequest, known: boolean): Settlement {
  const sql = realm.database;
  let part = -1;
  let sealed = '';
  return {
    async recall() {
      part += 1;
      if (!known) return null;
      const kept = await findOutcome(sql, key, part);
      if (kept === null) return null;
      if (kept.refusal !== null) return { refusal: kept.refusal };
      if (kept.outcome === null) return null;
      return { outcome: deserialize(Buffer.from(await realm.seal.open(kept.outcome), 'base64')) };
    },
    claim: (tx) => claimRequest(tx, key, part, at),
    async prepare(outcome) {
      sealed = await realm.seal.close(serialize(outcome).toString('base64'));
    },
    done: () => keepOutcome(sql, key, part, sealed),
    refused: (refusal) =>
      passing.includes(refusal.code) ? keepNothing(sql) : keepRefusal(sql, key, part, at, refusal),
  };
}

/** Forgets outcomes that are older than a day of the machine's time. */
export function forgetOldOutcomes(realm: Realm, now: Date): Promise<void> {
  return forgetOutcomes(realm.database, new Date(now.getTime() - keptFor));
}
