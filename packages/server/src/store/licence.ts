import type { Database, Fragment, Transaction } from './database.ts';
import type { SubscriptionRow } from './subscription.ts';

/** What decides a share of the pool, of every partner's subscription; nothing else of it is read (R97). */
export type ShareRow = Pick<
  SubscriptionRow,
  'product_id' | 'sku_id' | 'quantity' | 'commerce' | 'term_ends_at' | 'auto_renew' | 'suspended_at' | 'cancelled_at'
>;

/** The subscriptions of a tenant over all partners, as shares of its licence pool (R117). */
export function poolShares(sql: Database, tenantId: string): Fragment {
  return sql`
    select coalesce(json_agg(json_build_object('product_id', s.product_id, 'sku_id', s.sku_id, 'quantity', s.quantity, 'commerce', s.commerce,
             'term_ends_at', s.term_ends_at, 'auto_renew', s.auto_renew, 'suspended_at', s.suspended_at, 'cancelled_at', s.cancelled_at)), '[]')
      from subscription s where s.customer_id = ${tenantId}`;
}

/** How many people have each licence: an object of licence SKU to number. */
export function consumedLicences(sql: Database, tenantId: string): Fragment {
  return sql`
    select coalesce(json_object_agg(c.sku_id, c.people), '{}') from (
      select l.sku_id, count(*)::int as people from licence_assignment l where l.tenant_id = ${tenantId} group by l.sku_id) as c`;
}

export interface AssignmentRow {
  sku_id: string;
  excluded_plans: string[];
}

export function licencesOfUser(sql: Database, tenantId: string, userId: string): Fragment {
  return sql`
    select coalesce(json_agg(json_build_object('sku_id', l.sku_id, 'excluded_plans', l.excluded_plans) order by l.sku_id), '[]')
      from licence_assignment l where l.tenant_id = ${tenantId} and l.user_id = ${userId}`;
}

/** Assignments of one tenant go one after the other: two people taking the last licence race here. */
export async function lockPool(
  tx: Transaction,
  tenantId: string,
): Promise<{ shares: ShareRow[]; consumed: Record<string, number> }> {
  await tx`select pg_advisory_xact_lock(hashtext('licence:' || ${tenantId}::text))`;
  const sql = tx as unknown as Database;
  const [row] = await tx<[{ shares: ShareRow[]; consumed: Record<string, number> }]>`
    select (${poolShares(sql, tenantId)}) as shares, (${consumedLicences(sql, tenantId)}) as consumed`;
  return row;
}

export async function assignLicence(
  tx: Transaction,
  tenantId: string,
  userId: string,
  skuId: string,
  excludedPlans: readonly string[],
  at: Date,
): Promise<void> {
  await tx`
    insert into licence_assignment (tenant_id, user_id, sku_id, excluded_plans, assigned_at)
    values (${tenantId}, ${userId}, ${skuId}, ${excludedPlans as string[]}::uuid[], ${at})
    on conflict (tenant_id, user_id, sku_id) do update set excluded_plans = excluded.excluded_plans`;
}

export async function removeLicences(
  tx: Transaction,
  tenantId: string,
  userId: string,
  skuIds: readonly string[],
): Promise<void> {
  await tx`delete from licence_assignment where tenant_id = ${tenantId} and user_id = ${userId} and sku_id = any (${skuIds as string[]}::uuid[])`;
}

export async function readLicencesOfUser(tx: Transaction, tenantId: string, userId: string): Promise<AssignmentRow[]> {
  const [row] = await tx<
    [{ facts: AssignmentRow[] }]
  >`select (${licencesOfUser(tx as unknown as Database, tenantId, userId)}) as facts`;
  return row.facts;
}
