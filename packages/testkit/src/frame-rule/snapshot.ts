import { digestOf } from 'multipartner/operations/evidence/digest.ts';
import { ownerDocument } from 'multipartner/operations/evidence/protected.ts';
import type { Database } from 'multipartner/store/database.ts';
import { readProtectedRows } from 'multipartner/store/evidence.ts';

/**
 * A digest of everything protected, by owner: `<customer>:<partner>` (its parts, when they are wanted, behind another
 * colon) and `<customer>:<partner>:granular` (what was asked of granular relationships), the same with `any` in place of a
 * customer where none is known yet, `<customer>:directory`, `partnership:<provider>:<reseller>`.
 */
export type Snapshot = ReadonlyMap<string, string>;

/**
 * Takes the digests of what is protected at those customers (R90): each partner's part, the customer's own directory,
 * and every partnership. Statuses are taken at `asOf`, so that two snapshots differ by acts and not by time.
 */
export async function snapshot(
  database: Database,
  customerIds: readonly string[],
  asOf: Date,
  inParts = false,
): Promise<Snapshot> {
  const digests = new Map<string, string>();
  for (const customerId of customerIds) {
    const { owners, directory } = await readProtectedRows(database, customerId);
    for (const rows of owners)
      for (const [key, part] of partsOf(ownerDocument(rows, asOf).document, inParts))
        digests.set(`${customerId}:${rows.partner_id}${key}`, digestOf(part));
    digests.set(`${customerId}:directory`, digestOf(directory));
  }
  for (const row of await granularRows(database)) digests.set(row.owner, digestOf(row.rows));
  for (const row of await partnershipRows(database)) {
    digests.set(
      `partnership:${row.provider_id}:${row.reseller_id}`,
      digestOf({ ended: row.ended_at, since: row.since }),
    );
  }
  return digests;
}

/** The whole of a partner's document, and on demand what is in it, thing by thing: an act may change one and not another. */
function* partsOf(
  document: Readonly<Record<string, unknown>>,
  inParts: boolean,
): Generator<readonly [key: string, part: unknown]> {
  yield ['', document];
  if (!inParts) return;
  const { subscriptions, transfers, ...relation } = document as {
    subscriptions: ({ id: string; azure_subscriptions: { id: string }[] } & Record<string, unknown>)[];
    transfers: unknown;
  } & Record<string, unknown>;
  yield [':relation', relation];
  yield [':transfers', transfers];
  for (const { azure_subscriptions, ...one } of subscriptions) {
    yield [`:subscription:${one.id}`, one];
    for (const azure of azure_subscriptions) yield [`:azure:${azure.id}`, azure];
  }
}

/** Granular relationships of nobody yet, and requests and operations of all, as the tables have them. */
async function granularRows(database: Database) {
  return database<{ owner: string; rows: object[] }[]>`
    select 'any:' || r.partner_id as owner, jsonb_agg(to_jsonb(r) order by r.id) as rows
      from admin_relationship r where r.customer_id is null group by r.partner_id
    union all
    select coalesce(q.customer_id::text, 'any') || ':' || q.partner_id || ':granular', jsonb_agg(to_jsonb(q) order by q.id)
      from (select partner_id, customer_id, id, to_jsonb(x) from admin_relationship_request x
            union all select partner_id, customer_id, id, to_jsonb(x) from admin_relationship_operation x) as q
     group by q.partner_id, q.customer_id`;
}

async function partnershipRows(database: Database) {
  return database<{ provider_id: string; reseller_id: string; since: Date; ended_at: Date | null }[]>`
    select provider_id, reseller_id, since, ended_at from partnership`;
}

/** What differs between two snapshots: keys that changed, appeared or went. */
export function differences(before: Snapshot, after: Snapshot): string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.get(key) !== after.get(key)).sort();
}
