import type { TransferStatus } from '@multipartner/domain/transfer/lifecycle.ts';
import { informedOf, transferStatusAt } from '@multipartner/domain/transfer/status.ts';
import { readAddressees } from '../../store/delegated-admin/addressees.ts';
import type { AuditEntry, OutboxEntry } from '../../store/journal.ts';
import { nameParties, type TransferRow, transferFactsOf } from '../../store/transfer.ts';
import type { Work } from '../operation.ts';

export type TransferNews = Parameters<typeof informedOf>[1];

/** Of a transfer as it stands in a log: who gives what to whom, and how far it is. */
export function recordedTransfer(row: TransferRow, status: TransferStatus): Record<string, unknown> {
  return {
    id: row.id,
    kind: row.kind,
    customerId: row.customer_id,
    sourceId: row.source_id,
    targetId: row.target_id,
    partnerOnRecord: row.partner_on_record,
    items: row.items,
    status,
  };
}

/** The events of news about a transfer: for the partners that are informed of it, and nobody else (R199, R200). */
export function eventsOf(row: TransferRow, news: TransferNews, at: Date): OutboxEntry[] {
  const facts = transferFactsOf(row);
  const status = transferStatusAt(facts, at);
  return informedOf(facts, news)
    .filter((tenantId) => tenantId !== row.customer_id)
    .map((tenantId) => ({
      tenantId,
      kind: 'event',
      name: `transfer-${news}`,
      recipient: tenantId,
      about: { customerId: row.customer_id, transferId: row.id, status },
      createdAt: at,
      dueAt: at,
      once: `transfer-${news}/${row.id}/${tenantId}`,
    }));
}

const subjects = { created: 'A transfer of billing is asked for', accepted: 'A transfer of billing was accepted' };

/** The mails that go out when a transfer is made and when it is accepted (R186): Admin agents, and the customer's Global administrators. */
export async function mailTransfer(work: Work, row: TransferRow, news: 'created' | 'accepted'): Promise<void> {
  const names = await nameParties(work.tx, row);
  const people = {
    [row.source_id]: (await readAddressees(work.tx, row.source_id, row.customer_id)).partner,
    [row.target_id]: (await readAddressees(work.tx, row.target_id, row.customer_id)).partner,
    [row.customer_id]: (await readAddressees(work.tx, row.target_id, row.customer_id)).customer,
  };
  const from = `${names.source_name} to ${names.target_name}`;
  const body =
    news === 'created'
      ? `What ${names.customer_name} is billed for is asked to go from ${from}. Nothing changes unless it is accepted; nobody has to accept it.`
      : `What ${names.customer_name} is billed for goes from ${from}, as far as the transfer names it. The services, licences and people of ${names.customer_name} stay as they are, and so does everything it has from other partners. Roles that ${names.source_name} holds on Azure subscriptions stay until ${names.customer_name} takes them away.`;
  for (const tenantId of informedOf(transferFactsOf(row), news))
    for (const recipient of people[tenantId] ?? [])
      work.mail({
        tenantId,
        recipient,
        name: `${subjects[news]}: ${names.customer_name}`,
        body,
        about: { customerId: row.customer_id, transferId: row.id },
      });
}

/** The lines about a move, or about an end that time brought: in both partners' logs and in the customer's. */
export function settledEntries(row: TransferRow, before: TransferRow, at: Date): AuditEntry[] {
  const entry = (tenantId: string): AuditEntry => ({
    tenantId,
    at,
    customerId: row.customer_id,
    userId: null,
    userPrincipalName: null,
    applicationId: null,
    resourceType: 'transfer',
    operationType: 'update_transfer',
    status: 'succeeded',
    oldValue: recordedTransfer(before, transferStatusAt(transferFactsOf(before), new Date(at.getTime() - 1))),
    newValue: recordedTransfer(row, transferStatusAt(transferFactsOf(row), at)),
  });
  return [row.source_id, row.target_id, row.customer_id].map(entry);
}

/** Writes what an act did into the acting partner's log, and into the customer's when both partners are agreed. */
export function recordTransfer(
  work: Work,
  operationType: 'create_transfer' | 'update_transfer',
  row: TransferRow,
  before: TransferRow | null,
): void {
  const of = (one: TransferRow) => recordedTransfer(one, transferStatusAt(transferFactsOf(one), work.now));
  const detail = {
    customerId: row.customer_id,
    operationType,
    newValue: of(row),
    ...(before === null ? {} : { oldValue: of(before) }),
  };
  work.audit(detail);
  if (row.accepted_at !== null) work.audit({ ...detail, tenantId: row.customer_id });
}
