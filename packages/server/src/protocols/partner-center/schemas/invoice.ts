import { Type } from 'typebox';
import { Attributes, Collection, Links, links } from './common.ts';
import { guid, instant, list, money, oneOf, text, texts, whole } from './property.ts';

const providers = [
  'none',
  'office',
  'azure',
  'azure_data_market',
  'one_time',
  'external',
  'marketplace',
  'all',
] as const;
const kinds = ['none', 'usage_line_items', 'billing_line_items'] as const;

const provider = () => oneOf([...providers], 'What is billed');
const kindOfLine = () => oneOf([...kinds], 'Charges, or use');

export const Invoice = Type.Object({
  id: Type.String({ description: 'Number of the invoice' }),
  invoiceDate: instant('When it was issued'),
  billingPeriodStartDate: instant('First instant of the month'),
  billingPeriodEndDate: instant('Last second of the month'),
  totalCharges: money('Sum of the charges'),
  paidAmount: money('What was paid'),
  currencyCode: text('ISO 4217 code'),
  currencySymbol: text('Symbol of the currency'),
  pdfDownloadLink: text('Path of the statement'),
  taxReceipts: list(
    Type.Object({ id: text('Number of the receipt'), taxReceiptPdfDownloadLink: text('Path of the receipt') }),
    'Receipts of taxes',
  ),
  invoiceDetails: list(
    Type.Object({
      invoiceLineItemType: kindOfLine(),
      billingProvider: provider(),
      links,
      attributes: Attributes,
    }),
    'Where the lines are',
  ),
  documentType: oneOf(['none', 'invoice', 'void_note', 'adjustment_note'], 'Kind of document'),
  invoiceType: text('Recurring for older commerce, OneTime for newer'),
  links,
  attributes: Attributes,
});
export const Invoices = Collection(Invoice);

const sums = {
  balanceAmount: money('What is owed'),
  currencyCode: text('ISO 4217 code'),
  currencySymbol: text('Symbol of the currency'),
  accountingDate: instant('As of when'),
  firstInvoiceCreationDate: instant('When the first invoice was issued'),
  lastPaymentDate: instant('When something was paid last; the year 1: never'),
  lastPaymentAmount: money('What was paid last'),
  latestInvoiceDate: instant('When the latest invoice was issued'),
};

export const InvoiceSummary = Type.Object({
  ...sums,
  details: list(
    Type.Object({
      invoiceType: text('Recurring for older commerce, OneTime for newer'),
      summary: Type.Object({ ...sums, attributes: Attributes }),
    }),
    'The same by kind of invoice',
  ),
  links,
  attributes: Attributes,
});
export const InvoiceSummaries = Collection(InvoiceSummary);

/** A charge. Older and newer commerce have members of their own. */
export const InvoiceLineItem = Type.Object({
  partnerId: guid('Partner that is billed'),
  customerId: guid('Customer that it is for'),
  customerName: text('Name of the customer'),
  customerDomainName: text('Domain of the customer'),
  customerCountry: text('Country of the customer'),
  domainName: text('Domain of the customer, in older commerce'),
  invoiceNumber: text('Invoice; empty while there is none'),
  mpnId: Type.Optional(Type.Union([Type.String(), Type.Integer()], { description: 'Programme id of the partner' })),
  resellerMpnId: Type.Optional(
    Type.Union([Type.String(), Type.Integer()], { description: 'Programme id of the reseller of record; 0: none' }),
  ),
  tier2MpnId: whole('Programme id of the reseller of record, in older commerce; 0: none'),
  orderId: text('Order'),
  orderDate: instant('When it was ordered'),
  productId: text('Product'),
  skuId: text('SKU'),
  availabilityId: text('Availability'),
  productName: text('Name of the product'),
  skuName: text('Name of the SKU'),
  productQualifiers: texts('What the product is besides'),
  syndicationPartnerSubscriptionNumber: text('Subscription, in older commerce'),
  offerId: text('Offer, in older commerce'),
  durableOfferId: text('Offer, in older commerce'),
  offerName: text('Name of the offer'),
  billingCycleType: text('How often is billed'),
  subscriptionName: text('Name that the partner gives the subscription'),
  subscriptionDescription: text('Name that the partner gives the subscription'),
  subscriptionId: text('Subscription'),
  subscriptionStartDate: instant('First day of the term'),
  subscriptionEndDate: instant('Last day of the term'),
  chargeStartDate: instant('First day that is billed'),
  chargeEndDate: instant('Last day that is billed'),
  chargeType: text('Why: new, renew, cycleCharge, addQuantity, removeQuantity, cancelImmediate'),
  unitPrice: money('Price of one for a billing cycle'),
  effectiveUnitPrice: money('Price of one for the time that is billed'),
  unitType: text('What is counted'),
  quantity: whole('How many; negative: given back'),
  amount: money('Charge without taxes, in older commerce'),
  totalOtherDiscount: money('Discounts'),
  subtotal: money('Charge without taxes'),
  tax: money('Taxes, in older commerce'),
  taxTotal: money('Taxes'),
  totalForCustomer: money('Charge with taxes'),
  currency: text('ISO 4217 code'),
  publisherName: text('Publisher'),
  publisherId: text('Publisher'),
  termAndBillingCycle: text('Term and billing cycle in words'),
  alternateId: text('Another id of the order'),
  referenceId: text('Subscription that the charge is of'),
  priceAdjustmentDescription: text('Adjustments of the price in words'),
  discountDetails: text('Discounts in words'),
  pricingCurrency: text('Currency of the price list'),
  pcToBCExchangeRate: money('Rate between the currencies of the price list and of the bill'),
  pcToBCExchangeRateDate: instant('Day of the rate'),
  billableQuantity: money('How many are billed'),
  meterDescription: text('What is measured'),
  billingFrequency: text('How often is billed'),
  reservationOrderId: text('Order of a reservation'),
  promotionId: text('Promotion that applies'),
  invoiceLineItemType: kindOfLine(),
  billingProvider: provider(),
  attributes: Attributes,
});

export const InvoiceLineItems = Type.Object({
  totalCount: Type.Integer({ description: 'How many there are on all pages together' }),
  items: Type.Array(InvoiceLineItem),
  links: Type.Optional(Links),
  continuationToken: text('Asks for the next page, in the header MS-ContinuationToken; absent on the last one'),
  attributes: Attributes,
});

export const EstimateLinks = Collection(
  Type.Object({
    type: text('Kind of lines'),
    title: text('Title'),
    description: text('Description'),
    period: oneOf(['Current', 'Previous'], 'Month'),
    link: Type.Optional(
      Type.Object({ uri: text('Path'), method: text('Method'), headers: Type.Array(Type.Unknown()) }),
    ),
    attributes: Type.Optional(Attributes),
  }),
);
