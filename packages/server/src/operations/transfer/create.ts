import { offerTransfer, requestTransfer, type TransferRequest } from '@multipartner/domain/transfer/create.ts';
import type { TransferChoice } from '@multipartner/domain/transfer/eligibility.ts';
import type { TransferFacts } from '@multipartner/domain/transfer/facts.ts';
import { permitsTransfer } from '@multipartner/domain/transfer/kind.ts';
import { isPartnerRelated } from '../../store/subscription-change.ts';
import {
  type DescribedItem,
  holdCustomerTransfers,
  insertTransferFrom,
  nameParties,
  ownTransfers,
  readNewCommerceTransfers,
  type TransferRow,
  transferRowOf,
} from '../../store/transfer.ts';
import {
  findPartnerTenant,
  holdTransferParties,
  lockTransferCandidates,
  type TransferPartyRow,
} from '../../store/transfer-parties.ts';
import { type ActDefinition, act, allowed, Refused, refused, type Work } from '../operation.ts';
import { candidatesOf, describe, enabledTransfers, namedOf, sourceOf, targetOf } from './facts.ts';
import { eventsOf, mailTransfer, recordTransfer } from './tell.ts';
import { type TransferView, transferViewOf } from './view.ts';

interface AtCustomer {
  readonly customerId: string;
}

export interface Offer extends AtCustomer {
  /** The partner that gives away: the caller. */
  readonly sourceId: string | null;
  readonly targetId: string | null;
  readonly chosen: readonly TransferChoice[];
}

export interface Request extends AtCustomer, Pick<TransferRequest, 'kind' | 'partnerOnRecord'> {
  /** The partner that takes over: the caller, when it says so. */
  readonly targetId: string | null;
  /** Nothing: the current partner chooses. */
  readonly chosen: readonly TransferChoice[];
  /** What tells who the current partner is; at least one. */
  readonly source: { readonly tenantId: string | null; readonly domain: string | null };
}

const common = {
  permission: 'transfer.create',
  kind: 'transfer.create',
  audited: { resourceType: 'transfer', operationType: 'create_transfer' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
} as const satisfies Omit<ActDefinition<AtCustomer, unknown>, 'body'>;

/**
 * A direct partner that became a reseller offers older subscriptions to its provider (R180, R181). Nothing of anybody
 * changes by it. Refusals: no-relationship, role-not-sufficient, value-missing, value-invalid, those of `offerTransfer`.
 */
export const offer = act<Offer, TransferView>({
  ...common,
  body: async (work, { customerId, sourceId, targetId, chosen }) => {
    const { tx, actor, now } = work;
    const side = { partnerId: actor.tenantId };
    await begin(work, customerId, 'direct_to_indirect');
    if (sourceId === null) throw refused('value-missing', { field: 'sourcePartnerTenantId' });
    if (sourceId !== actor.tenantId)
      throw refused('value-invalid', { field: 'sourcePartnerTenantId', reason: 'is not the partner that offers' });
    if (targetId === null) throw refused('value-missing', { field: 'targetPartnerTenantId' });
    const parties = await holdTransferParties(tx, {
      customerId,
      sourceId: actor.tenantId,
      targetId,
      partnerOnRecord: null,
    });
    const candidates = candidatesOf(await lockTransferCandidates(tx, side, customerId));
    const transfer = allowed(
      offerTransfer(
        {
          source: sourceOf(parties.source as TransferPartyRow),
          related: true,
          target: parties.target === null ? null : targetOf(parties.target, parties, customerId, now),
          partnered: parties.partnered,
          candidates,
          enabled: enabledTransfers(await readNewCommerceTransfers(tx)),
        },
        chosen,
        { id: crypto.randomUUID(), customerId },
        now,
      ),
    );
    return made(work, transfer, describe(transfer.items, candidates));
  },
});

/**
 * A partner asks the current one for what it has at a customer (R183, R184, R190). It learns nothing of that, and nothing
 * of anybody changes by it. Refusals: no-relationship, role-not-sufficient, those of `requestTransfer`.
 */
export const request = act<Request, TransferView>({
  ...common,
  body: async (work, { customerId, kind, partnerOnRecord, source, targetId, chosen }) => {
    const { tx, actor, now } = work;
    const side = { partnerId: actor.tenantId };
    await begin(work, customerId, kind);
    if (targetId !== null && targetId !== actor.tenantId)
      throw refused('value-invalid', { field: 'targetPartnerTenantId', reason: 'is not the partner that asks' });
    if (chosen.length > 0)
      throw refused('value-invalid', { field: 'lineItems', reason: 'is what the current partner chooses' });
    const sourceId = await findPartnerTenant(tx, side, source);
    const parties = await holdTransferParties(tx, {
      customerId,
      sourceId,
      targetId: actor.tenantId,
      partnerOnRecord,
    });
    const transfer = allowed(
      requestTransfer(
        {
          target: targetOf(parties.target as TransferPartyRow, parties, customerId, now),
          source: parties.source === null ? null : sourceOf(parties.source),
          named: namedOf(partnerOnRecord, parties),
          transfers: await ownTransfers(tx, side, customerId),
          enabled: enabledTransfers(await readNewCommerceTransfers(tx)),
        },
        { kind, sourceNamed: source.tenantId !== null || source.domain !== null, partnerOnRecord },
        { id: crypto.randomUUID(), customerId },
        now,
      ),
    );
    return made(work, transfer, {});
  },
});

/** What comes before anything of the other partner is looked at. */
async function begin(work: Work, customerId: string, kind: TransferFacts['kind']): Promise<void> {
  const roles = permitsTransfer(kind, work.actor);
  if (roles !== null) throw new Refused(roles);
  if (!(await isPartnerRelated(work.tx, { partnerId: work.actor.tenantId }, customerId)))
    throw refused('no-relationship', { customerId });
  await holdCustomerTransfers(work.tx, customerId);
}

/** Writes the transfer, tells the other side, and records it in the maker's log only (R99). */
async function made(
  work: Work,
  transfer: TransferFacts,
  described: Readonly<Record<string, DescribedItem>>,
): Promise<TransferView> {
  const { actor, now } = work;
  const row: TransferRow = transferRowOf(transfer, { makerId: actor.tenantId, described, by: actor.userId }, now);
  work.write(insertTransferFrom(work.tx, row));
  recordTransfer(work, 'create_transfer', row, null);
  for (const event of eventsOf(row, 'created', now)) work.event(event);
  await mailTransfer(work, row, 'created');
  return transferViewOf({ ...row, ...(await nameParties(work.tx, row)) }, now);
}
