import { itemFor } from '@multipartner/domain/catalogue/catalogue.ts';
import type { LineRequest } from '@multipartner/domain/ordering/item.ts';
import { decideOrder, orderGroupOf, type PricedLine, subscriptionOf, subscriptionsPerTenant } from '@multipartner/domain/ordering/order.ts';
import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import { holdCustomerSales, insertOrders, loadSale, type OrderLine, type OrderRow, type SaleQuestion, type SaleRow } from '../../store/order.ts';
import { allowed, type Work } from '../operation.ts';
import { orderFacts } from './sale.ts';

/** A line as a cart or an order asks for it; the catalogue is looked up when it is decided. */
export type LineInput = Omit<LineRequest, 'item'>;

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
 * `decideOrder`.
 */
export async function buy(work: Work, purchase: Purchase): Promise<OrderRow[]> {
  const row = await loadFacts(work, purchase);
  const named = namedIn(purchase);
  const { country } = row.customer ?? work.actor;
  const lines = purchase.lines.map((line) => ({ ...line, item: itemFor(line.catalogueId, country, work.actor.cloud) }));
  const facts = orderFacts(row, work.actor, purchase.customerId, named, work.now);
  const priced = allowed(decideOrder(facts, { ...purchase, lines }));
  const groups = purchase.cartId === null ? [priced] : [...Map.groupBy(priced, orderGroupOf).values()];
  const made = groups.map((group) => orderOf(work, purchase, group, row.agreement_id));
  const orders = made.map((one) => one.order);
  await insertOrders(work.tx, orders, made.flatMap((one) => one.subscriptions));
  for (const order of orders) work.audit({ resourceType: 'order', operationType: 'create_order', newValue: order });
  return orders;
}

function namedIn(purchase: Purchase): string[] {
  return [...new Set(purchase.lines.flatMap((line) => (line.partnerOnRecord === null ? [] : [line.partnerOnRecord, ...line.additionalPartners])))];
}

/** Loads what the purchase is decided from; behind the customer's other sales where something is limited. */
async function loadFacts(work: Work, purchase: Purchase): Promise<SaleRow> {
  const { tx, actor } = work;
  const owner = { partnerId: actor.tenantId };
  const question = questionOf(work, purchase);
  let held = question.limited || purchase.lines.length > unheldLines;
  if (held) await holdCustomerSales(tx, purchase.customerId);
  const row = await loadSale(tx, owner, question);
  // Near the tenant's maximum only an exact count will do: all that is held, with no other sale passing meanwhile.
  if (row.held + purchase.lines.length <= subscriptionsPerTenant / 2) return row;
  if (!held) await holdCustomerSales(tx, purchase.customerId);
  held = true;
  return loadSale(tx, owner, { ...question, keys: null });
}

function questionOf(work: Work, purchase: Purchase): SaleQuestion & { readonly limited: boolean } {
  const { country, cloud } = work.actor;
  const keys = new Set<string>();
  let limited = false;
  let own = false;
  for (const line of purchase.lines) {
    const item = itemFor(line.catalogueId, country, cloud);
    if (item === null) continue;
    if (item.limitPerCustomer !== null) keys.add(`${item.productId}:${item.skuId}`);
    for (const base of item.prerequisites) keys.add(base);
    const azure = item.commerce === 'azure_plan' || item.commerce === 'reservation' || item.legacyAzure;
    limited ||= item.limitPerCustomer !== null || item.commerce === 'azure_plan';
    own ||= azure || line.parentSubscriptionId !== null;
  }
  return { customerId: purchase.customerId, named: namedIn(purchase), keys: [...keys], own, limited };
}

function orderOf(work: Work, purchase: Purchase, group: readonly PricedLine[], agreementId: string | null) {
  const { actor, now } = work;
  const id = crypto.randomUUID().replaceAll('-', '').slice(0, 12);
  const subscriptions = group.map((line) => subscriptionOf(line, actor.tenantId, purchase.customerId, { id: crypto.randomUUID(), orderId: id, agreementId }, now));
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

/** An order line as it stays on record. */
export function lineOf(line: PricedLine, made: SubscriptionFacts): OrderLine {
  return {
    lineNumber: made.lineNumber,
    catalogueId: line.item.skuId === '' ? line.item.productId : `${line.item.productId}:${line.item.skuId}:${line.item.availabilityId}`,
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
    extendedPrice: line.pricing.extendedPrice,
  };
}
