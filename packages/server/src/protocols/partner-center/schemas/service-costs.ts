import { Type } from 'typebox';
import { Attributes, Collection, Link, links } from './common.ts';
import { guid, instant, list, money, text, whole } from './property.ts';

const sums = {
  billingStartDate: instant('First instant of the month'),
  billingEndDate: instant('Last second of the month'),
  pretaxTotal: money('Charges without taxes'),
  tax: money('Taxes'),
  afterTaxTotal: money('Charges with taxes'),
  currencyCode: text('ISO 4217 code'),
  currencySymbol: text('Symbol of the currency'),
  customerId: guid('Customer'),
};

/** What a customer cost in a month. */
export const ServiceCostsSummary = Type.Object({
  ...sums,
  details: list(
    Type.Object({
      invoiceType: text('Recurring for older commerce, OneTime for newer'),
      summary: Type.Object({ ...sums, links: Type.Object({}), attributes: Attributes }),
    }),
    'The same by kind of invoice',
  ),
  links: Type.Object({ serviceCostLineItems: Link, self: Link }),
  attributes: Attributes,
});

export const ServiceCostLineItems = Collection(
  Type.Object({
    startDate: instant('First day that is billed'),
    endDate: instant('Last day that is billed'),
    subscriptionFriendlyName: text('Name that the partner gives the subscription'),
    subscriptionId: text('Subscription'),
    orderId: text('Order'),
    offerId: text('What was bought'),
    offerName: text('Name of what was bought'),
    resellerMPNId: text('Programme id of the reseller of record; -1: none'),
    chargeType: text('Why'),
    quantity: whole('How many; negative: given back'),
    unitPrice: money('Price of one for a billing cycle'),
    pretaxTotal: money('Charge without taxes'),
    tax: money('Taxes'),
    afterTaxTotal: money('Charge with taxes'),
    currencyCode: text('ISO 4217 code'),
    currencySymbol: text('Symbol of the currency'),
    customerId: guid('Customer'),
    customerName: text('Name of the customer'),
    invoiceNumber: text('Invoice'),
    invoiceType: text('Recurring for older commerce, OneTime for newer'),
    productId: text('Product'),
    skuId: text('SKU'),
    availabilityId: text('Availability'),
    productName: text('Name of the product'),
    skuName: text('Name of the SKU'),
    publisherName: text('Publisher'),
    publisherId: text('Publisher'),
    termAndBillingCycle: text('Term and billing cycle in words'),
    discountDetails: text('Discounts in words'),
    links,
    attributes: Attributes,
  }),
);
