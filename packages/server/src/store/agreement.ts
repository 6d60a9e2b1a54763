import type { AgreementContact } from '@multipartner/domain/agreement/attestation.ts';
import type { Database, Fragment, Transaction } from './database.ts';

export interface AttestationRow {
  id: string;
  type: string;
  template_id: string;
  date_agreed: string;
  contact: AgreementContact;
  attested_by: string;
}

/** The owner's own attestations for a customer, oldest first: one JSON list (R202). */
export function ownAttestations(sql: Database, owner: { readonly partnerId: string }, customerId: string): Fragment {
  return sql`
    select coalesce(json_agg(json_build_object('id', a.id, 'type', a.type, 'template_id', a.template_id, 'date_agreed', a.date_agreed,
                                               'contact', a.contact, 'attested_by', a.attested_by) order by a.created_at, a.id), '[]')
      from agreement_attestation a where a.partner_id = ${owner.partnerId} and a.customer_id = ${customerId}`;
}

/** Whether the customer signed the customer agreement itself. */
export function signedDirectly(sql: Database, customerId: string): Fragment {
  return sql`select exists (select from agreement_acceptance a where a.customer_id = ${customerId})`;
}

/** The owner's relationship row, held against its removal, and its attestations; null without a relationship. */
export async function lockForAttestation(
  tx: Transaction,
  owner: { readonly partnerId: string },
  customerId: string,
): Promise<AttestationRow[] | null> {
  const [related] = await tx`
    select from reseller_relationship where partner_id = ${owner.partnerId} and customer_id = ${customerId} and ended_at is null for update`;
  if (related === undefined) return null;
  const [row] = await tx<
    [{ facts: AttestationRow[] }]
  >`select (${ownAttestations(tx as unknown as Database, owner, customerId)}) as facts`;
  return row.facts;
}

export async function insertAttestation(
  tx: Transaction,
  owner: { readonly partnerId: string },
  customerId: string,
  one: Omit<AttestationRow, 'date_agreed'> & { readonly date_agreed: Date },
  at: Date,
): Promise<void> {
  await tx`
    insert into agreement_attestation (partner_id, customer_id, id, type, template_id, date_agreed, contact, attested_by, created_at)
    values (${owner.partnerId}, ${customerId}, ${one.id}, ${one.type}, ${one.template_id}, ${one.date_agreed}, ${tx.json(one.contact as never)}, ${one.attested_by}, ${at})`;
}

export interface ResellerAgreementRow {
  kind: string;
  cloud: string;
  country: string;
  signed: boolean;
}

/** A partner by location id, parent account id or tenant, and whether it accepted the partner agreement (R17). */
export function partnerAgreement(
  sql: Database,
  by: { readonly mpnId: string } | { readonly tenantId: string },
): Fragment {
  const found =
    'mpnId' in by
      ? sql`p.mpn_id = ${by.mpnId} or p.global_account_id = ${by.mpnId}`
      : sql`p.tenant_id = ${by.tenantId}`;
  return sql`
    select json_build_object('kind', p.kind, 'cloud', t.cloud, 'country', t.country, 'signed', p.mpa_accepted_at is not null)
      from partner p join tenant t on t.id = p.tenant_id where ${found} limit 1`;
}
