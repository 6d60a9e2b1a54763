import { monthsOfCycle } from '../ordering/item.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { SubscriptionFacts } from '../subscription/facts.ts';
import { addDays, addMonths, startOfDay } from '../time/duration.ts';
import { decideEligibility, type TransferCandidate } from './eligibility.ts';
import type { AzureSubscriptionFacts, TransferFacts, TransferItem } from './facts.ts';
import type { TransferKind } from './kind.ts';

/** The target's footing at the instant of the move. */
export interface MoveFacts {
  /** Why it cannot take over any more; null: it can (`mayTake`). */
  readonly unready: Refusal | null;
  /** The target's own attestation, or the customer's signature (R202). */
  readonly agreementId: string | null;
  /** Its Azure plan for what hangs under one; null otherwise. */
  readonly planId: string | null;
  /** Both partners are billed in one currency. */
  readonly sameCurrency: boolean;
  /** Everything the source has at the customer. */
  readonly candidates: readonly TransferCandidate[];
  /** Ids at the target, by the id of a subscription that is moved: its own, except direct to indirect, and its new order. */
  readonly made: Readonly<Record<string, MadeForTarget>>;
}

export interface MadeForTarget {
  readonly id: string;
  readonly orderId: string;
  readonly lineNumber: number;
}

/** One thing moved: what the target has now, and what is left at the source (null: nothing, it is the same one). */
export type Move =
  | { readonly type: 'subscription'; readonly to: SubscriptionFacts; readonly left: SubscriptionFacts | null }
  | { readonly type: 'azure_subscription'; readonly to: AzureSubscriptionFacts };

export interface Settlement {
  readonly transfer: TransferFacts;
  readonly moves: readonly Move[];
}

/**
 * Makes the move of an accepted transfer as far as it goes: an item that cannot go stays, as it is, with the reason
 * (R182), and so do its base and its add-ons. Nothing else of the customer, of the source or of the target changes: the
 * source keeps its relationship (R193) and, on Azure subscriptions, its role assignments, and the target gets none (R188).
 */
export function settleTransfer(transfer: TransferFacts, facts: MoveFacts, now: Date): Settlement {
  const failures = new Map<string, Refusal>();
  for (const item of transfer.items) {
    const failure = whyNot(transfer, item, facts, now);
    const group = item.addOnOf ?? item.id;
    if (failure !== null && !failures.has(group)) failures.set(group, failure);
  }
  const moves: Move[] = [];
  const items = transfer.items.map((item): TransferItem => {
    const failure = failures.get(item.addOnOf ?? item.id) ?? null;
    const candidate = find(facts.candidates, item);
    if (failure !== null || candidate === undefined) return { ...item, failure };
    if (candidate.type === 'azure_subscription') {
      const { facts: moved } = candidate;
      const planId = facts.planId ?? moved.planId;
      moves.push({
        type: 'azure_subscription',
        to: { ...moved, partnerId: transfer.targetId, planId, version: moved.version + 1 },
      });
      return { ...item, movedTo: item.id };
    }
    const made = facts.made[item.id] as MadeForTarget;
    moves.push(moveOf(transfer, item, candidate, made, facts, now));
    return { ...item, movedTo: made.id, orderId: made.orderId };
  });
  return { transfer: { ...transfer, items, settledAt: now, version: transfer.version + 1 }, moves };
}

/** How long, and how often, what was accepted is tried again that the target cannot take over just now (R186). */
const triesForDays = 3;
const triesEveryHours = 1;

/**
 * The transfer with a later time for its move, when the target cannot take over just now (its standing, its Azure plan) and
 * may yet within three days of the acceptance; null when the move is to be made, with whatever cannot go staying.
 */
export function postponeMove(
  transfer: TransferFacts,
  { unready, planId }: Pick<MoveFacts, 'unready' | 'planId'>,
  now: Date,
): TransferFacts | null {
  const takes =
    unready === null && (planId !== null || transfer.items.every((one) => one.type !== 'azure_subscription'));
  if (takes || transfer.acceptedAt === null) return null;
  const last = addDays(transfer.acceptedAt, triesForDays);
  if (now >= last) return null;
  const next = new Date(now.getTime() + triesEveryHours * 3_600_000);
  return { ...transfer, moveAt: next < last ? next : last, version: transfer.version + 1 };
}

function find(candidates: readonly TransferCandidate[], item: TransferItem): TransferCandidate | undefined {
  return candidates.find((one) => one.type === item.type && one.facts.id === item.id);
}

function whyNot(transfer: TransferFacts, item: TransferItem, facts: MoveFacts, now: Date): Refusal | null {
  if (facts.unready !== null) return refuse('transfer-not-enabled', { partnerId: transfer.targetId });
  const candidate = find(facts.candidates, item);
  if (candidate === undefined) return refuse('transfer-subscription-invalid', { id: item.id, reason: 'unknown' });
  if (item.type === 'azure_subscription' && facts.planId === null) return refuse('transfer-azure-plan-missing');
  return decideEligibility(transfer.kind, candidate, now, transfer.id);
}

/**
 * What the target has of a subscription: the same product, quantity, dates, term, renewal, price and promotion; another
 * partner, order, partner of record and agreement, no further resellers, and the target as its support contact (R193).
 * Direct to indirect it is a new one with the quantity that was offered, and the old one ends: a licence is suspended,
 * Azure is gone (R182).
 */
function moveOf(
  { kind, targetId }: TransferFacts,
  item: TransferItem,
  { facts: old, legacyAzure }: Extract<TransferCandidate, { type: 'subscription' }>,
  made: MadeForTarget,
  facts: MoveFacts,
  now: Date,
): Move {
  const anew = kind === 'direct_to_indirect';
  const to: SubscriptionFacts = {
    ...old,
    partnerId: targetId,
    id: made.id,
    orderId: made.orderId,
    lineNumber: made.lineNumber,
    quantity: anew ? item.quantity : old.quantity,
    parentId: item.addOnOf === null ? null : (facts.made[old.parentId ?? '']?.id ?? null),
    partnerOnRecord: item.partnerOnRecord,
    additionalPartners: [],
    supportContactId: null,
    agreementId: facts.agreementId,
    version: anew ? 1 : old.version + 1,
    ...(facts.sameCurrency ? {} : endAtNextBill(kind, old, now)),
  };
  if (!anew) return { type: 'subscription', to, left: null };
  const end = legacyAzure ? { cancelledAt: now, autoRenew: false, nextTerm: null } : { suspendedAt: now };
  return { type: 'subscription', to, left: { ...old, ...end, version: old.version + 1 } };
}

/** A reservation that is paid by the month ends with its next bill where the partners' currencies differ (R187). */
function endAtNextBill(kind: TransferKind, old: SubscriptionFacts, now: Date): Partial<SubscriptionFacts> {
  if (kind !== 'azure_plan' || old.termEndsAt === null || monthsOfCycle(old.billingCycle) !== 1) return {};
  let months = 1;
  while (startOfDay(addMonths(old.termStartedAt, months)) <= now) months += 1;
  const next = startOfDay(addMonths(old.termStartedAt, months));
  return next < old.termEndsAt ? { termEndsAt: next, autoRenew: false, nextTerm: null } : {};
}
