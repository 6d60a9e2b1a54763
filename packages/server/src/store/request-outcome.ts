import type { Refusal } from '@multipartner/domain/refusal.ts';
import type { Database, Fragment, Transaction } from './database.ts';
import { sentTogether } from './together.ts';

/** A writing request of one caller, recognised by the id it was given and by everything that it says. */
export interface RequestKey {
  readonly tenantId: string;
  readonly actorId: string;
  readonly requestId: string;
  readonly digest: Buffer;
}

/** How long one waits for the same request under way, in milliseconds. */
const longestWait = 30_000;

/**
 * Takes the request for this transaction; waits for the same one under way. False: it has its outcome already.
 * @throws a failure with the code 55P03 when the wait is over.
 */
export async function claimRequest(tx: Transaction, key: RequestKey, part: number, at: Date): Promise<boolean> {
  const [, taken] = await sentTogether([
    tx`select set_config('lock_timeout', ${String(longestWait)}, true)`,
    tx`insert into request_outcome (tenant_id, actor_id, request_id, digest, part, kept_at)
       values (${key.tenantId}, ${key.actorId}, ${key.requestId}, ${key.digest}, ${part}, ${at})
       on conflict do nothing returning 1`,
  ]);
  return taken.length === 1;
}

/** The statement that keeps the outcome of a request that this transaction took. */
export function keepOutcome(sql: Database, key: RequestKey, part: number, outcome: string): Fragment {
  return sql`
    update request_outcome set outcome = ${outcome}
     where tenant_id = ${key.tenantId} and actor_id = ${key.actorId} and request_id = ${key.requestId}
       and digest = ${key.digest} and part = ${part}`;
}

/** The statement that keeps a refusal, after the transaction that took the request was undone. */
export function keepRefusal(sql: Database, key: RequestKey, part: number, at: Date, refusal: Refusal): Fragment {
  return sql`
    insert into request_outcome (tenant_id, actor_id, request_id, digest, part, kept_at, refusal)
    values (${key.tenantId}, ${key.actorId}, ${key.requestId}, ${key.digest}, ${part}, ${at}, ${sql.json(refusal as never)})
    on conflict do nothing`;
}

/** A statement that keeps nothing, for what is to be decided anew. */
export const keepNothing = (sql: Database): Fragment => sql`select`;

export async function findOutcome(
  sql: Database,
  key: RequestKey,
  part: number,
): Promise<{ readonly outcome: string | null; readonly refusal: Refusal | null } | null> {
  const [row] = await sql<{ outcome: string | null; refusal: Refusal | null }[]>`
    select outcome, refusal from request_outcome
     where tenant_id = ${key.tenantId} and actor_id = ${key.actorId} and request_id = ${key.requestId}
       and digest = ${key.digest} and part = ${part}`;
  return row ?? null;
}

/** Forgets what was kept before. */
export async function forgetOutcomes(sql: Database, before: Date): Promise<void> {
  await sql`delete from request_outcome where kept_at < ${before}`;
}
