import { Type } from 'typebox';
import { createAzureSubscription } from '../../../operations/azure/create.ts';
import { getAzureSubscription, listAzureSubscriptions } from '../../../operations/azure/read.ts';
import { removeAzureRole } from '../../../operations/azure/remove-role.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';

const roleAssignment = Type.Object({
  id: Type.String(),
  principal: Type.String({
    description: 'Who holds the role: a tenant and a group of it, such as <tenant>/AdminAgents.',
  }),
  role: Type.String({ description: 'The role on this subscription, such as Owner.' }),
});

const azureSubscription = Type.Object({
  id: Type.String(),
  planId: Type.String({ description: 'The subscription that is the Azure plan.' }),
  friendlyName: Type.String(),
  createdDateTime: Type.String(),
  roleAssignments: Type.Array(roleAssignment),
});

const newAzureSubscription = Type.Object(
  { friendlyName: Type.String({ minLength: 1, maxLength: 200, description: 'The name that the partner gives it.' }) },
  { additionalProperties: false },
);

type Row = Awaited<ReturnType<typeof getAzureSubscription>>;

const assignmentsOf = (row: Row) =>
  row.roles.map((role) => ({
    id: role.id,
    principal: `${role.principal_tenant_id}/${role.principal_group}`,
    role: role.role,
  }));

const render = (row: Row) => ({
  id: row.id,
  planId: row.plan_id,
  friendlyName: row.friendly_name,
  createdDateTime: new Date(row.created_at).toISOString(),
  roleAssignments: assignmentsOf(row),
});

const base = '/multipartner/v1/customers/{customerId}/azurePlans/{subscriptionId}/azureSubscriptions';

/** Azure subscriptions under a partner's own Azure plan, and who holds which role on them (R84–R88). */
export const azureRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'POST',
    path: base,
    summary: "Provision an Azure subscription under the partner's own Azure plan",
    credentials: 'either',
    body: newAzureSubscription,
    answer: azureSubscription,
    status: 201,
    handle: async ({ context, params, body }) =>
      render(
        await createAzureSubscription(context, {
          customerId: params.customerId,
          planId: params.subscriptionId,
          friendlyName: body.friendlyName,
        }),
      ),
  }),
  ownRoute({
    method: 'GET',
    path: base,
    summary: "The Azure subscriptions under the partner's own Azure plan",
    credentials: 'either',
    answer: Type.Object({ items: Type.Array(azureSubscription) }),
    handle: async ({ context, params }) => ({
      items: (
        await listAzureSubscriptions(context, { customerId: params.customerId, planId: params.subscriptionId })
      ).map(render),
    }),
  }),
  ownRoute({
    method: 'GET',
    path: `${base}/{azureSubscriptionId}`,
    summary: 'One Azure subscription, for its partner and its customer',
    credentials: 'either',
    answer: azureSubscription,
    handle: async ({ context, params: { subscriptionId: planId, ...rest } }) =>
      render(await getAzureSubscription(context, { ...rest, planId })),
  }),
  ownRoute({
    method: 'GET',
    path: `${base}/{azureSubscriptionId}/roleAssignments`,
    summary: 'Who holds which role on an Azure subscription, for its partner and its customer',
    credentials: 'either',
    answer: Type.Object({ items: Type.Array(roleAssignment) }),
    handle: async ({ context, params: { subscriptionId: planId, ...rest } }) => ({
      items: assignmentsOf(await getAzureSubscription(context, { ...rest, planId })),
    }),
  }),
  ownRoute({
    method: 'DELETE',
    path: `${base}/{azureSubscriptionId}/roleAssignments/{id}`,
    summary: 'The customer takes a role on its Azure subscription away',
    credentials: 'either',
    status: 204,
    handle: ({ context, params: { subscriptionId: planId, ...rest } }) => removeAzureRole(context, { ...rest, planId }),
  }),
];
