import type { ActorPartner } from '@multipartner/domain/access/actor.ts';
import { itemFor } from '@multipartner/domain/catalogue/catalogue.ts';
import type { CatalogueItem } from '@multipartner/domain/ordering/item.ts';
import { chooseTerm } from '@multipartner/domain/ordering/order.ts';
import { isRefusal, type Refusal, refuse } from '@multipartner/domain/refusal.ts';
import { changeBillingCycle, keepTerm } from '@multipartner/domain/subscription/billing.ts';
import {
  cancel,
  changeQuantity,
  reactivate,
  rename,
  setAutoRenew,
  setNextTerm,
  setPartnerOnRecord,
  suspend,
} from '@multipartner/domain/subscription/change.ts';
import type { NextTerm, SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import { isTransactingTenant, programAllows } from '@multipartner/domain/tenant/program-status.ts';
import { cancellableAfterTransfer, lockedByTransfer } from '@multipartner/domain/transfer/lock.ts';
import { holdCustomerSales } from '../../store/order.ts';
import { doneUpTo, factsOf, rowOf, type SubscriptionRow, saveSubscriptionsFrom } from '../../store/subscription.ts';
import { type ChangeRow, lockForChange, otherAzurePlans } from '../../store/subscription-change.ts';
import { transferFactsOf } from '../../store/transfer.ts';
import { act, allowed, refused, type Work } from '../operation.ts';
import { namedPartner } from '../order/sale.ts';
import { type SubscriptionView, viewOf } from './view.ts';

/** What is to be different; a member that is absent stays. */
export interface SubscriptionChange {
  readonly offerId?: string;
  readonly quantity?: number;
  readonly friendlyName?: string;
  readonly status?: 'active' | 'suspended' | 'deleted';
  /** `dropped`: switched off where it can be, because a whole subscription was sent without it. */
  readonly autoRenew?: boolean | 'dropped';
  readonly nextTerm?: (NextTerm & { readonly catalogueId?: string }) | null;
  readonly partnerOnRecord?: string;
  readonly termDuration?: string;
  readonly billingCycle?: string;
}

export interface ChangeInput {
  readonly customerId: string;
  readonly subscriptionId: string;
  /** The version that the caller read; null when it does not say. */
  readonly version: number | null;
  readonly change: SubscriptionChange;
}

/**
 * Changes a subscription of the caller's own, all that is asked for or nothing (R90, R113–R116, R121, R133). Refusals:
 * no-relationship, subscription-not-found, stale-version, program-status-not-active, and those of each change.
 */
export const changeSubscription = act<ChangeInput, SubscriptionView, ChangeRow>({
  permission: 'subscription.change',
  kind: 'subscription.change',
  audited: { resourceType: 'subscription', operationType: 'update_subscription' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  ahead: (tx, caller, { customerId, subscriptionId, change }) =>
    lockForChange(tx, { partnerId: caller.tenantId }, customerId, subscriptionId, change.partnerOnRecord ?? null),
  body: async (work, input, row) => {
    const { actor, now } = work;
    if (!row.related) throw refused('no-relationship', { customerId: input.customerId });
    if (row.subscription === null) throw refused('subscription-not-found', { id: input.subscriptionId });
    const before = factsOf(row.subscription);
    if (input.version !== null && input.version !== before.version) throw refused('stale-version');
    const after = allowed(decide(work, row, before, input.change));
    if (after.version === before.version) return viewOf(before, actor.country, now);
    if (before.commerce === 'azure_plan' && after.partnerOnRecord !== before.partnerOnRecord)
      await keepPlansApart(work, after);
    saveChanged(work, row.subscription, after);
    return viewOf(after, actor.country, now);
  },
});

/** Saves, tells the partner, and records what was and what is. */
export function saveChanged(
  work: Work,
  before: SubscriptionRow,
  after: SubscriptionFacts,
  operationType = 'update_subscription',
): void {
  const done = doneUpTo(before, work.now);
  work.write(saveSubscriptionsFrom(work.tx, [{ facts: after, done }]));
  work.event({
    tenantId: after.partnerId,
    name: 'subscription-updated',
    about: { customerId: after.customerId, subscriptionId: after.id },
  });
  work.audit({
    resourceType: 'subscription',
    operationType,
    oldValue: before,
    newValue: rowOf(after, done),
  });
}

type Step = (facts: SubscriptionFacts) => SubscriptionFacts | Refusal;

/** All changes one after the other; a reactivation goes first, and what ends or stops the subscription last. */
function decide(
  work: Work,
  row: ChangeRow,
  before: SubscriptionFacts,
  change: SubscriptionChange,
): SubscriptionFacts | Refusal {
  const { now } = work;
  const partner = work.actor.partner as ActorPartner;
  const standing = programAllows(partner.programStatus, 'changeExisting');
  if (standing !== null) return standing;
  const transfers = row.transfers.map(transferFactsOf);
  const locked = lockedByTransfer(transfers, before.id, now);
  if (locked !== null) return locked;
  const item = catalogueItem(work, row, before);
  const steps: (Step | false)[] = [
    (facts) => keepOffer(facts, change) ?? facts,
    change.status === 'active' && ((facts) => reactivated(facts, partner, now)),
    change.quantity !== undefined && ((facts) => resized(facts, change.quantity as number, item, partner, row, now)),
    change.friendlyName !== undefined && ((facts) => rename(facts, change.friendlyName as string, now)),
    change.partnerOnRecord !== undefined &&
      ((facts) => rerecorded(facts, change.partnerOnRecord as string, partner, row, now)),
    change.billingCycle !== undefined &&
      ((facts) => changeBillingCycle(facts, change.billingCycle as string, item?.terms ?? [], now)),
    change.autoRenew !== undefined && ((facts) => renewing(facts, change.autoRenew as boolean | 'dropped', now)),
    change.nextTerm !== undefined && ((facts) => nextTerm(facts, change.nextTerm ?? null, item, now)),
    change.status === 'suspended' &&
      ((facts) =>
        row.under_plan > 0 && facts.commerce === 'azure_plan' ? refuse('azure-plan-in-use') : suspend(facts, now)),
    change.status === 'deleted' && ((facts) => cancellableAfterTransfer(transfers, facts) ?? cancel(facts, now)),
  ];
  let facts = before;
  for (const step of steps) {
    const outcome = step === false ? facts : step(facts);
    if (isRefusal(outcome)) return outcome;
    facts = outcome;
  }
  // However many members changed, it is one change of the object.
  return facts.version === before.version ? before : { ...facts, version: before.version + 1 };
}

function catalogueItem(work: Work, row: ChangeRow, facts: SubscriptionFacts): CatalogueItem | null {
  const id = facts.skuId === '' ? facts.productId : `${facts.productId}:${facts.skuId}:${facts.availabilityId}`;
  return itemFor(id, row.customer?.country ?? work.actor.country, work.actor.cloud);
}

function keepOffer(facts: SubscriptionFacts, change: SubscriptionChange): Refusal | null {
  const own = facts.skuId === '' ? facts.productId : `${facts.productId}:${facts.skuId}:${facts.availabilityId}`;
  if (change.offerId !== undefined && change.offerId.toUpperCase() !== own.toUpperCase())
    return refuse('update-not-supported', { field: 'offerId' });
  return change.termDuration === undefined ? null : keepTerm(facts, change.termDuration);
}

function reactivated(facts: SubscriptionFacts, partner: ActorPartner, now: Date): SubscriptionFacts | Refusal {
  if (statusAt(facts, now) === 'active') return facts;
  return programAllows(partner.programStatus, 'reactivate') ?? reactivate(facts, now);
}

/** More seats are a purchase: the partner must have its agreement, and the customer must not transact itself (R14, R157). */
function resized(
  facts: SubscriptionFacts,
  quantity: number,
  item: CatalogueItem | null,
  partner: ActorPartner,
  row: ChangeRow,
  now: Date,
): SubscriptionFacts | Refusal {
  if (quantity > facts.quantity) {
    if (!partner.mpaAccepted) return refuse('mpa-not-accepted');
    const customer = row.customer?.partner ?? null;
    if (customer !== null && isTransactingTenant({ kind: customer.kind, programStatus: customer.program_status }))
      return refuse('customer-is-partner');
  }
  const range = { minimum: item?.minimumQuantity ?? 1, maximum: item?.maximumQuantity ?? facts.quantity };
  return changeQuantity(facts, quantity, range, now);
}

function rerecorded(
  facts: SubscriptionFacts,
  id: string,
  partner: ActorPartner,
  row: ChangeRow,
  now: Date,
): SubscriptionFacts | Refusal {
  if (id === facts.partnerOnRecord) return facts;
  const named = namedPartner(id, row.named);
  const outcome = setPartnerOnRecord(facts, id, named.kind, partner.kind === 'indirect_provider', now);
  if (isRefusal(outcome)) return outcome;
  return named.mpaAccepted ? outcome : refuse('reseller-mpa-not-accepted', { id });
}

function renewing(facts: SubscriptionFacts, autoRenew: boolean | 'dropped', now: Date): SubscriptionFacts | Refusal {
  if (autoRenew !== 'dropped') return setAutoRenew(facts, autoRenew, now);
  return facts.autoRenew && statusAt(facts, now) === 'active' ? setAutoRenew(facts, false, now) : facts;
}

function nextTerm(
  facts: SubscriptionFacts,
  wanted: SubscriptionChange['nextTerm'],
  item: CatalogueItem | null,
  now: Date,
): SubscriptionFacts | Refusal {
  if (wanted === null || wanted === undefined) return setNextTerm(facts, null, now);
  const { catalogueId, ...next } = wanted;
  const own = `${facts.productId}:${facts.skuId}`.toUpperCase();
  if (item === null || (catalogueId !== undefined && !`${catalogueId.toUpperCase()}:`.startsWith(`${own}:`))) {
    return refuse('update-not-supported', { field: 'scheduledNextTermInstructions.product' });
  }
  if (next.quantity !== undefined && (next.quantity < item.minimumQuantity || next.quantity > item.maximumQuantity)) {
    return refuse('quantity-out-of-range', { minimum: item.minimumQuantity, maximum: item.maximumQuantity });
  }
  const term = chooseTerm(item, next.termDuration ?? facts.termDuration, next.billingCycle ?? facts.billingCycle);
  return isRefusal(term) ? term : setNextTerm(facts, same(facts.nextTerm, next) ? facts.nextTerm : next, now);
}

const same = (a: NextTerm | null, b: NextTerm) =>
  a !== null && a.quantity === b.quantity && a.termDuration === b.termDuration && a.billingCycle === b.billingCycle;

/** One Azure plan for a partner of record: another one's place is not taken by renaming (R107). */
async function keepPlansApart(work: Work, after: SubscriptionFacts): Promise<void> {
  await holdCustomerSales(work.tx, after.customerId);
  const others = await otherAzurePlans(work.tx, { partnerId: after.partnerId }, after.customerId, after.id);
  if (others.includes(after.partnerOnRecord ?? '')) throw refused('azure-plan-exists');
}
