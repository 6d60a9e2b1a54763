import type { Transaction } from './database.ts';

export interface AgreementAcceptanceRow {
  id: string;
  template_id: string;
  accepted_at: Date;
  accepted_by: string;
}

/** The tenant's own signature of a template, if any; signing goes one after the other until the transaction ends. */
export async function lockAcceptance(
  tx: Transaction,
  customerId: string,
  templateId: string,
): Promise<AgreementAcceptanceRow | null> {
  await tx`select from tenant where id = ${customerId} for no key update`;
  const [row] = await tx<AgreementAcceptanceRow[]>`
    select id, template_id, accepted_at, accepted_by from agreement_acceptance
     where customer_id = ${customerId} and template_id = ${templateId} order by accepted_at limit 1`;
  return row ?? null;
}

export async function insertAcceptance(
  tx: Transaction,
  customerId: string,
  one: AgreementAcceptanceRow,
): Promise<void> {
  await tx`
    insert into agreement_acceptance (customer_id, id, template_id, accepted_at, accepted_by)
    values (${customerId}, ${one.id}, ${one.template_id}, ${one.accepted_at}, ${one.accepted_by})`;
}
