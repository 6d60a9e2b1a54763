import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { SubscriptionFacts, SubscriptionStatus } from '../subscription/facts.ts';
import { statusAt } from '../subscription/status.ts';
import type { AzureSubscriptionFacts, TransferItem } from './facts.ts';
import { type TransferKind, transferTerms } from './kind.ts';

/** What the source has at the customer, with the open transfer that names it already. */
export type TransferCandidate =
  | {
      readonly type: 'subscription';
      readonly facts: SubscriptionFacts;
      /** Older Azure, sold by usage. */
      readonly legacyAzure: boolean;
      readonly transferId: string | null;
    }
  | {
      readonly type: 'azure_subscription';
      readonly facts: AzureSubscriptionFacts;
      readonly transferId: string | null;
    };

/** What the source chooses: an id, and the reseller to be on record for it. */
export interface TransferChoice {
  readonly id: string;
  readonly partnerOnRecord: string | null;
}

/**
 * Whether one thing by itself can be in a transfer of this kind now (R181, R187, R190). `own`: the transfer that asks,
 * which may name it. Refusals: transfer-subscription-invalid with a reason (commerce, trial, status), transfer-exists.
 */
export function decideEligibility(
  kind: TransferKind,
  candidate: TransferCandidate,
  now: Date,
  own: string | null = null,
): Refusal | null {
  const { id } = candidate.facts;
  const invalid = (reason: string, facts = {}) => refuse('transfer-subscription-invalid', { id, reason, ...facts });
  if (candidate.type === 'azure_subscription') {
    if (kind !== 'azure_plan') return invalid('commerce');
    if (candidate.facts.cancelledAt !== null) return invalid('status', { status: 'deleted' });
  } else {
    if (!transferTerms[kind].commerce.includes(candidate.facts.commerce)) return invalid('commerce');
    if (candidate.facts.isTrial) return invalid('trial');
    const status = standing(candidate.facts, now);
    if (status !== 'active') return invalid('status', { status });
  }
  if (candidate.transferId !== null && candidate.transferId !== own)
    return refuse('transfer-exists', { transferId: candidate.transferId, id });
  return null;
}

/**
 * The status, in which what somebody did counts at once: whoever waited for a cancellation or a suspension began before
 * its time, and decides after it.
 */
function standing(facts: SubscriptionFacts, now: Date): SubscriptionStatus {
  const status = statusAt(facts, now);
  if (status !== 'active') return status;
  if (facts.cancelledAt !== null) return 'deleted';
  return facts.suspendedAt === null ? 'active' : 'suspended';
}

/** Everything of the source, each with why it cannot be in a transfer of this kind now, by itself or for its base and its add-ons; null: it can. */
export function eligibilityOf(
  kind: TransferKind,
  candidates: readonly TransferCandidate[],
  now: Date,
): { readonly id: string; readonly refusal: Refusal | null }[] {
  return candidates.map((candidate) => {
    const alone = decideEligibility(kind, candidate, now);
    if (alone !== null) return { id: candidate.facts.id, refusal: alone };
    let first = candidate;
    for (let base = livingBase(first, candidates, now); base !== null; base = livingBase(first, candidates, now))
      first = base;
    const together = chooseItems(kind, [{ id: first.facts.id, partnerOnRecord: null }], candidates, now);
    return { id: candidate.facts.id, refusal: isRefusal(together) ? together : null };
  });
}

/**
 * The items of a transfer from what was chosen: each of it eligible, bases with all their add-ons, and add-ons not
 * without (R181). Refusals: value-missing, too-many, transfer-subscription-invalid with a reason (unknown, twice, addOn,
 * commerce, trial, status), transfer-exists.
 */
export function chooseItems(
  kind: TransferKind,
  chosen: readonly TransferChoice[],
  candidates: readonly TransferCandidate[],
  now: Date,
  own: string | null = null,
): readonly TransferItem[] | Refusal {
  if (chosen.length === 0) return refuse('value-missing', { field: 'lineItems' });
  const named = chosen.map(({ id }) => id.toLowerCase());
  const items: TransferItem[] = [];
  for (const [at, { id, partnerOnRecord }] of chosen.entries()) {
    const invalid = (reason: string) => refuse('transfer-subscription-invalid', { id, reason });
    const base = candidates.find((one) => one.facts.id.toLowerCase() === named[at]);
    if (base === undefined) return invalid('unknown');
    if (named.indexOf(named[at] as string) !== at) return invalid('twice');
    const carrier = livingBase(base, candidates, now);
    if (carrier !== null) {
      if (!named.includes(carrier.facts.id.toLowerCase())) return invalid('addOn');
      continue;
    }
    for (const candidate of [base, ...addOnsOf(base, candidates, now)]) {
      const refusal = decideEligibility(kind, candidate, now, own);
      if (refusal !== null) return refusal;
      items.push(itemOf(candidate, candidate === base ? null : base.facts.id, partnerOnRecord));
    }
  }
  const { maximumItems } = transferTerms[kind];
  return maximumItems !== null && items.length > maximumItems ? refuse('too-many', { maximum: maximumItems }) : items;
}

function itemOf(candidate: TransferCandidate, addOnOf: string | null, partnerOnRecord: string | null): TransferItem {
  return {
    type: candidate.type,
    id: candidate.facts.id,
    quantity: candidate.type === 'subscription' ? candidate.facts.quantity : 1,
    partnerOnRecord,
    addOnOf,
    movedTo: null,
    orderId: null,
    failure: null,
  };
}

/** It bills or can come back, so that what hangs together must stay together. */
const lives = (facts: SubscriptionFacts, now: Date) => ['active', 'suspended'].includes(statusAt(facts, now));

function livingBase(
  candidate: TransferCandidate,
  candidates: readonly TransferCandidate[],
  now: Date,
): TransferCandidate | null {
  if (candidate.type !== 'subscription' || candidate.facts.parentId === null) return null;
  const { parentId } = candidate.facts;
  return (
    candidates.find((one) => one.type === 'subscription' && one.facts.id === parentId && lives(one.facts, now)) ?? null
  );
}

/** The living add-ons of a base, and theirs; add-ons that have run out stay behind. */
function addOnsOf(
  base: TransferCandidate,
  candidates: readonly TransferCandidate[],
  now: Date,
): readonly TransferCandidate[] {
  const found: TransferCandidate[] = [];
  const carriers = [base.facts.id];
  for (const id of carriers)
    for (const one of candidates)
      if (one.type === 'subscription' && one.facts.parentId === id && lives(one.facts, now) && !found.includes(one)) {
        found.push(one);
        carriers.push(one.facts.id);
      }
  return found;
}
