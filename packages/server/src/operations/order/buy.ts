import { itemFor } from '@multipartner/domain/catalogue/catalogue.ts';
import { findPromotion, isLimited, promotionKeys } from '@multipartner/domain/catalogue/promotion.ts';
import { alignTerm } from '@multipartner/domain/ordering/alignment.ts';
import type { LineRequest } from '@multipartner/domain/ordering/item.ts';
import {
  chooseTerm,
  decideOrder,
  orderGroupOf,
  type PricedLine,
  subscriptionOf,
  subscriptionsPerTenant,
} from '@multipartner/domain/ordering/order.ts';
import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import type { Transaction } from '../../store/database.ts';
import {
  holdCustomerSales,
  insertOrdersFrom,
  loadSale,
  type OrderLine,
  type OrderRow,
  type SaleQuestion,
  type SaleRow,
} from '../../store/order.ts';
import { insertSubscriptionsFrom } from '../../store/subscription.ts';
import { allowed, refused, type Work } from '../operation.ts';
import { orderFacts, ownTermEnds } from './sale.ts';

/** A line as a cart or an order asks for it; the catalogue is looked up when it is decided. */
export type LineInput = Omit<LineRequest, 'item'> & {
  /** Currency that the line names; null: the customer's market's. */
  readonly currency: string | null;
  /** Term that the first renewal begins; null: the same again. */
  readonly renewsTo: string | null;
  /** Last day of a first term that is to end together with another one (R120). */
  readonly customTermEnd: Date | null;
  readonly provisioningContext: Readonly<Record<string, string>> | null;
};

export interface Purchase {
  readonly customerId: string;
  readonly cartId: string | null;
  readonly billingCycle: string | null;
  readonly currency: string | null;
  readonly attestationAccepted: boolean;
  readonly lines: readonly LineInput[];
}

/** More lines than this in one purchase wait for other sales to the customer, so that its last places are counted exactly. */
const unheldLines = 10;

/**
 * Buys, all lines or none: decides on facts that stay as they are until the act ends, and makes the orders with their
 * subscriptions. Lines of a cart become one order for each group, lines of an order stay together. Refusals: those of
 * `decideOrder`, and term-end-not-aligned.
 */
export async function buy(work: Work, purchase: Purchase, loaded?: Preloaded): Promise<OrderRow[]> {
  const { row, priced } = await decide(work, purchase, loaded);
  const groups = purchase.cartId === null ? [priced] : [...Map.groupBy(priced, orderGroupOf).values()].map(renumbered);
  const made = groups.map((group) => orderOf(work, purchase, group, row));
  const orders = made.map((one) => one.order);
  const subscriptions = made.flatMap((one) => one.subscriptions);
  work.write(insertSubscriptionsFrom(work.tx, subscriptions));
  work.write(insertOrdersFrom(work.tx, orders));
  for (const order of orders) work.audit({ resourceType: 'order', operationType: 'create_order', newValue: order });
  return orders;
}

/** The lines with their prices, and what they were decided from; it stays so until the act ends. */
export async function decide(
  work: Work,
  purchase: Purchase,
  loaded?: Preloaded,
): Promise<{ readonly row: SaleRow; readonly priced: readonly PricedLine[] }> {
  const row = await exact(work, purchase, loaded ?? (await preload(work.tx, work.actor.tenantId, purchase)));
  const { country } = row.customer ?? work.actor;
  const lines = purchase.lines.map((line) => ({ ...line, item: itemFor(line.catalogueId, country, work.actor.cloud) }));
  const facts = orderFacts(row, work.actor, purchase.customerId, namedIn(purchase), work.now);
  const priced = allowed(decideOrder(facts, { ...purchase, lines }));
  for (const line of priced) refuseOtherCurrency(line);
  return { row, priced };
}

const inputOf = (line: PricedLine) => line.request as unknown as LineInput;

function refuseOtherCurrency(line: PricedLine): void {
  const { currency } = inputOf(line);
  if (currency !== null && currency.toUpperCase() !== line.item.currency)
    throw refused('currency-invalid', { currency, expected: line.item.currency });
}

/** Lines of an order count from zero. */
const renumbered = (group: readonly PricedLine[]) =>
  group.map((line, lineNumber) => ({ ...line, request: { ...line.request, lineNumber } }));

function namedIn(purchase: Purchase): string[] {
  return [
    ...new Set(
      purchase.lines.flatMap((line) =>
        line.partnerOnRecord === null ? [] : [line.partnerOnRecord, ...line.additionalPartners],
      ),
    ),
  ];
}

/** What a purchase is decided from, and whether other sales to the customer wait meanwhile. */
export interface Preloaded {
  readonly row: SaleRow;
  readonly held: boolean;
}

/** Loads what the purchase is decided from; behind the customer's other sales where something is limited. */
export async function preload(tx: Transaction, partnerId: string, purchase: Purchase): Promise<Preloaded> {
  const { limited, ...question } = questionOf(purchase);
  const held = limited || purchase.lines.length > unheldLines;
  const [, row] = await Promise.all([
    held ? holdCustomerSales(tx, purchase.customerId) : undefined,
    loadSale(tx, { partnerId }, question),
  ]);
  return { row, held };
}

