import data from './promotions.json' with { type: 'json' };

/** A lower price for one term of one product, under conditions. */
export interface Promotion {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly startsAt: Date;
  /** Null: no end. */
  readonly endsAt: Date | null;
  readonly segment: string;
  /** `product:sku`. */
  readonly product: string;
  readonly term: string;
  readonly billingCycle: string;
  /** The part of the list price that is left off; 0.05 is five per cent. */
  readonly discount: number;
  readonly minimumSeats: number;
  readonly maximumSeats: number;
  /** How often one customer may have it; null: as often as he likes. */
  readonly redemptions: number | null;
  /** Only for a customer who never bought the product. */
  readonly firstPurchase: boolean;
  /** Of each list the customer must hold one `product:sku`. */
  readonly owned: readonly (readonly string[])[];
}

/** All promotions, those that are over too: demonstration data. */
export const promotions: readonly Promotion[] = data.promotions.map((one) => ({
  ...one,
  startsAt: new Date(one.startsAt),
  endsAt: one.endsAt === null ? null : new Date(one.endsAt),
}));

const byId = new Map(promotions.map((promotion) => [promotion.id.toUpperCase(), promotion]));

export const findPromotion = (id: string): Promotion | undefined => byId.get(id.toUpperCase());

export const runs = ({ startsAt, endsAt }: Promotion, now: Date): boolean =>
  startsAt <= now && (endsAt === null || now < endsAt);

/** The promotions that run for a segment, or for a product. */
export function promotionsAt(now: Date, of: { readonly segment?: string; readonly product?: string }): Promotion[] {
  return promotions.filter(
    (one) =>
      runs(one, now) &&
      (of.segment === undefined || one.segment === of.segment) &&
      (of.product === undefined || one.product === of.product),
  );
}

/** What is to be bought with a promotion. */
export interface PromotedPurchase {
  /** `product:sku`. */
  readonly product: string;
  readonly quantity: number;
  readonly termDuration: string | null;
  readonly billingCycle: string;
  readonly segments: readonly string[];
}

/**
 * What the customer's tenant holds and had, whoever sold it, as limits and prerequisites count (R96, R126): by
 * `product:sku` and by promotion.
 */
export interface PromotionHistory {
  readonly living: Readonly<Record<string, number>>;
  /** Bought and not cancelled, over or not. */
  readonly bought: Readonly<Record<string, number>>;
  readonly redeemed: Readonly<Record<string, number>>;
}

/** Why a promotion cannot be had. */
export type PromotionObstacle =
  | { readonly reason: 'promotion' | 'term' | 'ownership' | 'first-purchase' }
  | { readonly reason: 'redemptions'; readonly limit: number }
  | { readonly reason: 'seats'; readonly minimum: number; readonly maximum: number; readonly asked: number };

/** Everything that stands against a promotion for a purchase now; nothing: the customer may have it. */
export function promotionObstacles(
  promotion: Promotion,
  asked: PromotedPurchase,
  history: PromotionHistory,
  now: Date,
): PromotionObstacle[] {
  if (
    !runs(promotion, now) ||
    promotion.product !== asked.product ||
    !asked.segments.some((segment) => segment === promotion.segment)
  )
    return [{ reason: 'promotion' }];
  const { minimumSeats: minimum, maximumSeats: maximum, redemptions } = promotion;
  const obstacles: PromotionObstacle[] = [];
  if (asked.termDuration !== promotion.term || asked.billingCycle !== promotion.billingCycle)
    obstacles.push({ reason: 'term' });
  if (asked.quantity < minimum || asked.quantity > maximum)
    obstacles.push({ reason: 'seats', minimum, maximum, asked: asked.quantity });
  if (redemptions !== null && (history.redeemed[promotion.id] ?? 0) >= redemptions)
    obstacles.push({ reason: 'redemptions', limit: redemptions });
  if (promotion.firstPurchase && (history.bought[promotion.product] ?? 0) > 0)
    obstacles.push({ reason: 'first-purchase' });
  if (!promotion.owned.every((either) => either.some((key) => (history.living[key] ?? 0) > 0)))
    obstacles.push({ reason: 'ownership' });
  return obstacles;
}

/** `product:sku` on whose holdings it depends whether a promotion can be had. */
export function promotionKeys(promotion: Promotion): string[] {
  return [promotion.product, ...promotion.owned.flat()];
}

/** Whether two sales race for a promotion: one customer has it a limited number of times. */
export const isLimited = ({ redemptions, firstPurchase }: Promotion): boolean => redemptions !== null || firstPurchase;

/** A list price with the promotion's discount, to the hundredth of a cent. */
export const discounted = (listPrice: number, { discount }: Promotion): number =>
  Math.round(listPrice * (1 - discount) * 10_000) / 10_000;
