import type { NamedPartner } from '../../src/ordering/order.ts';
import type { Refusal } from '../../src/refusal.ts';
import type { SubscriptionFacts } from '../../src/subscription/facts.ts';
import { type AcceptanceFacts, acceptTransfer } from '../../src/transfer/answer.ts';
import { type OfferFacts, offerTransfer, type RequestFacts, requestTransfer } from '../../src/transfer/create.ts';
import type { TransferCandidate, TransferChoice } from '../../src/transfer/eligibility.ts';
import type { AzureSubscriptionFacts, TransferFacts } from '../../src/transfer/facts.ts';
import type { TransferKind } from '../../src/transfer/kind.ts';
import type { MoveFacts } from '../../src/transfer/move.ts';
import type { TransferSource, TransferTarget } from '../../src/transfer/party.ts';
import { customer, provider as providerSeller, reseller, seller } from '../ordering/given.ts';
import { at, done, subscription } from '../subscription/given.ts';

export { at, done, reseller };

/** After the purchase of what `subscription()` makes, within its first term. */
export const made = at('2026-02-01T08:00:00Z');
export const minuteLater = at('2026-02-01T08:01:00Z');
export const kinds: readonly TransferKind[] = ['direct_to_indirect', 'azure_plan', 'new_commerce'];

/** Alpha, a direct partner that is enrolled as a reseller, too. */
export const alpha: TransferSource = {
  tenantId: 'alpha',
  kind: 'direct',
  cloud: 'public',
  programStatus: 'active',
  locationId: '5000001',
  isReseller: true,
};

export const betaSeller = { ...seller, tenantId: 'beta' };

/** A partner that is ready to take over: Beta, direct, with an Azure plan. */
export function beta(change: Partial<TransferTarget['sale']> = {}, rest: Partial<TransferTarget> = {}): TransferTarget {
  return {
    sale: {
      seller: betaSeller,
      customer,
      related: true,
      sameMarket: true,
      missingCompanyData: [],
      agreementId: 'agreement of beta',
      ...change,
    },
    azurePlans: [{ id: 'plan of beta', partnerOnRecord: null, active: true }],
    legacyAzure: false,
    ...rest,
  };
}

/** Dist, a provider. */
export const dist = (change: Partial<TransferTarget['sale']> = {}, rest: Partial<TransferTarget> = {}) =>
  beta({ seller: providerSeller, ...change }, { azurePlans: [], ...rest });

export function held(
  id: string,
  change: Partial<SubscriptionFacts> = {},
  rest: { legacyAzure?: boolean; transferId?: string | null } = {},
): Extract<TransferCandidate, { type: 'subscription' }> {
  return {
    type: 'subscription',
    facts: subscription({ id, partnerOnRecord: null, ...change }),
    legacyAzure: false,
    transferId: null,
    ...rest,
  };
}

export const licence = (id: string, change: Partial<SubscriptionFacts> = {}) =>
  held(id, { commerce: 'legacy', termDuration: 'P1Y', ...change });

export const reservation = (id: string, change: Partial<SubscriptionFacts> = {}) =>
  held(id, { commerce: 'reservation', termDuration: 'P1Y', autoRenew: false, ...change });

export function azure(id: string, change: Partial<AzureSubscriptionFacts> = {}): TransferCandidate {
  const facts: AzureSubscriptionFacts = {
    partnerId: 'alpha',
    customerId: 'woodgrove',
    id,
    planId: 'plan of alpha',
    friendlyName: 'Production',
    cancelledAt: null,
    version: 4,
    ...change,
  };
  return { type: 'azure_subscription', facts, transferId: null };
}

const identity = { id: 'transfer', customerId: 'woodgrove' };
export const choose = (...ids: string[]): TransferChoice[] =>
  ids.map((id) => ({ id, partnerOnRecord: alpha.locationId }));

export function offer(
  change: Partial<OfferFacts> = {},
  chosen: readonly TransferChoice[] = choose('a'),
): TransferFacts | Refusal {
  const facts: OfferFacts = {
    source: alpha,
    related: true,
    target: dist(),
    partnered: true,
    candidates: [licence('a'), licence('b')],
    enabled: kinds,
    ...change,
  };
  return offerTransfer(facts, chosen, identity, made);
}

export function request(
  change: Partial<RequestFacts> = {},
  asked: Partial<Parameters<typeof requestTransfer>[1]> = {},
  now = made,
): TransferFacts | Refusal {
  const facts: RequestFacts = { target: beta(), source: alpha, named: null, transfers: [], enabled: kinds, ...change };
  return requestTransfer(
    facts,
    { kind: 'azure_plan', sourceNamed: true, partnerOnRecord: null, ...asked },
    identity,
    now,
  );
}

export function acceptance(change: Partial<AcceptanceFacts> = {}): AcceptanceFacts {
  return {
    source: alpha,
    target: beta(),
    partnered: true,
    named: null as NamedPartner | null,
    candidates: [azure('a'), azure('b')],
    ...change,
  };
}

/** An accepted transfer of these things under an Azure plan, or of licences of new commerce. */
export function accepted(
  candidates: readonly TransferCandidate[],
  kind: 'azure_plan' | 'new_commerce' = 'azure_plan',
): TransferFacts {
  const ids = candidates.map(({ facts }) => facts.id);
  return done(acceptTransfer(done(request({}, { kind })), 'alpha', acceptance({ candidates }), ids, minuteLater, made));
}

/** The footing on which the target takes over; each subscription keeps its id, and has a new order. */
export function footing(candidates: readonly TransferCandidate[], change: Partial<MoveFacts> = {}): MoveFacts {
  const ids = candidates.map(({ facts }) => facts.id);
  return {
    unready: null,
    agreementId: 'agreement of beta',
    planId: 'plan of beta',
    sameCurrency: true,
    candidates,
    made: Object.fromEntries(ids.map((id, lineNumber) => [id, { id, orderId: 'order of beta', lineNumber }])),
    ...change,
  };
}
