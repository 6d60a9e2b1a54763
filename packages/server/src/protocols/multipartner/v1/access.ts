import { type Static, Type } from 'typebox';
import { checkAccess, explainAccess, explainable } from '../../../operations/access/explain.ts';
import { refused } from '../../../operations/operation.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';

const body = Type.Object(
  {
    customerId: Type.String(),
    userId: Type.String({ description: "A person of the partner's tenant." }),
    partnerId: Type.Optional(Type.String({ description: 'Named by a customer; a partner asks about its own people.' })),
    action: Type.String({
      description: 'For example customer.users.create or subscription.order; an unknown one is answered with the list.',
    }),
    on: Type.Optional(
      Type.Object(
        {
          subscriptionId: Type.Optional(Type.String()),
          userId: Type.Optional(Type.String()),
          roleDefinitionId: Type.Optional(Type.String()),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function question(given: Static<typeof body>) {
  const id = (field: string, value: string | undefined) => {
    if (value !== undefined && !guid.test(value)) throw refused('value-invalid', { field, reason: 'is not a GUID' });
    return value?.toLowerCase() ?? null;
  };
  return {
    customerId: id('customerId', given.customerId) as string,
    userId: id('userId', given.userId) as string,
    partnerId: id('partnerId', given.partnerId),
    action: explainable(given.action),
    subscriptionId: id('on.subscriptionId', given.on?.subscriptionId),
    personId: id('on.userId', given.on?.userId),
    roleDefinitionId: id('on.roleDefinitionId', given.on?.roleDefinitionId),
  };
}

export const accessRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'POST',
    path: '/multipartner/v1/access/explain',
    summary: 'Why a person may do something at a customer, or every missing step with its smallest fix',
    credentials: 'either',
    body,
    answer: Type.Object({
      allowed: Type.Boolean(),
      because: Type.Array(Type.Object({ rule: Type.String(), fact: Type.String() })),
      missing: Type.Array(Type.Object({ rule: Type.String(), code: Type.String(), fix: Type.String() })),
    }),
    handle: ({ context, body: given }) => explainAccess(context, question(given)),
  }),
  ownRoute({
    method: 'POST',
    path: '/multipartner/v1/access/check',
    summary: 'Whether a person may do something at a customer',
    credentials: 'either',
    body,
    answer: Type.Object({ allowed: Type.Boolean() }),
    handle: ({ context, body: given }) => checkAccess(context, question(given)),
  }),
];
