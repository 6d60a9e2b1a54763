import type { Database, Fragment, Transaction } from './database.ts';
import type { Owner } from './subscription.ts';

export type RegistrationKind = 'registered' | 'activated';

/** Since when one of the owner's subscriptions is registered, or activated: a time; null for not. */
export function registrationOf(
  sql: Database,
  owner: Owner,
  customerId: string,
  subscriptionId: string,
  kind: RegistrationKind,
): Fragment {
  return sql`select r.at from subscription_registration r
    where r.partner_id = ${owner.partnerId} and r.customer_id = ${customerId} and r.subscription_id = ${subscriptionId} and r.kind = ${kind}`;
}

/** Notes it once; false: it was noted before. Two that do it at once meet at the primary key. */
export async function insertRegistration(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  subscriptionId: string,
  kind: RegistrationKind,
  at: Date,
): Promise<boolean> {
  const rows = await tx`
    insert into subscription_registration (partner_id, customer_id, subscription_id, kind, at)
    values (${owner.partnerId}, ${customerId}, ${subscriptionId}, ${kind}, ${at}) on conflict do nothing returning at`;
  return rows.length > 0;
}
