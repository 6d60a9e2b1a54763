import { itemFor, licenceOf, segmentsOf } from '@multipartner/domain/catalogue/catalogue.ts';
import { missingCompanyData } from '@multipartner/domain/market/company.ts';
import { sameMarket } from '@multipartner/domain/market/markets.ts';
import {
  decideOrder,
  type OrderFacts,
  type OrderRequest,
  type PricedLine,
  subscriptionOf,
} from '@multipartner/domain/ordering/order.ts';
import { isRefusal } from '@multipartner/domain/refusal.ts';
import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import type { Transaction } from '../store/database.ts';
import { insertOrders, type OrderRow } from '../store/order.ts';
import { insertRows, type WorldRows } from '../store/world/rows.ts';
import type { CompleteCompany } from './company.ts';
import { demoSales } from './demo.ts';
import { fixedId } from './ids.ts';
import { tenantOf } from './relation-rows.ts';
import type { Rows } from './tenant-rows.ts';

type DemoSale = (typeof demoSales)[number];
const day = 86_400_000;

/** Sells what the demo world says was sold, as the domain decides an order at that time. */
export async function sellDemo(tx: Transaction, rows: Rows, now: Date): Promise<void> {
  const sold = demoSales.map((sale) => sell(rows, sale, new Date(now.getTime() - sale.daysAgo * day)));
  await insertOrders(
    tx,
    sold.map((one) => one.order),
    sold.map((one) => one.subscription),
  );
  await insertRows(
    tx,
    'licence_assignment',
    demoSales.flatMap((sale, index) => assignments(rows, sale, (sold[index] as Sold).subscription)),
  );
}

interface Sold {
  readonly order: OrderRow;
  readonly subscription: SubscriptionFacts;
}

/** The licences that went to the customer's first people on the day of the sale. */
function assignments(rows: Rows, sale: DemoSale, subscription: SubscriptionFacts): WorldRows['licence_assignment'][] {
  const licence = licenceOf(subscription.productId, subscription.skuId);
  const people = rows.tenant_user.filter((one) => one.tenant_id === subscription.customerId).slice(0, sale.assigned);
  if (licence === undefined || people.length < sale.assigned || sale.assigned > subscription.quantity) {
    throw new Error(`The demo world cannot assign ${sale.assigned} licences at ${sale.customer}.`);
  }
  return people.map((person) => ({
    tenant_id: person.tenant_id,
    user_id: person.id,
    sku_id: licence.skuId,
    assigned_at: subscription.createdAt.toISOString(),
  }));
}

function sell(rows: Rows, sale: DemoSale, at: Date): Sold {
  const facts = saleFacts(rows, sale, at);
  const customer = tenantOf(rows, sale.customer);
  const request: OrderRequest = {
    billingCycle: sale.billingCycle,
    currency: null,
    attestationAccepted: false,
    lines: [
      {
        lineNumber: 0,
        catalogueId: sale.catalogueId,
        item: itemFor(sale.catalogueId, customer.country, customer.cloud),
        quantity: sale.quantity,
        termDuration: sale.term,
        billingCycle: sale.billingCycle,
        friendlyName: null,
        parentSubscriptionId: null,
        partnerOnRecord: null,
        additionalPartners: [],
        promotionId: null,
      },
    ],
  };
  const lines = decideOrder(facts, request);
  if (isRefusal(lines))
    throw new Error(`The demo world cannot sell ${sale.catalogueId} to ${sale.customer}: ${lines.code}.`);
  const [line] = lines as [PricedLine];
  const name = `${sale.partner}/${sale.customer}/${sale.catalogueId}`;
  const made = {
    id: fixedId(`subscription/${name}`),
    orderId: fixedId(`order/${name}`).slice(-12),
    agreementId: facts.agreementId,
  };
  const subscription = subscriptionOf(line, facts.seller.tenantId, customer.id, made, at);
  return { subscription, order: orderOf(subscription, line, at) };
}

/** The footing of a sale of the demo world, read off its own rows. */
function saleFacts(rows: Rows, sale: DemoSale, at: Date): OrderFacts {
  const seller = tenantOf(rows, sale.partner);
  const customer = tenantOf(rows, sale.customer);
  const standing = rows.partner.find((one) => one.tenant_id === seller.id);
  if (standing === undefined) throw new Error(`"${sale.partner}" is no partner.`);
  const mine = (one: { partner_id: string; customer_id: string }) =>
    one.partner_id === seller.id && one.customer_id === customer.id;
  return {
    seller: {
      tenantId: seller.id,
      kind: standing.kind,
      cloud: seller.cloud,
      programStatus: standing.program_status,
      mpaAccepted: standing.mpa_accepted_at !== null,
    },
    customer: { id: customer.id, cloud: customer.cloud, vetting: 'allowed', partner: null },
    related: rows.reseller_relationship.some(mine),
    sameMarket: sameMarket(seller.country, customer.country),
    missingCompanyData: missingCompanyData(customer.company as CompleteCompany),
    agreementId: rows.agreement_attestation.find(mine)?.id ?? null,
    holdings: { counts: {}, total: 0, azurePlanPartners: [], own: {} },
    named: [],
    segments: segmentsOf(customer.qualifications),
    promotions: { bought: {}, redeemed: {}, now: at },
  };
}

function orderOf(subscription: SubscriptionFacts, line: PricedLine, at: Date): OrderRow {
  return {
    partner_id: subscription.partnerId,
    customer_id: subscription.customerId,
    id: subscription.orderId,
    created_at: at.toISOString(),
    cart_id: null,
    billing_cycle: subscription.billingCycle,
    currency: subscription.currency,
    status: 'completed',
    attestation_accepted: false,
    lines: [
      {
        lineNumber: subscription.lineNumber,
        catalogueId: `${subscription.productId}:${subscription.skuId}:${subscription.availabilityId}`,
        subscriptionId: subscription.id,
        parentSubscriptionId: null,
        friendlyName: subscription.friendlyName,
        quantity: subscription.quantity,
        termDuration: subscription.termDuration,
        billingCycle: subscription.billingCycle,
        partnerOnRecord: null,
        additionalPartners: [],
        promotionId: null,
        listPrice: line.pricing.listPrice,
        extendedPrice: line.pricing.extendedPrice,
      },
    ],
    version: 1,
  };
}