/** Near the tenant's maximum only an exact count will do: all that is held, with no other sale passing meanwhile. */
async function exact({ tx, actor }: Work, purchase: Purchase, { row, held }: Preloaded): Promise<SaleRow> {
  if (row.held + purchase.lines.length <= subscriptionsPerTenant / 2) return row;
  if (!held) await holdCustomerSales(tx, purchase.customerId);
  const { limited: _limited, ...question } = questionOf(purchase);
  return loadSale(tx, { partnerId: actor.tenantId }, { ...question, keys: null });
}

/** What has to be known of the tenant's holdings. Limits and prerequisites are the same wherever something is sold. */
function questionOf(purchase: Purchase): SaleQuestion & { readonly limited: boolean } {
  const keys = new Set<string>();
  let limited = false;
  let own = false;
  for (const line of purchase.lines) {
    const item = itemFor(line.catalogueId, 'US', 'public');
    if (item === null) continue;
    if (item.limitPerCustomer !== null) keys.add(`${item.productId}:${item.skuId}`);
    for (const base of item.prerequisites) keys.add(base);
    const promotion = line.promotionId === null ? undefined : findPromotion(line.promotionId);
    if (promotion !== undefined) for (const key of promotionKeys(promotion)) keys.add(key);
    limited ||= item.limitPerCustomer !== null || item.commerce === 'azure_plan';
    limited ||= promotion !== undefined && isLimited(promotion);
    own ||= item.commerce === 'azure_plan' || item.commerce === 'reservation' || item.legacyAzure;
    own ||= line.parentSubscriptionId !== null || line.customTermEnd !== null;
  }
  return { customerId: purchase.customerId, named: namedIn(purchase), keys: [...keys], own, limited };
}

const newOrderId = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 12);

/** The subscriptions that lines make under an order. */
export function subscriptionsOf(
  work: Work,
  customerId: string,
  orderId: string,
  lines: readonly PricedLine[],
  row: SaleRow,
): SubscriptionFacts[] {
  const { actor, now } = work;
  const ends = ownTermEnds(row, now);
  return lines.map((line) => {
    const made = { id: crypto.randomUUID(), orderId, agreementId: row.agreement_id };
    return finished(subscriptionOf(line, actor.tenantId, customerId, made, now), line, ends, now);
  });
}

function orderOf(work: Work, purchase: Purchase, group: readonly PricedLine[], row: SaleRow) {
  const { actor, now } = work;
  const id = newOrderId();
  const subscriptions = subscriptionsOf(work, purchase.customerId, id, group, row);
  const [first] = group as [PricedLine];
  const order: OrderRow = {
    partner_id: actor.tenantId,
    customer_id: purchase.customerId,
    id,
    created_at: now.toISOString(),
    cart_id: purchase.cartId,
    billing_cycle: first.term.billingCycle,
    currency: first.item.currency,
    status: 'completed',
    attestation_accepted: purchase.attestationAccepted,
    lines: group.map((line, index) => lineOf(line, subscriptions[index] as SubscriptionFacts)),
    version: 1,
  };
  return { order, subscriptions };
}

/** What a line may ask beside the term: another end of the first one, another length of the next. */
function finished(facts: SubscriptionFacts, line: PricedLine, ends: readonly Date[], now: Date): SubscriptionFacts {
  const { customTermEnd, renewsTo } = inputOf(line);
  const aligned = customTermEnd === null ? facts : allowed(alignTerm(facts, customTermEnd, ends, now));
  if (renewsTo === null || renewsTo === facts.termDuration) return aligned;
  const next = allowed(chooseTerm(line.item, renewsTo, null));
  return { ...aligned, nextTerm: { termDuration: renewsTo, billingCycle: next.billingCycle } };
}

/** An order line as it stays on record. */
export function lineOf(line: PricedLine, made: SubscriptionFacts): OrderLine {
  return {
    lineNumber: made.lineNumber,
    catalogueId:
      line.item.skuId === ''
        ? line.item.productId
        : `${line.item.productId}:${line.item.skuId}:${line.item.availabilityId}`,
    subscriptionId: made.id,
    parentSubscriptionId: made.parentId,
    friendlyName: made.friendlyName,
    quantity: made.quantity,
    termDuration: made.termDuration,
    billingCycle: made.billingCycle,
    partnerOnRecord: made.partnerOnRecord,
    additionalPartners: made.additionalPartners,
    promotionId: made.promotionId,
    listPrice: line.pricing.listPrice,
    ...(line.pricing.discountedPrice === undefined ? {} : { discountedPrice: line.pricing.discountedPrice }),
    extendedPrice: line.pricing.extendedPrice,
    ...(inputOf(line).provisioningContext === null ? {} : { provisioningContext: inputOf(line).provisioningContext }),
  };
}
