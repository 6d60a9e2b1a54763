import type { Cloud } from '../cloud/cloud.ts';
import type { NamedPartner } from '../ordering/order.ts';
import { decideSale, type SaleFacts } from '../ordering/sale.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { PartnerKind, ProgramStatus } from '../tenant/partner.ts';
import type { TransferKind } from './kind.ts';

/** The partner that gives away, as it is at this instant. */
export interface TransferSource {
  readonly tenantId: string;
  readonly kind: PartnerKind;
  readonly cloud: Cloud;
  readonly programStatus: ProgramStatus;
  /** Location id of its partner tenant. */
  readonly locationId: string;
  /** Enrolled as an indirect reseller, by its kind or beside being direct (R3, R180). */
  readonly isReseller: boolean;
}

/** The partner that takes over: taking over is decided as selling is (R184), and under an Azure plan by its plans. */
export interface TransferTarget {
  readonly sale: SaleFacts;
  /** Its own Azure plans at the customer. */
  readonly azurePlans: readonly TargetPlan[];
  /** It has living older Azure at the customer. */
  readonly legacyAzure: boolean;
}

export interface TargetPlan {
  readonly id: string;
  readonly partnerOnRecord: string | null;
  readonly active: boolean;
}

const receives: Readonly<Record<TransferKind, readonly PartnerKind[]>> = {
  direct_to_indirect: ['indirect_provider'],
  azure_plan: ['direct', 'indirect_provider'],
  new_commerce: ['direct', 'indirect_provider'],
};

/** Whether a partner of this standing gives away in this way at all (R180, R183). */
export function mayGive(kind: TransferKind, source: TransferSource): boolean {
  if (kind !== 'direct_to_indirect') return source.kind === 'direct' || source.kind === 'indirect_provider';
  return source.isReseller && (source.kind === 'direct' || source.kind === 'indirect_reseller');
}

/**
 * Whether the target may take over at this customer now (R180, R184, R190): its kind, everything that selling asks for,
 * the reseller it names, and for what hangs under an Azure plan a plan of its own with this reseller on record. Refusals:
 * transfer-not-enabled, those of a sale, of a named reseller, and of the plan. The other partner is not told which:
 * `hidden`.
 */
export function mayTake(
  kind: TransferKind,
  target: TransferTarget,
  partnerOnRecord: string | null,
  named: NamedPartner | null,
): Refusal | null {
  const { seller } = target.sale;
  if (!receives[kind].includes(seller.kind)) return refuse('transfer-not-enabled', { partnerId: seller.tenantId });
  const sale = decideSale(target.sale);
  if (sale !== null || kind === 'direct_to_indirect') return sale;
  const reseller = resellerOnRecord(seller.kind, partnerOnRecord, named);
  if (reseller !== null || kind !== 'azure_plan') return reseller;
  if (target.legacyAzure) return refuse('transfer-legacy-azure');
  const plan = planFor(target, partnerOnRecord);
  if (plan === null) return refuse('transfer-azure-plan-missing');
  return plan.active ? null : refuse('transfer-azure-plan-inactive');
}

/** The target's Azure plan with this partner of record (R107); null when it has none. */
export function planFor(target: Pick<TransferTarget, 'azurePlans'>, partnerOnRecord: string | null): TargetPlan | null {
  const plans = target.azurePlans.filter((plan) => plan.partnerOnRecord === partnerOnRecord);
  return plans.find((plan) => plan.active) ?? plans[0] ?? null;
}

/** A provider names the reseller on record for what it takes over, one that works with it; a direct partner names none (R9, R148, R183). */
function resellerOnRecord(kind: PartnerKind, id: string | null, named: NamedPartner | null): Refusal | null {
  if (kind !== 'indirect_provider') return id === null ? null : refuse('partner-on-record-not-reseller', { id });
  if (id === null) return refuse('value-missing', { field: 'partnerIdOnRecord' });
  if (named === null || named.kind === 'unknown') return refuse('partner-on-record-unknown', { id });
  if (named.kind === 'provider') return refuse('partner-on-record-is-provider', { id });
  if (named.kind !== 'reseller') return refuse('partner-on-record-not-reseller', { id });
  if (!named.mpaAccepted) return refuse('reseller-mpa-not-accepted', { id });
  if (named.programStatus !== 'active')
    return refuse('reseller-status-not-active', { id, status: named.programStatus });
  return named.partnered ? null : refuse('partnership-required', { id });
}

/** What one partner is told of another that cannot: that it cannot, and not why (R97). Refusal: transfer-not-enabled. */
export function hidden(refusal: Refusal | null, partnerId: string): Refusal | null {
  return refusal === null ? null : refuse('transfer-not-enabled', { partnerId });
}
