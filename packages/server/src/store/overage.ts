import type { Database, Fragment, Transaction } from './database.ts';
import { holdCustomerSales } from './order.ts';
import type { Owner, SubscriptionRow } from './subscription.ts';

/** A row of `overage` as JSON. */
export interface OverageRow {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly azure_subscription_id: string;
  readonly partner_on_record: string | null;
  readonly enabled: boolean;
  readonly modified_at: string;
}

/** The owner's overage at a customer: one JSON value; null when it never set one. */
export function ownOverage(sql: Database, owner: Owner, customerId: string): Fragment {
  return sql`select to_json(o) from overage o where o.partner_id = ${owner.partnerId} and o.customer_id = ${customerId}`;
}

/** What setting overage is decided from; no sale to the customer, and nobody else's overage, passes until the act ends. */
export interface OverageFacts {
  readonly overage: OverageRow | null;
  readonly subscriptions: SubscriptionRow[];
  /** Whether the owner has this Azure subscription, not cancelled. */
  readonly azure: boolean;
  /** Whether another partner's overage is switched on. */
  readonly taken: boolean;
  /** Whether the tenant has older Azure subscriptions of anybody, by usage and not cancelled. */
  readonly legacyAzure: boolean;
}

export async function lockForOverage(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  azureSubscriptionId: string,
): Promise<OverageFacts> {
  await holdCustomerSales(tx, customerId);
  const [row] = await tx<[OverageFacts]>`
    select (${ownOverage(tx as unknown as Database, owner, customerId)}) as overage,
           (select coalesce(json_agg(s), '[]') from subscription s
             where s.partner_id = ${owner.partnerId} and s.customer_id = ${customerId} and s.cancelled_at is null) as subscriptions,
           exists (select from azure_subscription a where a.partner_id = ${owner.partnerId} and a.customer_id = ${customerId}
                      and a.id = ${azureSubscriptionId} and a.cancelled_at is null) as azure,
           exists (select from overage o where o.customer_id = ${customerId} and o.enabled and o.partner_id <> ${owner.partnerId}) as taken,
           exists (select from subscription s where s.customer_id = ${customerId} and s.commerce = 'legacy' and s.unit_price is null
                      and s.cancelled_at is null and s.suspended_at is null) as "legacyAzure"`;
  return row;
}

export async function saveOverage(tx: Transaction, row: OverageRow): Promise<void> {
  await tx`
    insert into overage select * from jsonb_populate_record(null::overage, ${tx.json(row as never)})
    on conflict (partner_id, customer_id) do update
       set azure_subscription_id = excluded.azure_subscription_id, partner_on_record = excluded.partner_on_record,
           enabled = excluded.enabled, modified_at = excluded.modified_at`;
}
