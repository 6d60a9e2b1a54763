import type { NamedPartner } from '../ordering/order.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { programAllows } from '../tenant/program-status.ts';
import { chooseItems, type TransferCandidate, type TransferChoice } from './eligibility.ts';
import type { TransferFacts } from './facts.ts';
import { type TransferKind, transfersExist } from './kind.ts';
import { hidden, mayGive, mayTake, type TransferSource, type TransferTarget } from './party.ts';
import { isOpen } from './status.ts';

/** What an offer of a partner that gives away is decided from (R180). */
export interface OfferFacts {
  readonly source: TransferSource;
  /** Its relationship with the customer lives. */
  readonly related: boolean;
  /** Null: unknown in the source's cloud (R170). */
  readonly target: TransferTarget | null;
  /** Source and target work together as reseller and provider. */
  readonly partnered: boolean;
  /** Everything the source has at the customer. */
  readonly candidates: readonly TransferCandidate[];
  readonly enabled: readonly TransferKind[];
}

/**
 * A direct partner that became a reseller offers its older subscriptions to its provider, which alone accepts (R180,
 * R181). On record for them is nobody or the partner itself, which goes on as the reseller. Refusals:
 * transfer-not-in-cloud, transfer-not-enabled, program-status-not-active, no-relationship, tenant-not-found,
 * transfer-source-is-target, partnership-required, partner-on-record-not-reseller, those of chooseItems.
 */
export function offerTransfer(
  facts: OfferFacts,
  chosen: readonly TransferChoice[],
  made: Pick<TransferFacts, 'id' | 'customerId'>,
  now: Date,
): TransferFacts | Refusal {
  const kind = 'direct_to_indirect';
  const { source, target } = facts;
  const absent = transfersExist(kind, source, facts.enabled);
  if (absent !== null) return absent;
  if (!mayGive(kind, source)) return refuse('transfer-not-enabled', { partnerId: source.tenantId });
  const standing = programAllows(source.programStatus, 'manage');
  if (standing !== null) return standing;
  if (!facts.related) return refuse('no-relationship');
  if (target === null || target.sale.seller.cloud !== source.cloud) return refuse('tenant-not-found');
  const { tenantId: targetId } = target.sale.seller;
  if (targetId === source.tenantId) return refuse('transfer-source-is-target');
  const unready = hidden(mayTake(kind, target, null, null), targetId);
  if (unready !== null) return unready;
  if (!facts.partnered) return refuse('partnership-required', { id: source.locationId });
  const other = chosen.find(({ partnerOnRecord: id }) => id !== null && id !== source.locationId);
  if (other !== undefined) return refuse('partner-on-record-not-reseller', { id: other.partnerOnRecord as string });
  const items = chooseItems(kind, chosen, facts.candidates, now);
  if (isRefusal(items)) return items;
  return { ...opened(made, kind, source.tenantId, targetId, now), items };
}

/** What the request of a partner that is to take over is decided from (R183, R184). */
export interface RequestFacts {
  readonly target: TransferTarget;
  /** Null: the tenant, mail address or domain that was named is of no partner in this cloud. */
  readonly source: TransferSource | null;
  /** What the location id that is to be on record is; null: nothing. */
  readonly named: NamedPartner | null;
  /** The target's own transfers at this customer. */
  readonly transfers: readonly TransferFacts[];
  readonly enabled: readonly TransferKind[];
}

export interface TransferRequest {
  readonly kind: 'azure_plan' | 'new_commerce';
  /** Anything that tells who the current partner is was given. */
  readonly sourceNamed: boolean;
  readonly partnerOnRecord: string | null;
}

/**
 * A partner asks the current one for what it has at a customer; the current partner chooses what, if anything. What that
 * is, or whether there is any, the one that asks does not learn (R97). Refusals: transfer-not-in-cloud,
 * transfer-not-enabled, transfer-source-missing, transfer-source-unknown, transfer-source-is-target, transfer-exists,
 * those of mayTake.
 */
export function requestTransfer(
  facts: RequestFacts,
  request: TransferRequest,
  made: Pick<TransferFacts, 'id' | 'customerId'>,
  now: Date,
): TransferFacts | Refusal {
  const { kind, partnerOnRecord } = request;
  const { source, target } = facts;
  const { seller } = target.sale;
  const absent = transfersExist(kind, seller, facts.enabled);
  if (absent !== null) return absent;
  if (!request.sourceNamed) return refuse('transfer-source-missing');
  if (source?.tenantId === seller.tenantId) return refuse('transfer-source-is-target');
  const unready = mayTake(kind, target, partnerOnRecord, facts.named);
  if (unready !== null) return unready;
  if (source === null || source.cloud !== seller.cloud || !mayGive(kind, source))
    return refuse('transfer-source-unknown');
  const same = facts.transfers.find(
    (one) =>
      one.kind === kind &&
      one.sourceId === source.tenantId &&
      one.targetId === seller.tenantId &&
      one.partnerOnRecord === partnerOnRecord &&
      isOpen(one, now),
  );
  if (same !== undefined) return refuse('transfer-exists', { transferId: same.id });
  return { ...opened(made, kind, source.tenantId, seller.tenantId, now), partnerOnRecord };
}

function opened(
  made: Pick<TransferFacts, 'id' | 'customerId'>,
  kind: TransferKind,
  sourceId: string,
  targetId: string,
  now: Date,
): TransferFacts {
  return {
    id: made.id,
    kind,
    customerId: made.customerId,
    sourceId,
    targetId,
    items: [],
    partnerOnRecord: null,
    createdAt: now,
    cancelledAt: null,
    declinedAt: null,
    acceptedAt: null,
    moveAt: null,
    settledAt: null,
    version: 1,
  };
}
