import type { TransferKind } from '@multipartner/domain/transfer/kind.ts';
import { refused } from '../../../operations/operation.ts';
import { readGuid } from './guid.ts';

const kinds: Readonly<Record<string, TransferKind>> = {
  directtoindirect: 'direct_to_indirect',
  azureplan: 'azure_plan',
  newcommerce: 'new_commerce',
  '5': 'new_commerce',
};

/** The kind of transfer that a request names, in any spelling. Refusal: value-invalid. */
export function readTransferType(value: string | number): TransferKind {
  const kind =
    kinds[
      String(value)
        .replaceAll(/[_\s-]/g, '')
        .toLowerCase()
    ];
  if (kind === undefined)
    throw refused('value-invalid', {
      field: 'transferType',
      reason: 'is none of directToIndirect, azurePlan and newCommerce',
    });
  return kind;
}

interface AskedLine {
  readonly subscriptionId?: string;
  readonly partnerIdOnRecord?: string;
}

const blank = (text: string | undefined): string | null =>
  text === undefined || text.trim() === '' ? null : text.trim();

/** What a request chooses. Refusals: value-missing, value-invalid, with the line's place. */
export function readChoices(lines: readonly AskedLine[] | undefined) {
  return (lines ?? []).map(({ subscriptionId, partnerIdOnRecord }, place) => {
    const field = `lineItems.${place}.subscriptionId`;
    if (blank(subscriptionId ?? '') === null) throw refused('value-missing', { field });
    return { id: readGuid(field, subscriptionId as string), partnerOnRecord: blank(partnerIdOnRecord) };
  });
}

/** What tells who the current partner is: its tenant, or a domain, which may come in a mail address (R183). */
export function readSource(body: {
  readonly sourcePartnerTenantId?: string;
  readonly sourcePartnerEmailId?: string;
  readonly sourcePartnerDomain?: string;
}) {
  const tenantId = blank(body.sourcePartnerTenantId);
  const named = blank(body.sourcePartnerDomain) ?? blank(body.sourcePartnerEmailId);
  const domain = named === null ? null : named.slice(named.lastIndexOf('@') + 1).toLowerCase();
  return { tenantId: tenantId === null ? null : readGuid('sourcePartnerTenantId', tenantId), domain };
}

/** The partner that takes over, as a request names it; null: it does not. Refusal: value-invalid. */
export function readTarget(id: string | undefined): string | null {
  const target = blank(id);
  return target === null ? null : readGuid('targetPartnerTenantId', target);
}

/** The reseller that a request names for all it takes over. */
export const readPartnerOnRecord = (body: { readonly partnerIdOnRecord?: string; readonly partnerOnRecord?: string }) =>
  blank(body.partnerIdOnRecord) ?? blank(body.partnerOnRecord);

const answers: Readonly<Record<string, 'decline' | 'withdraw' | 'accept'>> = {
  reject: 'decline',
  rejected: 'decline',
  decline: 'decline',
  declined: 'decline',
  cancel: 'withdraw',
  canceled: 'withdraw',
  cancelled: 'withdraw',
  accept: 'accept',
  accepted: 'accept',
  inprogress: 'accept',
  complete: 'accept',
  completed: 'accept',
};

/** What a new status asks for. Refusals: value-missing, value-invalid. */
export function readAnswer(status: string | undefined): 'decline' | 'withdraw' | 'accept' {
  const asked = blank(status);
  if (asked === null) throw refused('value-missing', { field: 'status' });
  const answer = answers[asked.replaceAll(/[_\s]/g, '').toLowerCase()];
  if (answer === undefined)
    throw refused('value-invalid', { field: 'status', reason: 'is none of reject, decline, cancel and accept' });
  return answer;
}
