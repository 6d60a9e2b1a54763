import type { Caller } from './actor.ts';
import { type AdministrationRow, administrationFacts } from './administration.ts';
import type { Database, Fragment, Transaction } from './database.ts';
import { poolShares, type ShareRow } from './licence.ts';
import { holdCustomerSales } from './order.ts';
import { type Owner, ownSubscriptions, type SubscriptionRow } from './subscription.ts';

/** A row of `subscription_transition` as JSON: a move of seats that was made. */
export interface TransitionRow {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly id: string;
  readonly at: string;
  readonly kind: 'transition_only' | 'transition_with_license_transfer';
  readonly from_subscription_id: string;
  readonly from_catalogue_id: string;
  readonly to_subscription_id: string;
  readonly to_catalogue_id: string;
  readonly quantity: number;
  readonly term_duration: string | null;
  readonly billing_cycle: string;
  readonly people: number | null;
}

/** The moves that one of the owner's subscriptions was in, on either side, oldest first: one JSON list. */
export function transitionsOf(sql: Database, owner: Owner, customerId: string, subscriptionId: string): Fragment {
  return sql`
    select coalesce(json_agg(t order by t.at, t.id), '[]') from subscription_transition t
     where t.partner_id = ${owner.partnerId} and t.customer_id = ${customerId}
       and ${subscriptionId} in (t.from_subscription_id, t.to_subscription_id)`;
}

export function insertTransition(tx: Transaction, row: TransitionRow): Fragment {
  return tx`insert into subscription_transition select * from jsonb_populate_record(null::subscription_transition, ${tx.json(row as never)})` as unknown as Fragment;
}

/** How many people of a tenant have two licences at once: one object, by `one:other`, of those that anybody has. */
export function licencePairs(sql: Database, tenantId: string): Fragment {
  return sql`
    select coalesce(json_object_agg(p.pair, p.people), '{}') from (
      select a.sku_id || ':' || b.sku_id as pair, count(*)::int as people
        from licence_assignment a join licence_assignment b on b.tenant_id = a.tenant_id and b.user_id = a.user_id and b.sku_id <> a.sku_id
       where a.tenant_id = ${tenantId} group by 1) as p`;
}

/**
 * Gives the longest holders of a licence another one in its place, so many at most; answers who they are, and how many
 * have both already, in which case nothing is changed. Call `lockPool` first.
 */
export async function moveLicences(
  tx: Transaction,
  tenantId: string,
  from: string,
  to: string,
  most: number,
  at: Date,
): Promise<{ readonly people: string[]; readonly conflicts: number }> {
  const [both] = await tx<[{ count: number }]>`
    select count(*)::int from licence_assignment a join licence_assignment b on b.tenant_id = a.tenant_id and b.user_id = a.user_id
     where a.tenant_id = ${tenantId} and a.sku_id = ${from} and b.sku_id = ${to}`;
  if (both.count > 0) return { people: [], conflicts: both.count };
  const rows = await tx<{ user_id: string }[]>`
    update licence_assignment l set sku_id = ${to}, excluded_plans = '{}', assigned_at = ${at}
     where l.tenant_id = ${tenantId} and l.sku_id = ${from}
       and l.user_id in (select user_id from licence_assignment where tenant_id = ${tenantId} and sku_id = ${from}
                          order by assigned_at, user_id limit ${most})
    returning l.user_id`;
  return { people: rows.map((row) => row.user_id), conflicts: 0 };
}

/** What an upgrade of the older commerce is decided from, besides the subscription. */
export interface UpgradeRow {
  readonly administration: AdministrationRow;
  readonly addOns: SubscriptionRow[];
  readonly shares: ShareRow[];
  readonly both: Record<string, number>;
}

/** The same inside an act: no other sale to the customer passes until it ends, so nobody sells the target meanwhile. */
export async function lockForUpgrade(
  tx: Transaction,
  caller: Caller,
  customerId: string,
  subscriptionId: string,
): Promise<UpgradeRow> {
  await holdCustomerSales(tx, customerId);
  const sql = tx as unknown as Database;
  const owner = { partnerId: caller.tenantId };
  const [row] = await tx<[UpgradeRow]>`
    select (${administrationFacts(sql, caller, customerId)}) as administration,
           (${ownSubscriptions(sql, owner, customerId, { parentId: subscriptionId })}) as "addOns",
           (${poolShares(sql, customerId)}) as shares, (${licencePairs(sql, customerId)}) as both`;
  return row;
}
