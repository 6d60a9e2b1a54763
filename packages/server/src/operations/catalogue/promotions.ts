import { itemFor } from '@multipartner/domain/catalogue/catalogue.ts';
import {
  promotions as everything,
  findPromotion,
  type Promotion,
  type PromotionHistory,
  type PromotionObstacle,
  promotionKeys,
  promotionObstacles,
  promotionsAt,
  runs,
} from '@multipartner/domain/catalogue/promotion.ts';
import { isCountry } from '@multipartner/domain/market/markets.ts';
import { type Refusal, refuse } from '@multipartner/domain/refusal.ts';
import { type SaleRow, saleFacts } from '../../store/order.ts';
import { read } from '../operation.ts';
import { orderFacts } from '../order/sale.ts';

const segments = ['commercial', 'education', 'government', 'nonprofit'];

/** The promotions that run now in a country for a segment; none outside of the public cloud. Refusals: value-missing, value-invalid. */
export const listPromotions = read<
  { country: string | undefined; segment: string | undefined },
  object,
  readonly Promotion[]
>({
  permission: 'promotion.read',
  load: () => ({}),
  answer: ({ actor, now }, input) => {
    const wrong = countryRefusal(input.country);
    if (wrong !== null) return wrong;
    if (input.segment === undefined || input.segment === '') return refuse('value-missing', { field: 'segment' });
    const segment = input.segment.toLowerCase();
    if (!segments.includes(segment))
      return refuse('value-invalid', { field: 'segment', reason: `is not one of ${segments.join(', ')}` });
    return actor.cloud === 'public' ? promotionsAt(now, { segment }) : [];
  },
});

/** One promotion that runs now. Refusals: value-missing and value-invalid for the country, promotion-not-found. */
export const getPromotion = read<{ country: string | undefined; promotionId: string }, object, Promotion>({
  permission: 'promotion.read',
  load: () => ({}),
  answer: ({ actor, now }, { country, promotionId }) => {
    const wrong = countryRefusal(country);
    if (wrong !== null) return wrong;
    const promotion = actor.cloud === 'public' ? findPromotion(promotionId) : undefined;
    return promotion !== undefined && runs(promotion, now)
      ? promotion
      : refuse('promotion-not-found', { id: promotionId });
  },
});

function countryRefusal(country: string | undefined): Refusal | null {
  if (country === undefined || country === '') return refuse('value-missing', { field: 'country' });
  return isCountry(country.toUpperCase())
    ? null
    : refuse('value-invalid', { field: 'country', reason: 'is no country of a market' });
}

/** What a customer might buy with a promotion. */
export interface PromotedItem {
  readonly id: number;
  readonly catalogueId: string;
  readonly quantity: number;
  readonly termDuration: string;
  readonly billingCycle: string;
  /** Null: whatever there is for the product. */
  readonly promotionId: string | null;
}

/** Why an item cannot be had so: its own reasons, and those that there is nothing to choose from. */
export type Ineligibility = PromotionObstacle | { readonly reason: 'item' | 'nothing' };

export interface PromotedItemAnswer {
  readonly item: PromotedItem;
  readonly eligibilities: readonly {
    readonly promotionId: string | null;
    readonly obstacles: readonly Ineligibility[];
  }[];
}

/**
 * Whether a customer may have promotions, item by item; decided again when something is bought. Refusals:
 * no-relationship, value-missing.
 */
export const verifyPromotions = read<
  { customerId: string; items: readonly PromotedItem[] },
  { sale: SaleRow },
  readonly PromotedItemAnswer[]
>({
  permission: 'promotion.read',
  load: (sql, caller, { customerId, items }) => {
    const owner = { partnerId: caller.tenantId };
    return { sale: saleFacts(sql, owner, { customerId, named: [], keys: keysOf(items), own: false }, false) };
  },
  answer: ({ actor, facts, now }, { customerId, items }) => {
    const { sale } = facts;
    if (!sale.related || sale.customer === null) return refuse('no-relationship', { customerId });
    if (items.length === 0) return refuse('value-missing', { field: 'items' });
    const { holdings, promotions, segments: open } = orderFacts(sale, actor, customerId, [], now);
    const history = { living: holdings.counts, bought: promotions.bought, redeemed: promotions.redeemed };
    const country = sale.customer.country;
    return items.map((item) => {
      const known = itemFor(item.catalogueId, country, actor.cloud);
      if (known === null)
        return { item, eligibilities: [{ promotionId: item.promotionId, obstacles: [{ reason: 'item' }] }] };
      return { item, eligibilities: eligibilitiesOf(item, `${known.productId}:${known.skuId}`, open, history, now) };
    });
  },
});

function eligibilitiesOf(
  item: PromotedItem,
  product: string,
  open: readonly string[],
  history: PromotionHistory,
  now: Date,
): PromotedItemAnswer['eligibilities'] {
  const named = item.promotionId === null ? undefined : findPromotion(item.promotionId);
  const asked = {
    product,
    quantity: item.quantity,
    termDuration: item.termDuration,
    billingCycle: item.billingCycle,
    segments: open,
  };
  if (item.promotionId !== null) {
    const obstacles =
      named === undefined ? [{ reason: 'promotion' as const }] : promotionObstacles(named, asked, history, now);
    return [{ promotionId: item.promotionId, obstacles }];
  }
  const all = promotionsAt(now, { product }).filter((one) => open.includes(one.segment));
  if (all.length === 0) return [{ promotionId: null, obstacles: [{ reason: 'nothing' }] }];
  return all.map((one) => ({ promotionId: one.id, obstacles: promotionObstacles(one, asked, history, now) }));
}

/** `product:sku` that any promotion of an item may ask for. */
function keysOf(items: readonly PromotedItem[]): string[] {
  const keys = new Set<string>();
  for (const { catalogueId, promotionId } of items) {
    const named = promotionId === null ? undefined : findPromotion(promotionId);
    const product = catalogueId.split(':').slice(0, 2).join(':').toUpperCase();
    const all = named === undefined ? allOf(product) : [named];
    for (const promotion of all) for (const key of promotionKeys(promotion)) keys.add(key);
  }
  return [...keys];
}

const allOf = (product: string) => everything.filter((one) => one.product.toUpperCase() === product);
