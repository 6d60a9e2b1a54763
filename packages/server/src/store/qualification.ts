import {
  keptQualification,
  type Qualification,
  type QualificationName,
} from '@multipartner/domain/tenant/qualification.ts';
import type { Database, Fragment, Transaction } from './database.ts';

/** The qualifications of a tenant: one JSON list. */
export function qualificationsOf(sql: Database, tenantId: string): Fragment {
  return sql`select t.qualifications from tenant t where t.id = ${tenantId}`;
}

/** The tenant's qualifications, held until the act ends, when the owner has a relationship; else null. */
export async function lockQualifications(
  tx: Transaction,
  owner: { readonly partnerId: string },
  customerId: string,
): Promise<(Qualification | QualificationName)[] | null> {
  const [row] = await tx<{ qualifications: (Qualification | QualificationName)[] }[]>`
    select t.qualifications from tenant t
      join reseller_relationship r on r.customer_id = t.id and r.partner_id = ${owner.partnerId} and r.ended_at is null
     where t.id = ${customerId} for update of t`;
  return row?.qualifications ?? null;
}

/** The qualifications of a tenant that exists, held until the act ends. */
export async function lockTenantQualifications(tx: Transaction, tenantId: string): Promise<Qualification[]> {
  const [row] = await tx<[{ qualifications: (Qualification | QualificationName)[] }]>`
    select qualifications from tenant where id = ${tenantId} for update`;
  return row.qualifications.map(keptQualification);
}

export async function saveQualifications(
  tx: Transaction,
  customerId: string,
  all: readonly Qualification[],
): Promise<void> {
  await tx`update tenant set qualifications = ${tx.json(all as never)}, version = version + 1 where id = ${customerId}`;
}
