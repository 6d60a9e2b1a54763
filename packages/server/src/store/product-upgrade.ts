import type { AzureSubscriptionRow } from './azure.ts';
import type { Database, Fragment, Transaction } from './database.ts';
import type { Owner, SubscriptionRow } from './subscription.ts';

/** A row of `product_upgrade` as JSON. */
export interface ProductUpgradeRow {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly id: string;
  readonly product_family: 'azure';
  readonly at: string;
  readonly items: readonly { readonly sourceId: string; readonly targetId: string; readonly targetName: string }[];
}

/** One upgrade of the owner's, whichever customer it is of, as JSON; null when it is none of its own. */
export function ownProductUpgrade(sql: Database, owner: Owner, id: string): Fragment {
  return sql`select to_json(u) from product_upgrade u where u.partner_id = ${owner.partnerId} and u.id = ${id}`;
}

/** The owner's older subscriptions and Azure plans at a customer that were not cancelled, locked until the act ends. */
export async function lockOlderAndPlans(tx: Transaction, owner: Owner, customerId: string): Promise<SubscriptionRow[]> {
  const rows = await tx<{ one: SubscriptionRow }[]>`
    select to_json(s) as one from subscription s
     where s.partner_id = ${owner.partnerId} and s.customer_id = ${customerId} and s.commerce in ('legacy', 'azure_plan')
       and s.cancelled_at is null
     order by s.created_at, s.id for update`;
  return rows.map((row) => row.one);
}

export function insertProductUpgradeFrom(tx: Transaction, row: ProductUpgradeRow): Fragment {
  return tx`insert into product_upgrade select * from jsonb_populate_record(null::product_upgrade, ${tx.json(row as never)})` as unknown as Fragment;
}

/** Azure subscriptions as writes of an act that makes their plan, too: first they, then who holds which role on them. */
export function insertAzureSubscriptionsFrom(tx: Transaction, rows: readonly AzureSubscriptionRow[]): Fragment[] {
  const plain = rows.map(({ roles: _roles, ...row }) => ({ ...row, version: 1 }));
  const roles = rows.flatMap(({ roles: held, ...row }) =>
    held.map((role) => ({
      ...role,
      partner_id: row.partner_id,
      customer_id: row.customer_id,
      azure_subscription_id: row.id,
      created_at: row.created_at,
    })),
  );
  return [
    tx`insert into azure_subscription select * from jsonb_populate_recordset(null::azure_subscription, ${tx.json(plain as never)})`,
    tx`insert into azure_role_assignment select * from jsonb_populate_recordset(null::azure_role_assignment, ${tx.json(roles as never)})`,
  ] as unknown as Fragment[];
}
