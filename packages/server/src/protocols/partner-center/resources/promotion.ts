import type { Promotion as Facts } from '@multipartner/domain/catalogue/promotion.ts';
import type { Static } from 'typebox';
import type { Ineligibility, PromotedItem, PromotedItemAnswer } from '../../../operations/catalogue/promotions.ts';
import { refused } from '../../../operations/operation.ts';
import type { PromotionEligibilitiesRequest, Promotion as Resource } from '../schemas/promotion.ts';

const cycleNames: Readonly<Record<string, string>> = { monthly: 'Monthly', annual: 'Annual', triennial: 'Triennial' };

/** A promotion; its constraints too where one is read alone. */
export function renderPromotion(facts: Facts, withConstraints: boolean): Resource {
  const [productId = '', skuId = ''] = facts.product.split(':');
  return {
    id: facts.id,
    name: facts.name,
    description: facts.description,
    startDate: facts.startsAt.toISOString(),
    // Documented for promotions without an end.
    endDate: facts.endsAt === null ? '9999-01-01T00:00:00Z' : new Date(facts.endsAt.getTime() - 1000).toISOString(),
    properties: { isAutoApplicable: false },
    requiredProducts: [
      {
        productId,
        skuId,
        term: { duration: facts.term, billingCycle: cycleNames[facts.billingCycle] ?? facts.billingCycle },
        pricingPolicies: [{ policyType: 'PercentDiscount', value: String(facts.discount) }],
      },
    ],
    ...(withConstraints ? { promotionConstraints: constraintsOf(facts) } : {}),
    attributes: { objectType: 'ProductPromotion' },
  };
}

const constraintsOf = (facts: Facts) => ({
  seatConstraints: [{ minSeats: facts.minimumSeats, maxSeats: facts.maximumSeats, type: 'SubscriptionQuantity' }],
  assetOwnershipLimits:
    facts.redemptions === null ? [] : [{ minAssets: 0, maxAssets: facts.redemptions, type: 'LifetimeRedemptionCount' }],
  eligibilityConstraints: facts.firstPurchase ? [{ isApplicable: true, type: 'FirstPurchase' }] : [],
  productOwnershipConstraints: facts.owned.map((either) => either.map((key) => ({ bigId: key.replace(':', '/') }))),
});

type AskedItem = NonNullable<Static<typeof PromotionEligibilitiesRequest>['items']>[number];

/** Items as they are asked for. Refusals: value-missing and value-invalid, naming the member. */
export function readPromotedItems(items: readonly AskedItem[] | undefined): PromotedItem[] {
  return (items ?? []).map((item, index) => {
    const { catalogItemId, quantity, termDuration, billingCycle } = item;
    const field = (name: string) => `items[${index}].${name}`;
    if (catalogItemId === undefined || catalogItemId === '')
      throw refused('value-missing', { field: field('catalogItemId') });
    if (quantity === undefined) throw refused('value-missing', { field: field('quantity') });
    if (quantity < 1) throw refused('value-invalid', { field: field('quantity'), reason: 'is not positive' });
    if (termDuration === undefined || termDuration === '')
      throw refused('value-missing', { field: field('termDuration') });
    if (billingCycle === undefined) throw refused('value-missing', { field: field('billingCycle') });
    const id = item.id === undefined ? index : Number(item.id);
    if (!Number.isInteger(id)) throw refused('value-invalid', { field: field('id'), reason: 'is no whole number' });
    const promotionId = item.promotionId === undefined || item.promotionId === '' ? null : item.promotionId;
    return { id, catalogueId: catalogItemId, quantity, termDuration, billingCycle, promotionId };
  });
}

const errors: Readonly<Record<Ineligibility['reason'], readonly [type: string, description: string]>> = {
  item: ['InvalidCatalogItemId', 'Nothing is sold to the customer under this catalog item id.'],
  promotion: ['InvalidPromotion', 'There is no such promotion, or not for this product and this customer.'],
  nothing: ['NoPromotionsAvailable', 'No promotion runs for this product now.'],
  ownership: ['PrerequisiteProductOwnership', 'The customer does not hold the products that the promotion asks for.'],
  redemptions: ['RedemptionLimit', 'The customer has had the promotion as often as it is given.'],
  seats: ['SeatCount', 'The promotion is for fewer, or for more, seats than this.'],
  'first-purchase': ['OfferPurchasedPreviously', 'The customer has bought the product before.'],
  term: ['Term', 'The promotion is for another term or billing cycle.'],
};

export function renderEligibility({ item, eligibilities }: PromotedItemAnswer) {
  return {
    id: item.id,
    catalogItemId: item.catalogueId,
    quantity: item.quantity,
    billingCycle: item.billingCycle as 'monthly',
    termDuration: item.termDuration,
    eligibilities: eligibilities.map(({ promotionId, obstacles }) => ({
      ...(promotionId === null ? {} : { promotionId }),
      isEligible: obstacles.length === 0,
      ...(obstacles.length === 0 ? {} : { errors: obstacles.map(renderError) }),
    })),
    attributes: { objectType: 'PromotionEligibilities' },
  };
}

function renderError(obstacle: Ineligibility) {
  const [type, description] = errors[obstacle.reason];
  if (obstacle.reason !== 'seats') return { type, description };
  return {
    minimumRequiredSeats: obstacle.minimum,
    maximumRequiredSeats: obstacle.maximum,
    availableSeats: obstacle.maximum,
    type,
    description,
  };
}
