import { type AdministrationFacts, mayInCustomer } from '@multipartner/domain/access/customer-administration.ts';
import { findProduct, findSku, itemFor, licenceOf } from '@multipartner/domain/catalogue/catalogue.ts';
import { type Refusal, refuse } from '@multipartner/domain/refusal.ts';
import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import { joinRefusals } from '@multipartner/domain/subscription/transition.ts';
import { isItem } from '@multipartner/domain/subscription/trial.ts';
import { type AdministrationRow, ownAdministration, toAdministration } from '../../store/administration.ts';
import { customerMarket, isRelated, type MarketRow } from '../../store/order.ts';
import { factsOf, ownSubscription, ownSubscriptions, type SubscriptionRow } from '../../store/subscription.ts';
import { licencePairs, type TransitionRow, transitionsOf } from '../../store/subscription-transition.ts';
import { read } from '../operation.ts';
import { catalogueIdOf } from './catalogue-id.ts';
import { targetsOf } from './transition.ts';

/** The moves that one of the caller's own subscriptions was in, oldest first. Refusals: no-relationship, subscription-not-found. */
export const listTransitions = read<
  { customerId: string; subscriptionId: string; operationId: string | null },
  { related: boolean; subscription: SubscriptionRow | null; transitions: TransitionRow[] },
  TransitionRow[]
>({
  permission: 'subscription.transition',
  load: (sql, caller, { customerId, subscriptionId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, owner, customerId),
      subscription: ownSubscription(sql, owner, customerId, subscriptionId),
      transitions: transitionsOf(sql, owner, customerId, subscriptionId),
    };
  },
  answer: ({ facts }, { customerId, subscriptionId, operationId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    if (facts.subscription === null) return refuse('subscription-not-found', { id: subscriptionId });
    return facts.transitions.filter((one) => operationId === null || one.id === operationId.toLowerCase());
  },
});

/** Whether seats may move to a product, each way, and which own subscriptions would take them. */
export interface TransitionEligibility {
  readonly catalogueId: string;
  readonly title: string;
  readonly description: string;
  readonly quantity: number;
  readonly only: readonly Refusal[];
  readonly withLicences: readonly Refusal[];
  readonly subscriptions: readonly { readonly facts: SubscriptionFacts; readonly reasons: readonly Refusal[] }[];
}

interface EligibilityFacts {
  readonly related: boolean;
  readonly market: MarketRow | null;
  readonly administration: AdministrationRow;
  readonly subscription: SubscriptionRow | null;
  readonly others: SubscriptionRow[];
  readonly both: Record<string, number>;
}

/**
 * What an own subscription of new commerce may move to now, and why not (R128, R136); none for any other. With licences
 * it takes a right inside the customer. Refusals: no-relationship, subscription-not-found.
 */
export const listTransitionEligibilities = read<
  { customerId: string; subscriptionId: string },
  EligibilityFacts,
  TransitionEligibility[]
>({
  permission: 'subscription.transition',
  load: (sql, caller, { customerId, subscriptionId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, owner, customerId),
      market: customerMarket(sql, customerId),
      administration: ownAdministration(sql, caller, customerId),
      subscription: ownSubscription(sql, owner, customerId, subscriptionId),
      others: ownSubscriptions(sql, owner, customerId),
      both: licencePairs(sql, customerId),
    };
  },
  answer: ({ actor, facts, now }, { customerId, subscriptionId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    if (facts.subscription === null) return refuse('subscription-not-found', { id: subscriptionId });
    const source = factsOf(facts.subscription);
    const others = facts.others.map(factsOf).filter((one) => one.id !== source.id && !one.isTrial);
    const rights = toAdministration(actor, facts.administration);
    const status = statusAt(source, now);
    const only = status === 'active' ? [] : [refuse('subscription-not-active', { status })];
    const country = facts.market?.country ?? actor.country;
    return targetsOf(source).flatMap((target): TransitionEligibility[] => {
      const item = itemFor(target, country, actor.cloud);
      if (item === null) return [];
      const product = findProduct(item.productId, actor.cloud);
      const sku = product === undefined ? undefined : findSku(product, item.skuId, actor.cloud);
      const licences = { from: licenceOf(source.productId, source.skuId), to: licenceOf(item.productId, item.skuId) };
      const people = facts.both[`${licences.from?.skuId}:${licences.to?.skuId}`] ?? 0;
      const into = others.filter(
        (one) => isItem(item, `${one.productId}:${one.skuId}`) && statusAt(one, now) !== 'deleted',
      );
      return [
        {
          catalogueId: catalogueIdOf(item),
          title: sku?.title ?? item.title,
          description: product?.description ?? item.title,
          quantity: source.quantity,
          only,
          withLicences: [...only, ...licenceReasons(rights, people)],
          subscriptions: source.isTrial
            ? []
            : into.map((one) => ({ facts: one, reasons: joinRefusals(source, one, now) })),
        },
      ];
    });
  },
});

function licenceReasons(rights: AdministrationFacts, people: number): Refusal[] {
  const denied = mayInCustomer('customer.licences.assign', rights);
  if (denied !== null) return [denied];
  return people === 0 ? [] : [refuse('licence-transfer-conflict', { people })];
}
