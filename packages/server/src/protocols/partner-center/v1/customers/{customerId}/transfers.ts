import type { Static } from 'typebox';
import { type Context, refused } from '../../../../../operations/operation.ts';
import { accept } from '../../../../../operations/transfer/accept.ts';
import { decline, withdraw } from '../../../../../operations/transfer/answer.ts';
import { offer, request } from '../../../../../operations/transfer/create.ts';
import { getTransfer, listTransfers } from '../../../../../operations/transfer/read.ts';
import { type Route, route } from '../../../house/route.ts';
import { readGuid } from '../../../reading/guid.ts';
import {
  readAnswer,
  readChoices,
  readPartnerOnRecord,
  readSource,
  readTarget,
  readTransferType,
} from '../../../reading/transfer.ts';
import { renderSubmitResult, renderTransfer } from '../../../resources/transfer.ts';
import {
  TransferAcceptance,
  TransferEntities,
  TransferEntity,
  TransferPatch,
  TransferRequest,
  TransferSubmitResult,
} from '../../../schemas/transfer.ts';

const base = '/v1/customers/{customerId}/transfers';
const one = `${base}/{transferId}` as const;

/** The ids of the path, of which the house has not read the last one. */
const named = (params: { customerId: string; transferId: string }) => ({
  ...params,
  transferId: readGuid('transferId', params.transferId),
});

/** Who names another partner as the one to take over, or the kind of an offer, offers; everybody else asks to take over. */
function create(context: Context, customerId: string, body: Static<typeof TransferRequest>) {
  const source = readSource(body);
  const targetId = readTarget(body.targetPartnerTenantId);
  const kind = body.transferType === undefined ? null : readTransferType(body.transferType);
  const chosen = readChoices(body.lineItems);
  const toAnother = targetId !== null && targetId !== context.caller.tenantId;
  if (kind === 'direct_to_indirect' || (kind === null && toAnother))
    return offer(context, { customerId, sourceId: source.tenantId, targetId, chosen });
  const partnerOnRecord = readPartnerOnRecord(body);
  return request(context, { customerId, kind: kind ?? 'azure_plan', partnerOnRecord, source, targetId, chosen });
}

export const transferRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: base,
    serves: ['create-a-transfer'],
    credentials: 'either',
    body: TransferRequest,
    answer: TransferEntity,
    status: 201,
    summary: 'Offer subscriptions of a customer to another partner, or ask the current partner for what it has there',
    handle: async ({ context, params, body }) =>
      renderTransfer(await create(context, params.customerId, body), context.caller.tenantId),
  }),
  route({
    method: 'GET',
    path: base,
    serves: ['get-all-of-a-customer-s-transfers'],
    credentials: 'either',
    answer: TransferEntities,
    summary: 'Transfers at a customer in which the partner gives or takes, newest first',
    handle: async ({ context, params }) =>
      (await listTransfers(context, params)).map((view) => renderTransfer(view, context.caller.tenantId)),
  }),
  route({
    method: 'GET',
    path: one,
    serves: ['get-transfer-by-id'],
    credentials: 'either',
    answer: TransferEntity,
    summary: 'One of them',
    handle: async ({ context, params }) =>
      renderTransfer(await getTransfer(context, named(params)), context.caller.tenantId),
  }),
  route({
    method: 'POST',
    path: `${one}/accept`,
    serves: ['accept-a-transfer'],
    credentials: 'either',
    body: TransferAcceptance,
    answer: TransferSubmitResult,
    summary: 'Accept a transfer; the current partner that is asked chooses what it gives',
    handle: async ({ context, params, body }) => {
      const chosen = readChoices(body?.lineItems).map(({ id }) => id);
      return renderSubmitResult(await accept(context, { ...named(params), chosen }));
    },
  }),
  route({
    method: 'PATCH',
    path: one,
    serves: ['reject-a-transfer'],
    credentials: 'either',
    body: TransferPatch,
    answer: TransferEntity,
    summary: 'Reject a transfer; or accept it, or cancel it, by its new status',
    handle: async ({ context, params, body }) => {
      const ids = named(params);
      const { id } = body;
      if (id !== undefined && id.toLowerCase() !== ids.transferId)
        throw refused('value-conflicts', { field: 'id', with: 'transferId' });
      const answer = readAnswer(body.status);
      const view = await { decline, withdraw, accept: take }[answer](context, {
        ...ids,
        chosen: readChoices(body.lineItems).map((line) => line.id),
      });
      return renderTransfer(view, context.caller.tenantId);
    },
  }),
  route({
    method: 'DELETE',
    path: one,
    serves: ['withdraw-a-transfer'],
    credentials: 'either',
    status: 204,
    summary: 'Withdraw a transfer that waits, by the partner that made it',
    handle: async ({ context, params }) => {
      await withdraw(context, named(params));
    },
  }),
];

const take = async (...args: Parameters<typeof accept>) => (await accept(...args)).transfer;
