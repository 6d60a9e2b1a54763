import { discounted, findPromotion, type PromotionObstacle, promotionObstacles } from '../catalogue/promotion.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { CatalogueItem, ItemTerm, LineRequest } from './item.ts';
import type { OrderFacts, Pricing } from './order.ts';

/** Counts a line's promotion among what the lines after it are decided beside. */
export const promotionKey = (id: string): string => `promotion ${id.toUpperCase()}`;

const words: Readonly<Record<PromotionObstacle['reason'], string>> = {
  promotion: 'it does not run, or not for this product and customer',
  term: 'it is for another term or billing cycle',
  seats: 'it is for another number of seats',
  redemptions: 'the customer has had it as often as it is given',
  'first-purchase': 'the customer has bought the product before',
  ownership: 'the customer does not hold what it stands beside',
};

/**
 * The prices of a line with the promotion that it names: lower until the term's end. It is decided by what the tenant
 * holds and had, whoever sold it, and by the lines before. Refusals: promotion-not-eligible.
 */
export function promoted(
  facts: OrderFacts,
  line: LineRequest,
  item: CatalogueItem,
  term: ItemTerm,
  pricing: Pricing,
  bought: Readonly<Record<string, number>>,
): Pricing | Refusal {
  if (line.promotionId === null) return pricing;
  const { promotionId: id } = line;
  const promotion = findPromotion(id);
  const listPrice = pricing.listPrice;
  const product = `${item.productId}:${item.skuId}`;
  const against = (reason: PromotionObstacle['reason']) =>
    refuse('promotion-not-eligible', { id, line: line.lineNumber, reason: words[reason] });
  if (promotion === undefined || listPrice === null || item.commerce !== 'new_commerce') return against('promotion');
  const sum = (held: Readonly<Record<string, number>>, key: string, alsoBought: string) => ({
    ...held,
    [key]: (held[key] ?? 0) + (bought[alsoBought] ?? 0),
  });
  const history = {
    living: withBought(facts.holdings.counts, bought),
    bought: sum(facts.promotions.bought, product, product),
    redeemed: sum(facts.promotions.redeemed, promotion.id, promotionKey(promotion.id)),
  };
  const [first] = promotionObstacles(
    promotion,
    {
      product,
      quantity: line.quantity,
      termDuration: term.duration,
      billingCycle: term.billingCycle,
      segments: facts.segments,
    },
    history,
    facts.promotions.now,
  );
  if (first !== undefined) return against(first.reason);
  const part = 1 - promotion.discount;
  const extended = pricing.extendedPrice === null ? null : Math.round(pricing.extendedPrice * part * 10_000) / 10_000;
  return { listPrice, discountedPrice: discounted(listPrice, promotion), extendedPrice: extended };
}

function withBought(held: Readonly<Record<string, number>>, bought: Readonly<Record<string, number>>) {
  const both: Record<string, number> = { ...held };
  for (const [key, count] of Object.entries(bought)) both[key] = (both[key] ?? 0) + count;
  return both;
}

/** What a line costs per unit and billing cycle; null: by usage. */
export const chargedPrice = ({ listPrice, discountedPrice }: Pricing): number | null => discountedPrice ?? listPrice;
