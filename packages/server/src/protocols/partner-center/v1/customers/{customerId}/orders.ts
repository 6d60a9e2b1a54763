import { type Static, Type } from 'typebox';
import { refused } from '../../../../../operations/operation.ts';
import { addLines } from '../../../../../operations/order/add-lines.ts';
import { changeOrder } from '../../../../../operations/order/change.ts';
import { createOrder } from '../../../../../operations/order/create.ts';
import { getOrder } from '../../../../../operations/order/get.ts';
import { listOrders } from '../../../../../operations/order/list.ts';
import { getOrderProvisioning } from '../../../../../operations/order/provisioning.ts';
import { collection } from '../../../house/collection.ts';
import { type Route, route } from '../../../house/route.ts';
import { versionOf } from '../../../resources/etag.ts';
import { blank, cycleAsked, readLine, renderOrder } from '../../../resources/order.ts';
import { billingCycles } from '../../../schemas/common.ts';
import { Order, OrderLineItemProvisioningStatuses, OrderPatch, OrderRequest, Orders } from '../../../schemas/order.ts';

type AskedLine = NonNullable<Static<typeof OrderRequest>['lineItems']>[number];

function lineOf(line: AskedLine, position: number) {
  const { customTermEnd, ...rest } = readLine(line);
  const end = customTermEnd === null ? null : new Date(customTermEnd);
  if (end !== null && Number.isNaN(end.getTime()))
    throw refused('value-invalid', { field: `lineItems.${position}.customTermEndDate`, reason: 'is not an instant' });
  if (line.offerId === undefined) throw refused('value-missing', { field: `lineItems.${position}.offerId` });
  if (line.quantity === undefined) throw refused('value-missing', { field: `lineItems.${position}.quantity` });
  return {
    ...rest,
    customTermEnd: end,
    lineNumber: line.lineItemNumber ?? position,
    catalogueId: line.offerId,
    currency: null,
    billingCycle: null,
    parentSubscriptionId: blank(line.parentSubscriptionId),
    partnerOnRecord: blank(line.partnerIdOnRecord),
    additionalPartners: line.additionalPartnerIdsOnRecord ?? [],
  };
}

/** A line that is to be bought into an order: an add-on of a subscription, which no subscription belongs to yet. */
const isNew = (line: AskedLine) => blank(line.parentSubscriptionId) !== null && blank(line.subscriptionId) === null;

export const orderRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v1/customers/{customerId}/orders',
    serves: ['create-an-order', 'create-an-order-for-a-customer-of-an-indirect-reseller'],
    credentials: 'either',
    body: OrderRequest,
    answer: Order,
    status: 201,
    summary: 'Place an order for a customer',
    handle: async ({ context, params, body }) => {
      if (body.referenceCustomerId !== undefined && body.referenceCustomerId.toLowerCase() !== params.customerId) {
        throw refused('value-conflicts', { field: 'referenceCustomerId', with: 'customerId' });
      }
      return renderOrder(
        await createOrder(context, {
          customerId: params.customerId,
          billingCycle: cycleAsked(body.billingCycle),
          currency: blank(body.currencyCode),
          attestationAccepted: body.partnerOnRecordAttestationAccepted ?? false,
          lines: (body.lineItems ?? []).map(lineOf),
        }),
      );
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/orders',
    serves: ['get-all-of-a-customer-s-orders', 'get-a-list-of-orders-by-customer-and-billing-cycle-type'],
    credentials: 'either',
    query: Type.Object({ billingType: Type.Optional(Type.Enum([...billingCycles])) }),
    answer: Orders,
    summary: "The partner's own orders for a customer",
    handle: async ({ context, params, query }) => {
      const orders = await listOrders(context, {
        customerId: params.customerId,
        billingCycle: query.billingType ?? null,
      });
      const self = `/customers/${params.customerId}/orders${query.billingType === undefined ? '' : `?billingType=${query.billingType}`}`;
      return collection(orders.map(renderOrder), orders.length, self);
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/orders/{orderId}',
    serves: ['get-an-order-by-id'],
    credentials: 'either',
    answer: Order,
    summary: "One of the partner's own orders",
    handle: async ({ context, params }) => renderOrder(await getOrder(context, params)),
  }),
  route({
    method: 'PATCH',
    path: '/v1/customers/{customerId}/orders/{orderId}',
    serves: [
      'change-the-billing-cycle',
      'cancel-an-order-from-the-integration-sandbox',
      'cancel-software-purchases',
      'purchase-an-add-on-to-a-subscription',
    ],
    credentials: 'either',
    body: OrderPatch,
    answer: Order,
    summary: 'Change how often an order is billed, cancel it or some of its lines, or buy add-ons into it',
    handle: async ({ context, params, body, headers }) => {
      const billingCycle = cycleAsked(body.billingCycle);
      const cancel = body.status === 'cancelled';
      const version = versionOf(params.orderId, headers['if-match'], body.attributes);
      const added = (body.lineItems ?? []).filter(isNew);
      if (added.length > 0) {
        if (cancel) throw refused('value-conflicts', { field: 'status', with: 'lineItems' });
        return renderOrder(
          await addLines(context, {
            ...params,
            version,
            billingCycle,
            lines: added.map((line, at) => lineOf(line, at)),
          }),
        );
      }
      if (billingCycle === null && !cancel) throw refused('value-missing', { field: 'billingCycle' });
      const lines = cancel ? (body.lineItems ?? []).flatMap((line) => line.lineItemNumber ?? []) : [];
      return renderOrder(await changeOrder(context, { ...params, version, billingCycle, cancel, lines }));
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/orders/{orderId}/provisioningstatus',
    serves: ['get-order-provisioning-status'],
    credentials: 'user',
    answer: OrderLineItemProvisioningStatuses,
    summary: 'How far the lines of an order are provisioned',
    handle: async ({ context, params }) => {
      const lines = await getOrderProvisioning(context, params);
      return collection(
        lines.map(({ lineNumber, quantity, status }) => ({
          orderLineItemId: lineNumber,
          lineItemNumber: lineNumber,
          status,
          quantityProvisioningInformation: [{ quantity, status }],
        })),
      );
    },
  }),
];
