import { paidAfterTrial } from '../catalogue/catalogue.ts';
import type { PromotionHistory } from '../catalogue/promotion.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { SubscriptionFacts } from '../subscription/facts.ts';
import { termEnd } from '../subscription/status.ts';
import type { ProgramStatus } from '../tenant/partner.ts';
import { monthsOf } from '../time/duration.ts';
import { type CatalogueItem, type ItemTerm, type LineRequest, monthsOfCycle } from './item.ts';
import { chargedPrice, promoted, promotionKey } from './promoted.ts';
import { decideSale, type SaleFacts } from './sale.ts';

/** A location id that a line names as its reseller, and what it is (R9, R15, R148). */
export interface NamedPartner {
  readonly id: string;
  readonly kind: 'reseller' | 'provider' | 'other' | 'unknown';
  readonly programStatus: ProgramStatus;
  readonly mpaAccepted: boolean;
  /** It has a living partnership with the seller. */
  readonly partnered: boolean;
}

/** What lives in the customer's tenant now, whoever sold it (R96 b–d), and the seller's own Azure plans. */
export interface TenantHoldings {
  /** Living subscriptions by `product:sku`, over all partners. */
  readonly counts: Readonly<Record<string, number>>;
  readonly total: number;
  /** Partners of record of the seller's own living Azure plans here; '' for none. */
  readonly azurePlanPartners: readonly string[];
  /** The seller's own living subscriptions here, by id, for add-ons under a parent. */
  readonly own: Readonly<Record<string, { readonly productId: string; readonly skuId: string }>>;
}

export interface OrderRequest {
  readonly billingCycle: string | null;
  readonly currency: string | null;
  /** "Acting as indirect partner when a reseller is chosen" (R122). */
  readonly attestationAccepted: boolean;
  readonly lines: readonly LineRequest[];
}

export interface OrderFacts extends SaleFacts {
  readonly holdings: TenantHoldings;
  readonly named: readonly NamedPartner[];
  /** Segments that the customer's qualifications open (R206). */
  readonly segments: readonly string[];
  /** What decides on promotions beside the holdings: what was bought and not cancelled, and with which promotion. */
  readonly promotions: Pick<PromotionHistory, 'bought' | 'redeemed'> & { readonly now: Date };
}

export interface PricedLine {
  readonly request: LineRequest;
  readonly item: CatalogueItem;
  readonly term: ItemTerm;
  readonly pricing: Pricing;
}

/** Prices of one line, in the customer's market's currency; null: by usage. */
export interface Pricing {
  /** Per unit and billing cycle. */
  readonly listPrice: number | null;
  /** The same with a promotion; absent without one. */
  readonly discountedPrice?: number;
  /** For all units over the whole term (the cycle's price times its number, R112). */
  readonly extendedPrice: number | null;
}

export const subscriptionsPerTenant = 300;

/** Resellers that a line may name beside the first one (R122). */
export const additionalResellers = 5;

/**
 * Decides a whole order, all lines or none (R104): first whether the partner may sell here at all, then each line, then
 * what the tenant may hold. Answers the lines with their terms and prices.
 */
export function decideOrder(facts: OrderFacts, request: OrderRequest): readonly PricedLine[] | Refusal {
  const sale = decideSale(facts);
  if (sale !== null) return sale;
  if (request.lines.length === 0) return refuse('value-missing', { field: 'lineItems' });
  const numbers = new Set(request.lines.map((line) => line.lineNumber));
  if (numbers.size !== request.lines.length)
    return refuse('line-invalid', { line: 0, reason: 'two lines have the same number' });
  const priced: PricedLine[] = [];
  const bought: Record<string, number> = {};
  for (const line of request.lines) {
    const outcome = decideLine(facts, request, line, bought);
    if (isRefusal(outcome)) return outcome;
    priced.push(outcome);
    countBought(bought, outcome);
  }
  if (facts.holdings.total + priced.length > subscriptionsPerTenant)
    return refuse('limit-per-tenant', { limit: subscriptionsPerTenant });
  return priced;
}

/** Counts a line among those that the lines after it are decided beside; an Azure plan by its partner of record. */
export function countBought(bought: Record<string, number>, { item, request }: PricedLine): void {
  const key = item.commerce === 'azure_plan' ? planKey(request) : `${item.productId}:${item.skuId}`;
  bought[key] = (bought[key] ?? 0) + 1;
  if (request.promotionId === null) return;
  const promotion = promotionKey(request.promotionId);
  bought[promotion] = (bought[promotion] ?? 0) + 1;
}

