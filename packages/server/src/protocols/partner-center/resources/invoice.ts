import { products } from '@multipartner/domain/catalogue/catalogue.ts';
import { currencySymbols } from '@multipartner/domain/catalogue/price.ts';
import { addDays, startOfDay } from '@multipartner/domain/time/duration.ts';
import type { Static } from 'typebox';
import type { Balance, BilledInvoice, BilledLine, Biller } from '../../../operations/billing/invoices.ts';
import { link } from '../house/link.ts';
import type { Invoice, InvoiceLineItem, InvoiceSummary } from '../schemas/invoice.ts';

/** How the vendor writes an instant that never was. */
const never = '0001-01-01T00:00:00';

/** Names of the kinds of invoice. */
export const typeOf = { recurring: 'Recurring', oneTime: 'OneTime' } as const;
const providerOf = { recurring: 'Office', oneTime: 'OneTime' } as const;
const symbolOf = (currency: string) => currencySymbols[currency] ?? currency;
/** The number of a receipt: the digits of its invoice. */
export const receiptId = (invoiceId: string): string => invoiceId.slice(1);

export function renderInvoice(invoice: BilledInvoice): Static<typeof Invoice> {
  const { id, kind } = invoice;
  const self = `/invoices/${typeOf[kind]}-${id}`;
  return {
    id,
    invoiceDate: invoice.issuedAt.toISOString(),
    billingPeriodStartDate: invoice.from.toISOString(),
    billingPeriodEndDate: new Date(invoice.to.getTime() - 1000).toISOString(),
    totalCharges: invoice.total,
    paidAmount: 0,
    currencyCode: invoice.currency,
    currencySymbol: symbolOf(invoice.currency),
    pdfDownloadLink: `/invoices/${id}/documents/statement`,
    taxReceipts: [
      {
        id: receiptId(id),
        taxReceiptPdfDownloadLink: `/invoices/${id}/receipts/${receiptId(id)}/documents/statement`,
      },
    ],
    invoiceDetails: [
      {
        invoiceLineItemType: 'billing_line_items',
        billingProvider: kind === 'recurring' ? 'office' : 'one_time',
        links: { self: link(`${self}/lineitems/${providerOf[kind]}/BillingLineItems`) },
        attributes: { objectType: 'InvoiceDetail' },
      },
    ],
    documentType: 'invoice',
    invoiceType: typeOf[kind],
    links: { self: link(self) },
    attributes: { objectType: 'Invoice' },
  };
}

/** Where the lines are that no invoice has yet: measured ones and others, of this month and of the last one. */
export function estimateLinks(currency: string) {
  const ways = [
    ['daily_rated_usage', 'Marketplace', 'UsageLineItems', 'Unbilled use, rated by day'],
    ['non_consumption', 'all', 'BillingLineItems', 'Unbilled charges'],
  ] as const;
  return ways.flatMap(([type, provider, kind, title]) =>
    (['Current', 'Previous'] as const).map((period) => ({
      type,
      title,
      description: `${title} of the ${period.toLowerCase()} month.`,
      period,
      link: link(
        `/invoices/unbilled/lineitems?provider=${provider}&invoicelineitemtype=${kind}&currencycode=${currency}&period=${period.toLowerCase()}&size=2000`,
      ),
    })),
  );
}

export function renderSummary(balance: Balance): Static<typeof InvoiceSummary> {
  const sums = (one: { amount: number; first: Date; latest: Date }) => ({
    balanceAmount: one.amount,
    currencyCode: balance.currency,
    currencySymbol: symbolOf(balance.currency),
    accountingDate: one.latest.toISOString(),
    firstInvoiceCreationDate: one.first.toISOString(),
    lastPaymentDate: never,
    lastPaymentAmount: 0,
    latestInvoiceDate: one.latest.toISOString(),
  });
  const attributes = { objectType: 'InvoiceSummary' };
  return {
    ...sums(balance),
    details: balance.kinds.map((one) => ({ invoiceType: typeOf[one.kind], summary: { ...sums(one), attributes } })),
    links: { self: link('/invoices/summary') },
    attributes,
  };
}

const lastDay = (over: Date) => startOfDay(addDays(over, -1)).toISOString();
const toCents = (amount: number) => Math.round(amount * 100) / 100;

/** A charge as the lines of newer commerce have it, or of older one. */
export function renderLine(line: BilledLine, biller: Biller, invoiceId: string): Static<typeof InvoiceLineItem> {
  return line.subscription.commerce === 'legacy' ? licenceLine(line, biller) : newerLine(line, biller, invoiceId);
}

