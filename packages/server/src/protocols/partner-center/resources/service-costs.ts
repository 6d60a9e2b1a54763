import { currencySymbols } from '@multipartner/domain/catalogue/price.ts';
import type { ServiceCosts } from '../../../operations/billing/service-costs.ts';
import { link } from '../house/link.ts';
import { renderLine, typeOf } from './invoice.ts';
import { catalogueIdOf } from './subscription.ts';

/** Where the costs of the latest month are. */
export const serviceCostsPath = (customerId: string) => `/customers/${customerId}/servicecosts/mostrecent`;

export function renderServiceCosts({ customerId, invoices }: ServiceCosts) {
  const [first] = invoices as [ServiceCosts['invoices'][number]];
  const attributes = { objectType: 'ServiceCostsSummary' };
  const sums = (some: ServiceCosts['invoices']) => {
    const total = Math.round(some.reduce((sum, one) => sum + one.total, 0) * 100) / 100;
    return {
      billingStartDate: first.from.toISOString(),
      billingEndDate: new Date(first.to.getTime() - 1000).toISOString(),
      pretaxTotal: total,
      tax: 0,
      afterTaxTotal: total,
      currencyCode: first.currency,
      currencySymbol: currencySymbols[first.currency] ?? first.currency,
      customerId,
    };
  };
  return {
    ...sums(invoices),
    details: invoices.map((one) => ({
      invoiceType: typeOf[one.kind],
      summary: { ...sums([one]), links: {}, attributes },
    })),
    links: {
      serviceCostLineItems: link(`${serviceCostsPath(customerId)}/lineitems`),
      self: link(serviceCostsPath(customerId)),
    },
    attributes,
  };
}

export function renderServiceCostLines({ invoices }: ServiceCosts) {
  return invoices.flatMap((invoice) =>
    invoice.lines.map((line) => {
      const { row } = line.subscription;
      const whole = renderLine(line, { partnerId: row.partner_id, partnerName: '', mpnId: '0' }, invoice.id);
      return {
        startDate: whole.chargeStartDate,
        endDate: whole.chargeEndDate,
        subscriptionFriendlyName: row.friendly_name,
        subscriptionId: row.id,
        orderId: row.order_id,
        offerId: catalogueIdOf({ productId: row.product_id, skuId: row.sku_id, availabilityId: row.availability_id }),
        offerName: row.offer_name,
        resellerMPNId: row.partner_on_record ?? '-1',
        chargeType: line.charge.type,
        quantity: line.charge.quantity,
        unitPrice: line.charge.unitPrice,
        pretaxTotal: line.charge.amount,
        tax: 0,
        afterTaxTotal: line.charge.amount,
        currencyCode: row.currency,
        currencySymbol: currencySymbols[row.currency] ?? row.currency,
        customerId: row.customer_id,
        customerName: line.subscription.customer.name,
        invoiceNumber: invoice.id,
        invoiceType: typeOf[invoice.kind],
        productId: row.product_id,
        skuId: row.sku_id,
        availabilityId: row.availability_id,
        productName: whole.productName ?? row.offer_name,
        skuName: whole.skuName ?? row.offer_name,
        publisherName: whole.publisherName ?? '',
        publisherId: '',
        termAndBillingCycle: whole.termAndBillingCycle ?? '',
        discountDetails: '',
        attributes: { objectType: 'ServiceCostLineItem' },
      };
    }),
  );
}
