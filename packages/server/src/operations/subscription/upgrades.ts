import type { Actor } from '@multipartner/domain/access/actor.ts';
import { mayInCustomer } from '@multipartner/domain/access/customer-administration.ts';
import {
  findOffer,
  itemFor,
  licenceOf,
  type Offer,
  upgradeTargetsOf,
} from '@multipartner/domain/catalogue/catalogue.ts';
import type { CatalogueItem } from '@multipartner/domain/ordering/item.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import {
  licenceReasons,
  type UpgradeFacts,
  type UpgradeReason,
  upgrade,
  upgradeReasons,
} from '@multipartner/domain/subscription/upgrade.ts';
import { ownAdministration, toAdministration } from '../../store/administration.ts';
import { poolShares, type ShareRow } from '../../store/licence.ts';
import { customerMarket, isRelated, type MarketRow } from '../../store/order.ts';
import { factsOf, ownSubscription, ownSubscriptions, type SubscriptionRow } from '../../store/subscription.ts';
import { licencePairs, lockForUpgrade, type UpgradeRow } from '../../store/subscription-transition.ts';
import type { Place } from '../catalogue/place.ts';
import { act, allowed, read, refused } from '../operation.ts';
import { makeOf } from '../order/made-by-move.ts';
import { mayHave, maySell } from '../order/may-sell.ts';
import { saveChanged } from './change.ts';
import { ownLocked } from './own.ts';
import { transferLicences } from './transition.ts';

/** What an older subscription may be upgraded to, and what stands against it. */
export interface UpgradeView {
  readonly offer: Offer;
  /** Where it is sold. */
  readonly place: Place;
  readonly quantity: number;
  readonly reasons: readonly UpgradeReason[];
  /** Whether people's licences would move with it. */
  readonly withLicences: boolean;
}

interface Loaded extends UpgradeRow {
  readonly related: boolean;
  readonly market: MarketRow | null;
  readonly subscription: SubscriptionRow | null;
}

/** What an upgrade to the item is decided from; what the tenant has counts from whomever it has it (R96, R128). */
function factsFor(
  loaded: UpgradeRow,
  source: SubscriptionFacts,
  item: CatalogueItem,
  actor: Actor,
  now: Date,
): UpgradeFacts {
  const rights = toAdministration(actor, loaded.administration);
  const licence = licenceOf(item.productId, item.skuId)?.skuId;
  const own = licenceOf(source.productId, source.skuId)?.skuId;
  const instant = (text: string | null) => (text === null ? null : new Date(text));
  const live = (share: ShareRow) => {
    const status = statusAt(
      {
        commerce: share.commerce,
        termEndsAt: instant(share.term_ends_at),
        autoRenew: share.auto_renew,
        suspendedAt: instant(share.suspended_at),
        cancelledAt: instant(share.cancelled_at),
      },
      now,
    );
    return status === 'active' || status === 'suspended';
  };
  const isTarget = (share: ShareRow) =>
    (share.product_id === item.productId && share.sku_id === item.skuId) ||
    (licence !== undefined && licenceOf(share.product_id, share.sku_id)?.skuId === licence);
  return {
    source,
    addOns: loaded.addOns.filter((row) => statusAt(factsOf(row), now) === 'active').length,
    targetHeld: loaded.shares.some((share) => isTarget(share) && live(share)),
    mayLook: mayInCustomer('customer.provisioning.read', rights) === null,
    mayAssign: mayInCustomer('customer.licences.assign', rights) === null,
    person: actor.userId !== null,
    peopleWithBoth: loaded.both[`${own}:${licence}`] ?? 0,
  };
}

/**
 * What an own subscription of the older commerce may be upgraded to; none for any other (R128). Refusals:
 * no-relationship, subscription-not-found.
 */
export const listUpgrades = read<{ customerId: string; subscriptionId: string }, Loaded, UpgradeView[]>({
  permission: 'subscription.read',
  load: (sql, caller, { customerId, subscriptionId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, owner, customerId),
      market: customerMarket(sql, customerId),
      administration: ownAdministration(sql, caller, customerId),
      subscription: ownSubscription(sql, owner, customerId, subscriptionId),
      addOns: ownSubscriptions(sql, owner, customerId, { parentId: subscriptionId }),
      shares: poolShares(sql, customerId),
      both: licencePairs(sql, customerId),
    };
  },
  answer: ({ actor, facts: loaded, now }, { customerId, subscriptionId }) => {
    if (!loaded.related) return refuse('no-relationship', { customerId });
    if (loaded.subscription === null) return refuse('subscription-not-found', { id: subscriptionId });
    const source = factsOf(loaded.subscription);
    if (source.commerce !== 'legacy') return [];
    const country = loaded.market?.country ?? actor.country;
    return upgradeTargetsOf(source.productId, source.skuId).flatMap((id) => {
      const offer = findOffer(id, actor.cloud);
      const item = itemFor(id, country, actor.cloud);
      if (offer === undefined || item === null) return [];
      const facts = factsFor(loaded, source, item, actor, now);
      const withLicences = licenceReasons(facts).length === 0;
      const place = { country, cloud: actor.cloud, segments: null };
      return [{ offer, place, quantity: source.quantity, reasons: upgradeReasons(facts, now), withLicences }];
    });
  },
});

export interface UpgradeInput {
  readonly customerId: string;
  readonly subscriptionId: string;
  readonly targetOfferId: string;
  /** Null: it does not say; a subscription is upgraded as a whole. */
  readonly quantity: number | null;
  readonly withLicences: boolean;
}

/**
 * Upgrades a whole subscription of the older commerce: another one takes its place, and it is suspended (R128). Refusals:
 * no-relationship, subscription-not-found, offer-not-found, value-invalid, those of a sale, upgrade-not-possible.
 */
export const upgradeSubscription = act<UpgradeInput, { readonly sourceId: string; readonly targetId: string }>({
  permission: 'subscription.change',
  kind: 'subscription.upgrade',
  audited: { resourceType: 'subscription', operationType: 'upgrade_subscription' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  body: async (work, input) => {
    const { customerId, subscriptionId, targetOfferId, quantity } = input;
    const { tx, actor, now } = work;
    const { row, facts: source } = await ownLocked(work, customerId, subscriptionId);
    const footing = await maySell(work, customerId);
    const target = upgradeTargetsOf(source.productId, source.skuId).find(
      (id) => id.toLowerCase() === targetOfferId.toLowerCase(),
    );
    const item = target === undefined ? null : itemFor(target, footing.country, actor.cloud);
    if (source.commerce !== 'legacy' || item === null)
      throw refused('upgrade-not-possible', { reason: 'targetUnknown' });
    if (quantity !== null && quantity !== source.quantity)
      throw refused('value-invalid', { field: 'quantity', reason: 'must be that of the whole subscription' });
    mayHave(footing, item, targetOfferId);
    const loaded = await lockForUpgrade(tx, actor, customerId, subscriptionId);
    const decided = allowed(upgrade(factsFor(loaded, source, item, actor, now), item, input.withLicences, now));
    saveChanged(work, row, decided.source, 'upgrade_subscription');
    const made = makeOf(work, decided.made);
    if (input.withLicences) await transferLicences(work, { customerId, quantity: source.quantity }, source, made);
    return { sourceId: source.id, targetId: made.id };
  },
});
