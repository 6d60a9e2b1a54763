import type { Database, Fragment, Transaction } from './database.ts';
import type { Owner } from './subscription.ts';

/** Scopes of one enterprise application, such as Graph. */
export interface ApplicationGrant {
  readonly enterpriseApplicationId: string;
  readonly scopes: readonly string[];
}

/** What a partner allowed an application at a customer. */
export interface ApplicationConsentRow {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly application_id: string;
  readonly grants: readonly ApplicationGrant[];
  readonly granted_by: string;
  readonly granted_at: string;
}

/** Whether the application exists in the caller's cloud, whoever made it, and the owner's consent, held until the act ends. */
export async function lockApplicationConsent(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  applicationId: string,
): Promise<{ known: boolean; consent: ApplicationConsentRow | null }> {
  const [row] = await tx<[{ known: boolean; consent: ApplicationConsentRow | null }]>`
    with held as (
      select c as one from application_consent c
       where c.partner_id = ${owner.partnerId} and c.customer_id = ${customerId} and c.application_id = ${applicationId} for update)
    select exists (select from application a join tenant t on t.id = a.tenant_id
                    where a.client_id = ${applicationId}
                      and t.cloud = (select cloud from tenant where id = ${owner.partnerId})) as known,
           (select to_json(one) from held) as consent`;
  return row;
}

/** Writes a consent; another one for the same application gives way. */
export function saveApplicationConsent(tx: Transaction, row: ApplicationConsentRow): Fragment {
  const sql = tx as unknown as Database;
  return sql`
    insert into application_consent (partner_id, customer_id, application_id, grants, granted_by, granted_at)
    values (${row.partner_id}, ${row.customer_id}, ${row.application_id}, ${sql.json(row.grants as never)},
            ${row.granted_by}, ${row.granted_at})
    on conflict (partner_id, customer_id, application_id) do update
       set grants = excluded.grants, granted_by = excluded.granted_by, granted_at = excluded.granted_at`;
}

export function deleteApplicationConsent(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  applicationId: string,
): Fragment {
  return (tx as unknown as Database)`
    delete from application_consent
     where partner_id = ${owner.partnerId} and customer_id = ${customerId} and application_id = ${applicationId}`;
}
