import type { Transaction } from '../../store/database.ts';
import { type AuditEntry, appendJournal } from '../../store/journal.ts';

type Decided = Pick<
  AuditEntry,
  'tenantId' | 'at' | 'customerId' | 'resourceType' | 'operationType' | 'oldValue' | 'newValue'
>;

/** The record of what the programme's operator decided of a tenant, in that tenant's log. */
export async function recordDecision(tx: Transaction, decided: Decided): Promise<void> {
  const operator = { userId: null, userPrincipalName: null, applicationId: null };
  await appendJournal(tx, [{ ...operator, status: 'succeeded', customized: { by: 'operator' }, ...decided }], []);
}
