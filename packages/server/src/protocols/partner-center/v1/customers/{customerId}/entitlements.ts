import { Type } from 'typebox';
import { refused } from '../../../../../operations/operation.ts';
import { type Entitlement, listEntitlements } from '../../../../../operations/subscription/entitlements.ts';
import { collection } from '../../../house/collection.ts';
import { link } from '../../../house/link.ts';
import { type Route, route } from '../../../house/route.ts';
import { entitlementIdOf } from '../../../resources/subscription.ts';
import { Entitlements } from '../../../schemas/validation.ts';

const types = { software: 'software', reservation: 'reservedinstance' } as const;
/** The published name of the type, and the one that answers have. */
const asked: Readonly<Record<string, string>> = {
  software: 'software',
  reservedinstance: 'reservedinstance',
  virtualmachinereservedinstance: 'reservedinstance',
};

function render(one: Entitlement, showExpiry: boolean) {
  const entitlementType = types[one.commerce as keyof typeof types];
  const reserved = entitlementType === 'reservedinstance';
  return {
    includedEntitlements: [],
    referenceOrder: { id: one.orderId, lineItemId: String(one.lineNumber), alternateId: one.orderId },
    productId: one.productId,
    skuId: one.skuId,
    quantity: one.quantity,
    entitlementType,
    entitledArtifacts: reserved
      ? [
          {
            artifactType: 'reservedinstance',
            resourceId: entitlementIdOf(one.id),
            link: link(`/customers/${one.customerId}/subscriptions/${one.id}`),
          },
        ]
      : [],
    ...(reserved ? { dynamicAttributes: { reservationType: 'virtualmachines' } } : {}),
    ...(showExpiry && one.termEndsAt !== null ? { expiryDate: one.termEndsAt.toISOString() } : {}),
  };
}

export const entitlementRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/entitlements',
    serves: ['get-a-collection-of-entitlements'],
    credentials: 'user',
    summary: 'Software and reservations that the partner sold to the customer',
    query: Type.Object({
      entitlementType: Type.Optional(Type.String({ description: 'Of one type only' })),
      showExpiry: Type.Optional(Type.Boolean({ description: 'With the day on which each ends' })),
    }),
    answer: Entitlements,
    handle: async ({ context, params, query }) => {
      const wanted = query.entitlementType === undefined ? null : asked[query.entitlementType.toLowerCase()];
      if (wanted === undefined)
        throw refused('value-invalid', {
          field: 'entitlementType',
          reason: 'is not Software or VirtualMachineReservedInstance',
        });
      const all = (await listEntitlements(context, params)).map((one) => render(one, query.showExpiry === true));
      return collection(all.filter((one) => wanted === null || one.entitlementType === wanted));
    },
  }),
];
