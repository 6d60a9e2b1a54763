import type { Database, Fragment, Transaction } from './database.ts';
import type { Owner } from './subscription.ts';

/** The owner's monthly budget for a customer's use: one number; null where there is none. */
export function ownUsageBudget(sql: Database, owner: Owner, customerId: string): Fragment {
  return sql`
    select b.amount::float8 from usage_budget b where b.partner_id = ${owner.partnerId} and b.customer_id = ${customerId}`;
}

/** The same inside an act, held until it ends. */
export async function lockUsageBudget(tx: Transaction, owner: Owner, customerId: string): Promise<number | null> {
  const [row] = await tx<{ amount: number }[]>`
    select amount::float8 as amount from usage_budget
     where partner_id = ${owner.partnerId} and customer_id = ${customerId} for update`;
  return row?.amount ?? null;
}

export function saveUsageBudget(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  amount: number,
  now: Date,
): Fragment {
  return (tx as unknown as Database)`
    insert into usage_budget (partner_id, customer_id, amount, modified_at)
    values (${owner.partnerId}, ${customerId}, ${amount}, ${now})
    on conflict (partner_id, customer_id) do update set amount = excluded.amount, modified_at = excluded.modified_at`;
}

/** The name that the owner has of a customer of its own; null when it is none. */
export function nameOfCustomer(sql: Database, owner: Owner, customerId: string): Fragment {
  return sql`
    select r.company_name from reseller_relationship r
     where r.partner_id = ${owner.partnerId} and r.customer_id = ${customerId} and r.ended_at is null`;
}

/** How many of the owner's customers have something that is billed by use: one number. */
export function customersWithUse(sql: Database, owner: Owner): Fragment {
  return sql`
    select count(distinct s.customer_id)::int from subscription s
     where s.partner_id = ${owner.partnerId} and s.unit_price is null and s.cancelled_at is null`;
}
