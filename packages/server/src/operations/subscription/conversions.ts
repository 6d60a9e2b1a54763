import { conversionTargetsOf, itemFor } from '@multipartner/domain/catalogue/catalogue.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import { convertTrial } from '@multipartner/domain/subscription/trial.ts';
import { isRelated } from '../../store/order.ts';
import { factsOf, ownSubscription, type SubscriptionRow } from '../../store/subscription.ts';
import { act, allowed, read, refused } from '../operation.ts';
import { maySell } from '../order/may-sell.ts';
import { saveChanged } from './change.ts';
import { ownLocked } from './own.ts';

/** What a trial of the older commerce can become. */
export interface Conversion {
  readonly offerId: string;
  readonly targetOfferId: string;
  readonly orderId: string;
  readonly quantity: number;
  readonly billingCycle: string;
}

/**
 * What an active trial of the older commerce can become; nothing for any other subscription: newer trials move (R136).
 * Refusals: no-relationship, subscription-not-found.
 */
export const listConversions = read<
  { customerId: string; subscriptionId: string },
  { related: boolean; subscription: SubscriptionRow | null },
  Conversion[]
>({
  permission: 'subscription.read',
  load: (sql, caller, { customerId, subscriptionId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, owner, customerId),
      subscription: ownSubscription(sql, owner, customerId, subscriptionId),
    };
  },
  answer: ({ actor, facts, now }, { customerId, subscriptionId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    if (facts.subscription === null) return refuse('subscription-not-found', { id: subscriptionId });
    const trial = factsOf(facts.subscription);
    if (!trial.isTrial || trial.commerce !== 'legacy' || statusAt(trial, now) !== 'active') return [];
    return conversionTargetsOf(trial.productId, trial.skuId).flatMap((targetOfferId) => {
      const item = itemFor(targetOfferId, actor.country, actor.cloud);
      const [term] = item?.terms ?? [];
      if (item === null || term === undefined) return [];
      const quantity = Math.min(Math.max(trial.quantity, item.minimumQuantity), item.maximumQuantity);
      return [
        { offerId: trial.productId, targetOfferId, orderId: trial.orderId, quantity, billingCycle: term.billingCycle },
      ];
    });
  },
});

export interface ConversionInput {
  readonly customerId: string;
  readonly subscriptionId: string;
  readonly targetOfferId: string;
  /** What the caller takes the trial for; null: it does not say. */
  readonly offerId: string | null;
  readonly orderId: string | null;
  /** Null: as many as the trial has. */
  readonly quantity: number | null;
  readonly billingCycle: string | null;
}

/**
 * Pays for a running trial of the older commerce: it goes on, under its id, as what it was a trial of (R136). Refusals:
 * no-relationship, subscription-not-found, value-conflicts, those of a sale, and those of the conversion.
 */
export const convertSubscription = act<ConversionInput, { readonly offerId: string; readonly targetOfferId: string }>({
  permission: 'subscription.change',
  kind: 'subscription.convert',
  audited: { resourceType: 'subscription', operationType: 'convert_trial_subscription' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  body: async (work, input) => {
    const { row, facts } = await ownLocked(work, input.customerId, input.subscriptionId);
    const same = (given: string | null, is: string) => given === null || given.toLowerCase() === is.toLowerCase();
    if (!same(input.offerId, facts.productId))
      throw refused('value-conflicts', { field: 'offerId', with: 'subscriptionId' });
    if (!same(input.orderId, facts.orderId))
      throw refused('value-conflicts', { field: 'orderId', with: 'subscriptionId' });
    const { country } = await maySell(work, input.customerId);
    const targets = facts.commerce === 'legacy' ? conversionTargetsOf(facts.productId, facts.skuId) : [];
    const item = itemFor(input.targetOfferId, country, work.actor.cloud);
    const request = {
      quantity: input.quantity ?? facts.quantity,
      termDuration: null,
      billingCycle: input.billingCycle,
    };
    const after = allowed(convertTrial(facts, targets, item, request, work.now));
    saveChanged(work, row, after, 'convert_trial_subscription');
    return { offerId: facts.productId, targetOfferId: after.productId };
  },
});