function common({ subscription, charge }: BilledLine, biller: Biller) {
  const { row, customer } = subscription;
  return {
    partnerId: biller.partnerId,
    customerId: row.customer_id,
    customerName: customer.name,
    orderId: row.order_id,
    subscriptionId: row.id,
    subscriptionStartDate: startOfDay(new Date(row.term_started_at)).toISOString(),
    ...(row.term_ends_at === null ? {} : { subscriptionEndDate: lastDay(new Date(row.term_ends_at)) }),
    chargeStartDate: startOfDay(charge.from).toISOString(),
    chargeEndDate: charge.to > charge.from ? lastDay(charge.to) : startOfDay(charge.to).toISOString(),
    chargeType: charge.type,
    unitPrice: charge.unitPrice,
    quantity: charge.quantity,
    subtotal: charge.amount,
    totalForCustomer: charge.amount,
    currency: row.currency,
    invoiceLineItemType: 'billing_line_items' as const,
  };
}

function licenceLine(line: BilledLine, biller: Biller): Static<typeof InvoiceLineItem> {
  const { row, customer } = line.subscription;
  return {
    ...common(line, biller),
    mpnId: Number(biller.mpnId),
    tier2MpnId: Number(row.partner_on_record ?? 0),
    syndicationPartnerSubscriptionNumber: row.id,
    offerId: row.product_id,
    durableOfferId: row.product_id,
    offerName: row.offer_name,
    domainName: customer.domain,
    billingCycleType: row.billing_cycle.toUpperCase(),
    subscriptionName: row.friendly_name,
    subscriptionDescription: row.offer_name,
    amount: line.charge.amount,
    totalOtherDiscount: 0,
    tax: 0,
    billingProvider: 'office',
    attributes: { objectType: 'LicenseBasedLineItem' },
  };
}

const cycles: Readonly<Record<string, string>> = { monthly: 'Monthly', annual: 'Annual', triennial: 'Triennial' };

function newerLine(line: BilledLine, biller: Biller, invoiceId: string): Static<typeof InvoiceLineItem> {
  const { row, customer } = line.subscription;
  const { charge } = line;
  const product = products.find((one) => one.productId === row.product_id);
  const sku = product?.skus.find((one) => one.skuId === row.sku_id);
  const frequency = cycles[row.billing_cycle] ?? '';
  return {
    ...common(line, biller),
    customerDomainName: customer.domain,
    customerCountry: customer.country,
    invoiceNumber: invoiceId,
    mpnId: biller.mpnId,
    resellerMpnId: row.partner_on_record ?? 0,
    orderDate: new Date(row.created_at).toISOString(),
    productId: row.product_id,
    skuId: row.sku_id,
    availabilityId: row.availability_id,
    productName: product?.title ?? row.offer_name,
    skuName: sku?.title ?? row.offer_name,
    productQualifiers: [...(row.parent_id === null ? [] : ['AddOn']), ...(row.is_trial ? ['Trial'] : [])],
    effectiveUnitPrice: charge.quantity === 0 ? 0 : toCents(charge.amount / charge.quantity),
    unitType: '',
    taxTotal: 0,
    publisherName: product?.publisherName ?? '',
    publisherId: '',
    subscriptionDescription: row.friendly_name,
    termAndBillingCycle: [termInWords(row.term_duration), frequency === '' ? '' : `${frequency.toLowerCase()} billing`]
      .filter((part) => part !== '')
      .join(' with '),
    alternateId: row.order_id,
    referenceId: row.id,
    priceAdjustmentDescription: '',
    discountDetails: '',
    pricingCurrency: row.currency,
    pcToBCExchangeRate: 1,
    pcToBCExchangeRateDate: startOfDay(charge.at).toISOString(),
    billableQuantity: charge.quantity,
    meterDescription: '',
    billingFrequency: frequency,
    reservationOrderId: row.commerce === 'reservation' ? row.order_id : '',
    promotionId: row.promotion_id ?? '',
    billingProvider: 'one_time',
    attributes: { objectType: 'OneTimeInvoiceLineItem' },
  };
}

const terms: Readonly<Record<string, string>> = { P1M: 'One-Month', P1Y: 'One-Year', P3Y: 'Three-Year' };
const termInWords = (duration: string | null) => (duration === null ? '' : `${terms[duration] ?? duration} commitment`);
