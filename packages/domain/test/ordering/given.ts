import { itemFor } from '../../src/catalogue/catalogue.ts';
import type { LineRequest } from '../../src/ordering/item.ts';
import type { NamedPartner, OrderFacts, OrderRequest, TenantHoldings } from '../../src/ordering/order.ts';
import type { SaleFacts } from '../../src/ordering/sale.ts';

export const items = {
  basic: 'CFQ7TTC0LH18:0001:CFQ7TTC0K971',
  trial: 'CFQ7TTC0LH18:0002:CFQ7TTC0ZSX9',
  officeE5: 'CFQ7TTC0LF8S:0002:CFQ7TTC0KSVV',
  phone: 'CFQ7TTC0LH0T:0001:CFQ7TTC0K4KQ',
  phoneBase: 'CFQ7TTC0LF8Q:0001',
  once: 'CFQ7TTC0L1MT:0001:CFQ7TTC0L1MA',
  azurePlan: 'DZH318Z0BPS6:0001:DZH318Z0BML6',
  reservation: 'DZH318Z0BQ36:004G:DZH318Z08C0S',
  perpetual: 'DG7GMGF0DWTL:0001:DG7GMGF0DSFM',
  mailboxes: '195416C1-3447-423A-B37B-EE59A99A19C4',
  archive: '2828BE95-46BA-4F91-B2FD-0BEF192ECF60',
  legacyAzure: 'MS-AZR-0145P',
} as const;

export const seller: SaleFacts['seller'] = {
  tenantId: 'alpha',
  kind: 'direct',
  cloud: 'public',
  programStatus: 'active',
  mpaAccepted: true,
};
export const provider: SaleFacts['seller'] = { ...seller, tenantId: 'dist', kind: 'indirect_provider' };
export const customer: NonNullable<SaleFacts['customer']> = {
  id: 'woodgrove',
  cloud: 'public',
  vetting: 'allowed',
  partner: null,
};

const nothing: TenantHoldings = { counts: {}, total: 0, azurePlanPartners: [], own: {} };
export const holding = (change: Partial<TenantHoldings>): TenantHoldings => ({ ...nothing, ...change });

export function facts(change: Partial<OrderFacts> = {}): OrderFacts {
  return {
    seller,
    customer,
    related: true,
    sameMarket: true,
    missingCompanyData: [],
    agreementId: 'agreement',
    holdings: nothing,
    named: [],
    segments: ['commercial'],
    promotions: { bought: {}, redeemed: {}, now: new Date('2026-03-01T00:00:00Z') },
    ...change,
  };
}

export function line(catalogueId: string, change: Partial<LineRequest> = {}, country = 'US'): LineRequest {
  return {
    lineNumber: 0,
    catalogueId,
    item: itemFor(catalogueId, country, 'public'),
    quantity: 1,
    termDuration: null,
    billingCycle: null,
    friendlyName: null,
    parentSubscriptionId: null,
    partnerOnRecord: null,
    additionalPartners: [],
    promotionId: null,
    ...change,
  };
}

export function order(lines: readonly LineRequest[], change: Partial<OrderRequest> = {}): OrderRequest {
  const numbered = lines.map((one, lineNumber) => ({ ...one, lineNumber }));
  return { billingCycle: null, currency: null, attestationAccepted: true, lines: numbered, ...change };
}

/** An active reseller with its partner agreement that works with the seller. */
export const reseller = (id: string, change: Partial<NamedPartner> = {}): NamedPartner => ({
  id,
  kind: 'reseller',
  programStatus: 'active',
  mpaAccepted: true,
  partnered: true,
  ...change,
});