/** One Azure plan for each partner of record (R107). */
const planKey = (line: LineRequest) => `azure plan of ${line.partnerOnRecord ?? 'none'}`;

/** Decides one line, beside what the lines before it buy (`bought`, kept by `countBought`). */
export function decideLine(
  facts: OrderFacts,
  request: OrderRequest,
  line: LineRequest,
  bought: Readonly<Record<string, number>>,
): PricedLine | Refusal {
  const { item } = line;
  if (item === null) return refuse('offer-not-in-country', { id: line.catalogueId, line: line.lineNumber });
  if (!item.segments.some((segment) => facts.segments.includes(segment)))
    return refuse('qualification-missing', { id: line.catalogueId });
  if (request.currency !== null && request.currency !== item.currency)
    return refuse('currency-invalid', { currency: request.currency, expected: item.currency });
  if (
    !Number.isInteger(line.quantity) ||
    line.quantity < item.minimumQuantity ||
    line.quantity > item.maximumQuantity
  ) {
    return refuse('quantity-out-of-range', {
      minimum: item.minimumQuantity,
      maximum: item.maximumQuantity,
      line: line.lineNumber,
    });
  }
  const term = chooseTerm(item, line.termDuration, line.billingCycle ?? request.billingCycle);
  if (isRefusal(term)) return term;
  const held = heldBy(facts, item, line, bought) ?? resellerOf(facts, request, line);
  if (held !== null) return held;
  const pricing = promoted(facts, line, item, term, priceOf(term, line.quantity), bought);
  return isRefusal(pricing) ? pricing : { request: line, item, term, pricing };
}

/** The term that was asked for, or the first on offer that fits (R112). */
export function chooseTerm(
  item: CatalogueItem,
  termDuration: string | null,
  billingCycle: string | null,
): ItemTerm | Refusal {
  const ofDuration =
    termDuration === null
      ? item.terms
      : item.terms.filter((term) => term.duration === termDuration || term.duration === null);
  if (ofDuration.length === 0) return refuse('term-invalid', { term: termDuration ?? '' });
  if (billingCycle === null) return ofDuration[0] as ItemTerm;
  const found = ofDuration.find((term) => term.billingCycle === billingCycle);
  if (found !== undefined) return found;
  const cycle = monthsOfCycle(billingCycle);
  const longest = Math.max(
    ...ofDuration.map((term) => (term.duration === null ? Number.POSITIVE_INFINITY : monthsOf(term.duration))),
  );
  if (cycle !== null && cycle > longest) return refuse('billing-cycle-longer-than-term');
  return refuse('billing-cycle-invalid', { billingCycle });
}

/** Limits, prerequisites and Azure's own rules, which count what everybody sold (R96, R107, R109, R126, R127). */
function heldBy(
  facts: OrderFacts,
  item: CatalogueItem,
  line: LineRequest,
  bought: Readonly<Record<string, number>>,
): Refusal | null {
  const key = `${item.productId}:${item.skuId}`;
  const { holdings } = facts;
  const have = (holdings.counts[key] ?? 0) + (bought[key] ?? 0);
  if (item.limitPerCustomer !== null && have >= item.limitPerCustomer)
    return refuse('limit-per-customer', { limit: item.limitPerCustomer, id: key });
  if (line.parentSubscriptionId !== null) {
    const parent = holdings.own[line.parentSubscriptionId.toLowerCase()];
    const fits =
      parent !== undefined &&
      item.isAddon &&
      (item.prerequisites.length === 0 || item.prerequisites.includes(`${parent.productId}:${parent.skuId}`));
    if (!fits) return refuse('parent-subscription-invalid', { id: line.parentSubscriptionId });
  } else if (item.isAddon && item.prerequisites.length > 0) {
    const based = item.prerequisites.some((base) => (holdings.counts[base] ?? 0) + (bought[base] ?? 0) > 0);
    if (!based) return refuse('prerequisite-missing', { prerequisites: item.prerequisites });
  }
  // A plan that was counted by its SKU alone may be of any partner of record, and so clashes with all.
  const plansBought = (bought[planKey(line)] ?? 0) + (bought[key] ?? 0);
  const planned = holdings.azurePlanPartners.includes(line.partnerOnRecord ?? '') || plansBought > 0;
  if (item.commerce === 'azure_plan' && planned) return refuse('azure-plan-exists');
  if (item.commerce === 'reservation' && holdings.azurePlanPartners.length === 0) return refuse('azure-plan-required');
  if (item.legacyAzure && holdings.azurePlanPartners.length > 0) return refuse('legacy-azure-after-plan');
  return null;
}

