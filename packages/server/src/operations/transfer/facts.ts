import { currencyOf } from '@multipartner/domain/market/markets.ts';
import type { NamedPartner } from '@multipartner/domain/ordering/order.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import type { TransferCandidate } from '@multipartner/domain/transfer/eligibility.ts';
import { type TransferKind, transferKindsOf2023 } from '@multipartner/domain/transfer/kind.ts';
import type { TransferSource, TransferTarget } from '@multipartner/domain/transfer/party.ts';
import { factsOf, type SubscriptionRow } from '../../store/subscription.ts';
import type { DescribedItem } from '../../store/transfer.ts';
import {
  azureFactsOf,
  type CandidatesRow,
  type TransferPartiesRow,
  type TransferPartyRow,
} from '../../store/transfer-parties.ts';
import { namedPartner, saleOf } from '../order/sale.ts';

/** The kinds of transfer that there are in a realm (R189), with or without those of later (R190). */
export function enabledTransfers(newCommerce: boolean): readonly TransferKind[] {
  return newCommerce ? [...transferKindsOf2023, 'new_commerce'] : transferKindsOf2023;
}

export function sourceOf(row: TransferPartyRow): TransferSource {
  return {
    tenantId: row.tenant_id,
    kind: row.kind,
    cloud: row.cloud,
    programStatus: row.program_status,
    locationId: row.mpn_id,
    isReseller: row.kind === 'indirect_reseller' || row.also_reseller,
  };
}

/** The partner that takes over, on the footing that a sale of its own would have at `now`. */
export function targetOf(
  party: TransferPartyRow,
  row: TransferPartiesRow,
  customerId: string,
  now: Date,
): TransferTarget {
  const seller = {
    tenantId: party.tenant_id,
    kind: party.kind,
    cloud: party.cloud,
    programStatus: party.program_status,
    mpaAccepted: party.mpa_accepted,
  };
  const azure = row.target_azure.map(factsOf).map((facts) => ({ facts, status: statusAt(facts, now) }));
  const living = azure.filter(({ status }) => status === 'active' || status === 'suspended');
  return {
    sale: saleOf(row.sale, seller, party.country, customerId),
    azurePlans: living
      .filter(({ facts }) => facts.commerce === 'azure_plan')
      .map(({ facts, status }) => ({
        id: facts.id,
        partnerOnRecord: facts.partnerOnRecord,
        active: status === 'active',
      })),
    legacyAzure: living.some(({ facts }) => facts.commerce === 'legacy'),
  };
}

/** What the reseller that the target names turns out to be; null: it names none. */
export function namedOf(id: string | null, row: TransferPartiesRow): NamedPartner | null {
  return id === null ? null : namedPartner(id, row.sale.named);
}

/** Partners are billed in the currencies of their countries. */
export function sameCurrency(row: TransferPartiesRow): boolean {
  const { source, target } = row;
  return source !== null && target !== null && currencyOf(source.country) === currencyOf(target.country);
}

/** Older Azure is what the older commerce sells by usage. */
const isLegacyAzure = (row: SubscriptionRow) => row.commerce === 'legacy' && row.unit_price === null;

export function candidatesOf(row: CandidatesRow): TransferCandidate[] {
  return [
    ...row.subscriptions.map((one) => ({
      type: 'subscription' as const,
      facts: factsOf(one),
      legacyAzure: isLegacyAzure(one),
      transferId: row.taken[one.id] ?? null,
    })),
    ...row.azure.map((one) => ({
      type: 'azure_subscription' as const,
      facts: azureFactsOf(one),
      transferId: row.taken[one.id] ?? null,
    })),
  ];
}

/** What the items are called, as they are when they are chosen. */
export function describe(
  items: readonly { readonly id: string }[],
  candidates: readonly TransferCandidate[],
): Record<string, DescribedItem> {
  const described: Record<string, DescribedItem> = {};
  for (const { id } of items) {
    const candidate = candidates.find((one) => one.facts.id === id);
    if (candidate === undefined) continue;
    if (candidate.type === 'azure_subscription') {
      described[id] = { offerId: '', friendlyName: candidate.facts.friendlyName, billingCycle: 'monthly' };
      continue;
    }
    const { productId, skuId, availabilityId, friendlyName, billingCycle } = candidate.facts;
    const offerId = skuId === '' ? productId : `${productId}:${skuId}:${availabilityId}`;
    described[id] = { offerId, friendlyName, billingCycle };
  }
  return described;
}
