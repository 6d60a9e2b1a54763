import { type Refusal, refuse } from '../refusal.ts';
import type { PartnerKind, ProgramStatus } from './partner.ts';

/** What a standing in the programme still allows (R18–R20). The indirect link is that of a reseller, a partnership its provider's. */
export type ProgramAct =
  | 'newSale'
  | 'newDirectRelationship'
  | 'newIndirectRelationship'
  | 'newPartnership'
  | 'newCustomer'
  | 'newAdministration'
  | 'changeExisting'
  | 'reactivate'
  | 'manage'
  | 'sandbox';

const nothing: readonly ProgramAct[] = [];

export const programStatusAllows: Readonly<Record<ProgramStatus, readonly ProgramAct[]>> = {
  none: nothing,
  pending: nothing,
  qualified: nothing,
  active: [
    'newSale',
    'newDirectRelationship',
    'newIndirectRelationship',
    'newPartnership',
    'newCustomer',
    'newAdministration',
    'changeExisting',
    'reactivate',
    'manage',
    'sandbox',
  ],
  // Restricted: existing business goes on, and its administration; the indirect link of a reseller too; nothing new (R19).
  restricted: ['newIndirectRelationship', 'newAdministration', 'changeExisting', 'reactivate', 'manage'],
  // Suspended: what exists may be managed, nothing may be sold or authorised (R20).
  suspended: ['changeExisting', 'manage'],
  rejected: nothing,
};

/** Refusals: program-status-not-active. */
export function programAllows(status: ProgramStatus, act: ProgramAct): Refusal | null {
  return programStatusAllows[status].includes(act) ? null : refuse('program-status-not-active', { status });
}

/** A tenant that transacts in the programme and so cannot be sold to (R154, R158). Advisors only recommend. */
export function isTransactingTenant(
  partner: { readonly kind: PartnerKind; readonly programStatus: ProgramStatus } | null,
): boolean {
  return (
    partner !== null &&
    partner.kind !== 'advisor' &&
    ['qualified', 'active', 'restricted', 'suspended'].includes(partner.programStatus)
  );
}