/** The reseller a line names: only a provider names one, with the attestation for new commerce, and one it works with (R9, R122, R148). */
function resellerOf(facts: OrderFacts, request: OrderRequest, line: LineRequest): Refusal | null {
  if (line.partnerOnRecord === null)
    return line.additionalPartners.length === 0 ? null : refuse('value-missing', { field: 'partnerIdOnRecord' });
  if (line.additionalPartners.length > additionalResellers) return refuse('too-many', { maximum: additionalResellers });
  for (const id of [line.partnerOnRecord, ...line.additionalPartners]) {
    const named = facts.named.find((one) => one.id === id);
    if (named === undefined || named.kind === 'unknown') return refuse('partner-on-record-unknown', { id });
    if (named.kind === 'provider') return refuse('partner-on-record-is-provider', { id });
    if (named.kind !== 'reseller' || facts.seller.kind !== 'indirect_provider')
      return refuse('partner-on-record-not-reseller', { id });
    if (!named.mpaAccepted) return refuse('reseller-mpa-not-accepted', { id });
    if (named.programStatus !== 'active')
      return refuse('reseller-status-not-active', { id, status: named.programStatus });
  }
  if (!facts.named.find((one) => one.id === line.partnerOnRecord)?.partnered)
    return refuse('partnership-required', { id: line.partnerOnRecord });
  if (line.item?.commerce !== 'legacy' && !request.attestationAccepted) return refuse('attestation-required');
  return null;
}

/** Price per unit and billing cycle, and for all units over the whole term. */
export function priceOf(term: ItemTerm, quantity: number): Pricing {
  if (term.price === null) return { listPrice: null, extendedPrice: null };
  const cycle = monthsOfCycle(term.billingCycle);
  const listPrice = round(cycle === null ? term.price : term.price * cycle);
  const months = term.duration === null ? (cycle ?? 1) : monthsOf(term.duration);
  const cycles = cycle === null ? 1 : Math.max(1, months / cycle);
  return { listPrice, extendedPrice: round(listPrice * quantity * cycles) };
}

const round = (amount: number) => Math.round(amount * 10_000) / 10_000;

export interface NewSubscription {
  readonly id: string;
  readonly orderId: string;
  readonly agreementId: string | null;
}

/** The facts of the subscription that a line makes. Nothing is inherited from what anybody sold before (R95). */
export function subscriptionOf(
  line: PricedLine,
  seller: string,
  customer: string,
  made: NewSubscription,
  now: Date,
): SubscriptionFacts {
  const { request, item, term } = line;
  return {
    partnerId: seller,
    customerId: customer,
    id: made.id,
    orderId: made.orderId,
    lineNumber: request.lineNumber,
    productId: item.productId,
    skuId: item.skuId,
    availabilityId: item.availabilityId,
    offerName: item.title,
    friendlyName: request.friendlyName ?? item.title,
    commerce: item.commerce,
    isTrial: item.isTrial,
    quantity: request.quantity,
    batches: [{ at: now, quantity: request.quantity }],
    parentId: request.parentSubscriptionId,
    createdAt: now,
    startedAt: now,
    termDuration: term.duration,
    termStartedAt: now,
    termEndsAt: termEnd(now, term.duration),
    transitionedAt: null,
    billingCycle: term.billingCycle,
    autoRenew: term.duration !== null && renewable(item),
    nextTerm: null,
    suspendedAt: null,
    cancelledAt: null,
    currency: item.currency,
    unitPrice: chargedPrice(line.pricing),
    promotionId: request.promotionId,
    partnerOnRecord: request.partnerOnRecord,
    additionalPartners: request.additionalPartners,
    supportContactId: null,
    agreementId: made.agreementId,
    version: 1,
  };
}

/** Whether it goes on by itself at the end of its term; a trial does by what it becomes then, if anything (R119, R136). */
function renewable(item: CatalogueItem): boolean {
  if (item.isTrial) return item.commerce === 'new_commerce' && paidAfterTrial(item, item.currency) !== undefined;
  return item.commerce !== 'reservation' && item.commerce !== 'azure_plan';
}

/** Lines of a cart become one order for each group: one group for a billing cycle and a kind of commerce. */
export function orderGroupOf(line: PricedLine): string {
  return line.item.legacyAzure ? 'OMS-0' : `${line.item.commerce}:${line.term.billingCycle}`;
}
