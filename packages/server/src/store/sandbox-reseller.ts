import type { Database, Transaction } from './database.ts';

interface Owner {
  readonly partnerId: string;
}

/** How many resellers the provider made in its sandbox; another one is made only after this act. */
export async function countSandboxResellers(tx: Transaction, owner: Owner): Promise<number> {
  await tx`select from partner where tenant_id = ${owner.partnerId} for no key update`;
  const [row] = await tx<
    [{ made: number }]
  >`select count(*)::int as made from partner where sandbox_provider_id = ${owner.partnerId}`;
  return row.made;
}

export async function markSandboxReseller(tx: Transaction, owner: Owner, resellerId: string): Promise<void> {
  await tx`update partner set sandbox_provider_id = ${owner.partnerId} where tenant_id = ${resellerId}`;
}

export interface SandboxResellerTies {
  /** The provider made it. */
  readonly own: boolean;
  /** Customers that it brought to a provider, or has a relationship with, now. */
  readonly customers: number;
}

/** What stands against the end of a sandbox reseller; nothing new can refer to it until the act ends. */
export async function lockSandboxReseller(
  tx: Transaction,
  owner: Owner,
  resellerId: string,
): Promise<SandboxResellerTies> {
  await tx`select from tenant where id = ${resellerId} for update`;
  const [row] = await tx<[SandboxResellerTies]>`
    select exists (select from partner where tenant_id = ${resellerId} and sandbox_provider_id = ${owner.partnerId}) as own,
           (select count(*)::int from (
              select customer_id from indirect_customer where reseller_id = ${resellerId} and ended_at is null
              union select customer_id from reseller_relationship where partner_id = ${resellerId} and ended_at is null) as c) as customers`;
  return row;
}

/** The pairs of which the reseller has rows, living or ended: they go with it. */
export async function pairsOfReseller(
  sql: Database,
  resellerId: string,
): Promise<{ customerId: string; partnerId: string }[]> {
  const rows = await sql<{ customer_id: string; partner_id: string }[]>`
    select customer_id, partner_id from reseller_relationship where partner_id = ${resellerId} or customer_id = ${resellerId}
    union select customer_id, partner_id from indirect_customer where reseller_id = ${resellerId} or partner_id = ${resellerId}
    union select customer_id, partner_id from dap_grant where partner_id = ${resellerId} or customer_id = ${resellerId}
    union select customer_id, partner_id from admin_relationship where (partner_id = ${resellerId} or customer_id = ${resellerId}) and customer_id is not null
    union select customer_id, partner_id from agreement_attestation where partner_id = ${resellerId} or customer_id = ${resellerId}
    union select reseller_id, provider_id from partnership where reseller_id = ${resellerId}`;
  return rows.map((row) => ({ customerId: row.customer_id, partnerId: row.partner_id }));
}
