import { cancelAzureSubscription, reactivateAzureSubscription } from '../../../../../../../operations/azure/cancel.ts';
import { getAzureEntitlement, listAzureEntitlements } from '../../../../../../../operations/azure/entitlements.ts';
import { refused } from '../../../../../../../operations/operation.ts';
import { collection } from '../../../../../house/collection.ts';
import { link } from '../../../../../house/link.ts';
import { type Route, route } from '../../../../../house/route.ts';
import { readGuid } from '../../../../../reading/guid.ts';
import {
  AzureEntitlement,
  AzureEntitlementCancellation,
  AzureEntitlements,
} from '../../../../../schemas/azure-entitlement.ts';

const path = '/v1/customers/{customerId}/subscriptions/{subscriptionId}/azureEntitlements';

type Row = Awaited<ReturnType<typeof getAzureEntitlement>>;

const render = (row: Row) => ({
  id: row.id,
  friendlyName: row.friendly_name,
  // A cancellation is never ahead of the time of the realm.
  status: row.cancelled_at === null ? ('active' as const) : ('inactive' as const),
  subscriptionId: row.plan_id,
  links: {
    self: link(`/customers/${row.customer_id}/subscriptions/${row.plan_id}/azureEntitlements/${row.id}`),
  },
  attributes: { objectType: 'AzureEntitlement' },
});

/** The ids of the path, of which the house has not read the last one. */
const named = (params: { customerId: string; subscriptionId: string; entitlementId: string }) => ({
  ...params,
  entitlementId: readGuid('entitlementId', params.entitlementId),
});

export const azureEntitlementRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path,
    serves: ['get-a-list-of-azure-entitlements-for-subscription'],
    credentials: 'either',
    answer: AzureEntitlements,
    summary: 'Azure subscriptions under an Azure plan of the caller',
    handle: async ({ context, params }) => collection((await listAzureEntitlements(context, params)).map(render)),
  }),
  route({
    method: 'GET',
    path: `${path}/{entitlementId}`,
    serves: ['get-an-azure-entitlement-for-a-subscription'],
    credentials: 'either',
    answer: AzureEntitlement,
    summary: 'One of them',
    handle: async ({ context, params }) => render(await getAzureEntitlement(context, named(params))),
  }),
  route({
    method: 'POST',
    path: `${path}/{entitlementId}/cancel`,
    serves: ['cancel-an-azure-subscription'],
    credentials: 'either',
    body: AzureEntitlementCancellation,
    answer: AzureEntitlement,
    summary: 'Cancel an Azure subscription that somebody took over',
    handle: async ({ context, params, body }) => {
      const ids = named(params);
      if (body.cancellationReason === undefined) throw refused('value-missing', { field: 'cancellationReason' });
      return render(await cancelAzureSubscription(context, { ...ids, reason: body.cancellationReason }));
    },
  }),
  route({
    method: 'POST',
    path: `${path}/{entitlementId}/reactivate`,
    serves: ['reactivate-an-azure-subscription'],
    credentials: 'either',
    status: 202,
    answer: AzureEntitlement,
    summary: 'Let a cancelled Azure subscription run again',
    handle: async ({ context, params }) => render(await reactivateAzureSubscription(context, named(params))),
  }),
];
