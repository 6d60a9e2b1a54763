import type { SelfServePermission } from '@multipartner/domain/self-serve/policy.ts';
import type { Database, Fragment, Transaction } from './database.ts';
import type { Owner } from './subscription.ts';

/** What a customer may buy by himself on the owner's account. */
export interface SelfServePolicyRow {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly permissions: readonly SelfServePermission[];
  readonly etag: string;
}

const columns = (sql: Database) => sql`
  json_build_object('partner_id', p.partner_id, 'customer_id', p.customer_id, 'permissions', p.permissions, 'etag', p.etag)`;

/** One that was made in an earlier relationship of the pair is none. */
const living = (sql: Database, owner: Owner, customerId: string) => sql`
  from self_serve_policy p
  join reseller_relationship r on r.partner_id = p.partner_id and r.customer_id = p.customer_id
 where p.partner_id = ${owner.partnerId} and p.customer_id = ${customerId} and r.ended_at is null and p.created_at >= r.since`;

/** The owner's policy for a customer of its own, as JSON; null when there is none. */
export function ownSelfServePolicy(sql: Database, owner: Owner, customerId: string): Fragment {
  return sql`select ${columns(sql)} ${living(sql, owner, customerId)}`;
}

/** The same inside an act; the pair's policy stays as it is until the act ends, also when there is none. */
export async function lockSelfServePolicy(
  tx: Transaction,
  owner: Owner,
  customerId: string,
): Promise<{ related: boolean; policy: SelfServePolicyRow | null }> {
  const sql = tx as unknown as Database;
  // Policies of one pair are decided one after the other: the relationship's row is there when no policy is.
  const held = await tx`
    select from reseller_relationship
     where partner_id = ${owner.partnerId} and customer_id = ${customerId} and ended_at is null for no key update`;
  if (held.length === 0) return { related: false, policy: null };
  const [row] = await tx<[{ policy: SelfServePolicyRow | null }]>`
    select (${ownSelfServePolicy(sql, owner, customerId)}) as policy`;
  return { related: true, policy: row.policy };
}

/** Writes the policy; one of an earlier relationship of the pair gives way. */
export function saveSelfServePolicy(tx: Transaction, row: SelfServePolicyRow, now: Date, isNew: boolean): Fragment {
  const sql = tx as unknown as Database;
  return sql`
    insert into self_serve_policy (partner_id, customer_id, permissions, created_at, modified_at, etag)
    values (${row.partner_id}, ${row.customer_id}, ${sql.json(row.permissions as never)}, ${now}, ${now}, ${row.etag})
    on conflict (partner_id, customer_id) do update
       set permissions = excluded.permissions, modified_at = excluded.modified_at, etag = excluded.etag,
           created_at = case when ${isNew} then excluded.created_at else self_serve_policy.created_at end`;
}

export function deleteSelfServePolicy(tx: Transaction, owner: Owner, customerId: string): Fragment {
  return (tx as unknown as Database)`
    delete from self_serve_policy where partner_id = ${owner.partnerId} and customer_id = ${customerId}`;
}
