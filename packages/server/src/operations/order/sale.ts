import type { Actor, ActorPartner } from '@multipartner/domain/access/actor.ts';
import { segmentsOf } from '@multipartner/domain/catalogue/catalogue.ts';
import { type Company, missingCompanyData } from '@multipartner/domain/market/company.ts';
import { sameMarket } from '@multipartner/domain/market/markets.ts';
import type { NamedPartner, OrderFacts, TenantHoldings } from '@multipartner/domain/ordering/order.ts';
import type { SaleFacts } from '@multipartner/domain/ordering/sale.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import {
  approvedQualifications,
  keptQualification,
  type Qualification,
  type QualificationName,
} from '@multipartner/domain/tenant/qualification.ts';
import type { HoldingRow, NamedRow, SaleRow } from '../../store/order.ts';

/** The facts an order is decided from (R103), of the instant `now`. The caller is a partner: its permission said so. */
export function orderFacts(
  row: SaleRow,
  actor: Actor,
  customerId: string,
  named: readonly string[],
  now: Date,
): OrderFacts {
  const partner = actor.partner as ActorPartner;
  const seller = {
    tenantId: actor.tenantId,
    kind: partner.kind,
    cloud: actor.cloud,
    programStatus: partner.programStatus,
    mpaAccepted: partner.mpaAccepted,
  };
  return {
    ...saleOf(row, seller, actor.country, customerId),
    holdings: holdingsAt(row, now),
    named: named.map((id) => namedPartner(id, row.named)),
    segments: opened(row.customer?.qualifications ?? []),
    promotions: { ...promotionHistory(row), now },
  };
}

/** Who sells to whom and on what footing, of a seller in this country. */
export function saleOf(row: SaleRow, seller: SaleFacts['seller'], country: string, customerId: string): SaleFacts {
  const { customer } = row;
  return {
    seller,
    customer:
      customer === null
        ? null
        : {
            id: customerId,
            cloud: customer.cloud,
            vetting: customer.vetting,
            partner:
              customer.partner === null
                ? null
                : { kind: customer.partner.kind, programStatus: customer.partner.program_status },
          },
    related: row.related,
    sameMarket: customer !== null && sameMarket(country, customer.country),
    missingCompanyData: customer === null ? [] : missingCompanyData(customer.company as unknown as Company),
    agreementId: row.agreement_id,
  };
}

/** The segments that a tenant's qualifications open, of those that are not (or no longer) examined (R205, R206). */
export function opened(qualifications: readonly (Qualification | QualificationName)[]): string[] {
  return segmentsOf(approvedQualifications(qualifications.map(keptQualification)));
}

/** What counts as held: whatever bills or can be reactivated. `total` is exact when all holdings were loaded. */
function holdingsAt(row: SaleRow, now: Date): TenantHoldings {
  const live = row.holdings.filter((holding) => isLive(holding, now));
  const counts: Record<string, number> = {};
  const own: Record<string, { productId: string; skuId: string }> = {};
  const azurePlanPartners: string[] = [];
  for (const holding of live) {
    const key = `${holding.product_id}:${holding.sku_id}`;
    counts[key] = (counts[key] ?? 0) + 1;
    if (holding.own_id === null) continue;
    own[holding.own_id] = { productId: holding.product_id, skuId: holding.sku_id };
    if (holding.commerce === 'azure_plan') azurePlanPartners.push(holding.own_partner_on_record ?? '');
  }
  return { counts, total: row.holdings.length === row.held ? live.length : row.held, azurePlanPartners, own };
}

/** What was bought and not cancelled, over or not, by product and by promotion; exact for the products that were asked for. */
function promotionHistory(row: SaleRow) {
  const bought: Record<string, number> = {};
  const redeemed: Record<string, number> = {};
  for (const { product_id: product, sku_id: sku, promotion_id: promotion } of row.holdings) {
    bought[`${product}:${sku}`] = (bought[`${product}:${sku}`] ?? 0) + 1;
    if (promotion !== null) redeemed[promotion] = (redeemed[promotion] ?? 0) + 1;
  }
  return { bought, redeemed };
}

function isLive(holding: HoldingRow, now: Date): boolean {
  const instant = (text: string | null) => (text === null ? null : new Date(text));
  const status = statusAt(
    {
      commerce: holding.commerce,
      termEndsAt: instant(holding.term_ends_at),
      autoRenew: holding.auto_renew,
      suspendedAt: instant(holding.suspended_at),
      cancelledAt: instant(holding.cancelled_at),
    },
    now,
  );
  return status === 'active' || status === 'suspended';
}

/** The instants at which the seller's own active licence subscriptions here are over: ends that a new term may share (R120). */
export function ownTermEnds(row: SaleRow, now: Date): Date[] {
  return row.holdings
    .filter(
      (one) =>
        one.own_id !== null &&
        one.commerce === 'new_commerce' &&
        !one.is_trial &&
        one.suspended_at === null &&
        isLive(one, now),
    )
    .flatMap((one) => (one.term_ends_at === null ? [] : [new Date(one.term_ends_at)]));
}

/** What an id that a line names turns out to be: only a location id names a reseller (R9). */
export function namedPartner(id: string, rows: readonly NamedRow[]): NamedPartner {
  const row = rows.find((one) => one.mpn_id === id);
  if (row === undefined) {
    const known = rows.some((one) => one.global_account_id === id);
    return { id, kind: known ? 'other' : 'unknown', programStatus: 'none', mpaAccepted: false, partnered: false };
  }
  const kinds = {
    indirect_reseller: 'reseller',
    indirect_provider: 'provider',
    direct: 'other',
    advisor: 'other',
  } as const;
  return {
    id,
    kind: kinds[row.kind],
    programStatus: row.program_status,
    mpaAccepted: row.mpa_accepted,
    partnered: row.partnered,
  };
}
