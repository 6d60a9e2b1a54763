import { Type } from 'typebox';
import { getOwnTransfer, listOwnTransfers } from '../../../operations/transfer/read.ts';
import type { TransferView } from '../../../operations/transfer/view.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';

const party = Type.Object({ partnerId: Type.String(), name: Type.String() });
const nullableText = Type.Union([Type.String(), Type.Null()]);

const transfer = Type.Object({
  id: Type.String(),
  kind: Type.String({ description: 'direct_to_indirect, azure_plan or new_commerce' }),
  status: Type.String({
    description:
      'pending, in_progress, completed, completed_with_errors, failed, cancelled (by who made it), declined or expired',
  }),
  source: party,
  target: party,
  createdDateTime: Type.String(),
  expirationDateTime: nullableText,
  completedDateTime: nullableText,
  items: Type.Array(
    Type.Object({
      id: Type.String({ description: 'A subscription, or an Azure subscription under a plan' }),
      friendlyName: Type.String(),
      quantity: Type.Integer(),
      movedTo: Type.Union([Type.String(), Type.Null()], {
        description: 'Its id at the partner that took over; null: it has not moved',
      }),
    }),
  ),
});

const render = (view: TransferView) => ({
  id: view.facts.id,
  kind: view.facts.kind,
  status: view.status,
  source: { partnerId: view.facts.sourceId, name: view.sourceName },
  target: { partnerId: view.facts.targetId, name: view.targetName },
  createdDateTime: view.facts.createdAt.toISOString(),
  expirationDateTime: view.expiresAt?.toISOString() ?? null,
  completedDateTime: view.facts.settledAt?.toISOString() ?? null,
  items: view.facts.items.map((item) => ({
    id: item.id,
    friendlyName: view.described[item.id]?.friendlyName ?? '',
    quantity: item.quantity,
    movedTo: item.movedTo,
  })),
});

/** What partners give to each other in the own tenant: the customer sees it, and has nothing to decide about it (R186). */
export const transferRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'GET',
    path: '/multipartner/v1/transfers',
    summary: 'Every transfer of billing between partners of the own tenant, newest first',
    credentials: 'either',
    answer: Type.Object({ items: Type.Array(transfer) }),
    handle: async ({ context }) => ({ items: (await listOwnTransfers(context, {})).map(render) }),
  }),
  ownRoute({
    method: 'GET',
    path: '/multipartner/v1/transfers/{transferId}',
    summary: 'One of them',
    credentials: 'either',
    answer: transfer,
    handle: async ({ context, params }) => render(await getOwnTransfer(context, params)),
  }),
];
