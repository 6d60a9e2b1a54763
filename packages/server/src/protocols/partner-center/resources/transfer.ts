import type { TransferItem } from '@multipartner/domain/transfer/facts.ts';
import type { TransferKind } from '@multipartner/domain/transfer/kind.ts';
import type { TransferStatus } from '@multipartner/domain/transfer/lifecycle.ts';
import type { Accepted } from '../../../operations/transfer/accept.ts';
import type { TransferView } from '../../../operations/transfer/view.ts';
import { errorBody } from '../house/errors.ts';
import { link } from '../house/link.ts';
import type { TransferEntity, TransferLineItem } from '../schemas/transfer.ts';
import { renderOrder } from './order.ts';

type Status = NonNullable<TransferEntity['status']>;

/** An offer is named by words of its own; what was asked for, by those of billing. */
const offered: Readonly<Record<TransferStatus, Status>> = {
  pending: 'Active',
  in_progress: 'InProgress',
  completed: 'Complete',
  completed_with_errors: 'PartiallyComplete',
  failed: 'Failed',
  cancelled: 'Canceled',
  declined: 'Reject',
  expired: 'Expired',
};

const requested: Readonly<Record<TransferStatus, Status>> = {
  ...offered,
  pending: 'Pending',
  completed: 'Completed',
  completed_with_errors: 'CompletedWithErrors',
  declined: 'Declined',
};

const types: Readonly<Record<TransferKind, NonNullable<TransferEntity['transferType']>>> = {
  direct_to_indirect: 'DirectToIndirect',
  azure_plan: 'AzurePlan',
  new_commerce: 'NewCommerce',
};

/** A transfer as the partner `callerId` reads it. */
export function renderTransfer(view: TransferView, callerId: string): TransferEntity {
  const { facts, status } = view;
  const names = facts.kind === 'direct_to_indirect' ? offered : requested;
  return {
    id: facts.id,
    status: names[status],
    transferType: types[facts.kind],
    createdTime: facts.createdAt.toISOString(),
    lastModifiedTime: view.modifiedAt.toISOString(),
    ...(view.expiresAt === null ? {} : { expirationTime: view.expiresAt.toISOString() }),
    ...(facts.settledAt === null ? {} : { completedTime: facts.settledAt.toISOString() }),
    customerTenantId: facts.customerId,
    partnertenantid: callerId,
    sourcePartnerName: view.sourceName,
    sourcePartnerTenantId: facts.sourceId,
    targetPartnerName: view.targetName,
    targetPartnerTenantId: facts.targetId,
    ...(view.modifiedBy === null ? {} : { lastModifiedUser: view.modifiedBy }),
    ...(facts.partnerOnRecord === null ? {} : { partnerIdOnRecord: facts.partnerOnRecord }),
    lineItems: groupsOf(view).map(({ base, place, addOns }) => renderGroup(view, base, place, addOns)),
    links: { self: link(`/customers/${facts.customerId}/transfers/${facts.id}`) },
    attributes: { objectType: 'TransferEntity' },
  };
}

/** Bases with their add-ons; a base's place is its id on the wire. */
function groupsOf({ facts }: TransferView) {
  return facts.items
    .filter((item) => item.addOnOf === null)
    .map((base, place) => ({ base, place, addOns: facts.items.filter((item) => item.addOnOf === base.id) }));
}

function renderGroup(
  view: TransferView,
  base: TransferItem,
  place: number,
  addOns: readonly TransferItem[],
): TransferLineItem {
  return {
    ...renderLine(view, base, place, place),
    addonItems: addOns.map((item, index) => renderLine(view, item, index, place)),
  };
}

function renderLine(view: TransferView, item: TransferItem, id: number, group: number) {
  const { facts, described } = view;
  const what = described[item.id];
  const ended = facts.settledAt !== null;
  return {
    id,
    subscriptionId: item.id,
    ...(what === undefined || what.offerId === '' ? {} : { offerId: what.offerId }),
    ...(item.orderId === null ? {} : { orderId: item.orderId }),
    ...(what === undefined
      ? {}
      : {
          billingCycle: what.billingCycle as NonNullable<TransferLineItem['billingCycle']>,
          friendlyName: what.friendlyName,
        }),
    quantity: item.quantity,
    ...(item.partnerOnRecord === null ? {} : { partnerIdOnRecord: item.partnerOnRecord }),
    ...(ended
      ? { transferGroupId: String(group), status: item.failure === null ? ('Complete' as const) : ('Failed' as const) }
      : {}),
    ...(item.failure === null ? {} : { transferError: errorBody(item.failure).body.description }),
  };
}

/** What an acceptance did: the orders it made, and what stayed where it was, with the documented number. */
export function renderSubmitResult({ transfer, orders, country }: Accepted) {
  const stayed = groupsOf(transfer).filter(({ base }) => base.failure !== null);
  return {
    orders: orders.map((order) => renderOrder({ order, country })),
    ...(stayed.length === 0
      ? {}
      : {
          transferErrors: stayed.map(({ base, place, addOns }) => ({
            transferGroupId: String(place),
            lineItems: [
              {
                ...renderGroup(transfer, base, place, addOns),
                entitlementId: base.id,
                sourceSubscriptionId: base.id,
              },
            ],
            code: 900103,
            description: base.failure === null ? '' : errorBody(base.failure).body.description,
            attributes: { objectType: 'TransferError' },
          })),
        }),
    attributes: { objectType: 'TransferSubmitResult' },
  };
}
