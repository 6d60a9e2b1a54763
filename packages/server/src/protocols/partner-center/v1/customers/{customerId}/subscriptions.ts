import { type Static, Type } from 'typebox';
import { refused } from '../../../../../operations/operation.ts';
import { changeSubscription, type SubscriptionChange } from '../../../../../operations/subscription/change.ts';
import { getSubscription } from '../../../../../operations/subscription/get.ts';
import { listSubscriptions } from '../../../../../operations/subscription/list.ts';
import { collection } from '../../../house/collection.ts';
import { type Route, route } from '../../../house/route.ts';
import { versionOf } from '../../../resources/etag.ts';
import { blank, cycleAsked } from '../../../resources/order.ts';
import { renderSubscription } from '../../../resources/subscription.ts';
import { Subscription, SubscriptionPatch, Subscriptions } from '../../../schemas/subscription.ts';

type Patch = Static<typeof SubscriptionPatch>;

/**
 * A PATCH sends the whole subscription with what is to be different. What is left out stays, but for two members that are
 * documented to be lost: without `autoRenewEnabled` it stops renewing, without instructions there are none.
 */
function changeOf(body: Patch): SubscriptionChange {
  const friendlyName = blank(body.friendlyName);
  const partnerOnRecord = blank(body.partnerId);
  const billingCycle = cycleAsked(body.billingCycle);
  const termDuration = blank(body.termDuration);
  if (body.nextChargeInstructions !== undefined)
    throw refused('update-not-supported', { field: 'nextChargeInstructions' });
  return {
    ...(body.offerId === undefined ? {} : { offerId: body.offerId }),
    ...(body.quantity === undefined ? {} : { quantity: body.quantity }),
    ...(friendlyName === null ? {} : { friendlyName }),
    ...statusOf(body),
    ...(partnerOnRecord === null ? {} : { partnerOnRecord }),
    ...(billingCycle === null ? {} : { billingCycle }),
    ...(termDuration === null ? {} : { termDuration }),
    autoRenew: body.autoRenewEnabled ?? 'dropped',
    nextTerm: nextTermOf(body),
  };
}

/** The states that a partner can ask for; the others are only read, and sent back as they were. */
function statusOf({ status }: Patch): Pick<SubscriptionChange, 'status'> {
  if (status === 'active' || status === 'suspended' || status === 'deleted') return { status };
  return {};
}

function nextTermOf({
  scheduledNextTermInstructions: asked,
}: Patch): NonNullable<SubscriptionChange['nextTerm']> | null {
  if (asked === undefined) return null;
  const { product } = asked;
  if (asked.customTermEndDate !== undefined)
    throw refused('update-not-supported', { field: 'scheduledNextTermInstructions.customTermEndDate' });
  if (blank(product?.promotionId) !== null)
    throw refused('update-not-supported', { field: 'scheduledNextTermInstructions.product.promotionId' });
  const id = [product?.productId, product?.skuId].filter((part) => part !== undefined && part !== '').join(':');
  const cycle = cycleAsked(product?.billingCycle);
  const duration = blank(product?.termDuration);
  return {
    ...(id === '' ? {} : { catalogueId: id }),
    ...(asked.quantity === undefined ? {} : { quantity: asked.quantity }),
    ...(duration === null ? {} : { termDuration: duration }),
    ...(cycle === null ? {} : { billingCycle: cycle }),
  };
}

export const subscriptionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/subscriptions',
    serves: [
      'get-all-of-a-customer-s-subscriptions',
      'get-a-list-of-subscriptions-by-order',
      'get-all-subscriptions-by-partner',
    ],
    credentials: 'either',
    query: Type.Object({ order_id: Type.Optional(Type.String()), mpn_id: Type.Optional(Type.String()) }),
    answer: Subscriptions,
    summary: "The partner's own subscriptions of a customer",
    handle: async ({ context, params, query }) => {
      const filter = { orderId: blank(query.order_id), partnerOnRecord: blank(query.mpn_id) };
      const list = await listSubscriptions(context, { customerId: params.customerId, ...filter });
      return collection(list.map(renderSubscription), list.length, `/customers/${params.customerId}/subscriptions`);
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/subscriptions/{subscriptionId}',
    serves: ['get-a-subscription-by-id'],
    credentials: 'either',
    answer: Subscription,
    summary: "One of the partner's own subscriptions",
    handle: async ({ context, params }) => renderSubscription(await getSubscription(context, params)),
  }),
  route({
    method: 'PATCH',
    path: '/v1/customers/{customerId}/subscriptions/{subscriptionId}',
    serves: [
      'update-a-subscription-by-id',
      'change-the-quantity-of-a-subscription',
      'suspend-a-subscription',
      'reactivate-a-suspended-a-subscription',
      'update-the-nickname-for-a-subscription',
      'create-scheduled-changes',
      'cancel-an-azure-marketplace-subscription',
      'update-autorenew-for-an-azure-marketplace-subscription',
      'manage-billing-frequency-software-subs',
    ],
    partly: {
      'create-scheduled-changes':
        'the next term keeps product and SKU, and has neither a custom end date nor a promotion',
    },
    credentials: 'either',
    body: SubscriptionPatch,
    answer: Subscription,
    summary: "Change one of the partner's own subscriptions",
    handle: async ({ context, params, body, headers }) => {
      const version = versionOf(params.subscriptionId, headers['if-match'], body.attributes);
      return renderSubscription(await changeSubscription(context, { ...params, version, change: changeOf(body) }));
    },
  }),
];
