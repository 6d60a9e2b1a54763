import type { Database, Transaction } from './database.ts';

interface Owner {
  readonly partnerId: string;
}

/** Resellers whose relationship with the customer was made together with the owner's, when the owner created it (R41). */
export async function resellersThatCameAlong(sql: Database, owner: Owner, customerId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select i.reseller_id as id
      from indirect_customer i
      join reseller_relationship r on r.partner_id = i.reseller_id and r.customer_id = i.customer_id and r.origin = 'created'
     where i.partner_id = ${owner.partnerId} and i.customer_id = ${customerId}`;
  return rows.map((row) => row.id);
}

/** Holds the tenant: nothing that refers to it can be made meanwhile. */
export async function lockTenantForDeletion(tx: Transaction, customerId: string): Promise<void> {
  await tx`select from tenant where id = ${customerId} for update`;
}

/**
 * The partners that lose a living customer when the tenant goes, the owner among them; null when the tenant must stay:
 * the owner did not create it, or anybody but the owner and those who came along has something at it.
 */
export async function deletablePartners(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  along: readonly string[],
): Promise<string[] | null> {
  const [row] = await tx<[{ created: boolean; foreign: boolean; living: string[] }]>`
    select exists (select from reseller_relationship
                    where partner_id = ${owner.partnerId} and customer_id = ${customerId} and origin = 'created') as created,
           exists (select from (select partner_id from reseller_relationship where customer_id = ${customerId}
                      union all select partner_id from dap_grant where customer_id = ${customerId}
                      union all select partner_id from indirect_customer where customer_id = ${customerId}
                      union all select partner_id from admin_relationship where customer_id = ${customerId}
                      union all select partner_id from agreement_attestation where customer_id = ${customerId}
                      union all select partner_id from subscription where customer_id = ${customerId}
                      union all select partner_id from customer_order where customer_id = ${customerId}
                      union all select partner_id from cart where customer_id = ${customerId}) as trace
                    where trace.partner_id <> all (${[owner.partnerId, ...along]}::uuid[])) as foreign,
           array(select partner_id from reseller_relationship where customer_id = ${customerId} and ended_at is null) as living`;
  return row.created && !row.foreign ? row.living : null;
}
