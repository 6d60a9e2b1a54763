import { Type } from 'typebox';
import { refused } from '../../../../../../../operations/operation.ts';
import { transitionSubscription } from '../../../../../../../operations/subscription/transition.ts';
import {
  listTransitionEligibilities,
  listTransitions,
} from '../../../../../../../operations/subscription/transitions.ts';
import { collection } from '../../../../../house/collection.ts';
import { type Route, route } from '../../../../../house/route.ts';
import { readGuid } from '../../../../../reading/guid.ts';
import { blank, cycleAsked } from '../../../../../resources/order.ts';
import { renderEligibility, renderTransition } from '../../../../../resources/transition.ts';
import {
  Transition,
  TransitionEligibilities,
  TransitionRequest,
  Transitions,
} from '../../../../../schemas/transition.ts';

const path = '/v1/customers/{customerId}/subscriptions/{subscriptionId}';

export const transitionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: `${path}/transitionEligibilities`,
    serves: ['get-transition-eligibilities'],
    credentials: 'either',
    query: Type.Object({ eligibilityType: Type.Optional(Type.Enum(['immediate', 'scheduled'])) }),
    answer: TransitionEligibilities,
    summary: 'What a subscription may move to',
    handle: async ({ context, params }) => {
      const list = await listTransitionEligibilities(context, params);
      return collection(list.map(renderEligibility));
    },
  }),
  route({
    method: 'GET',
    path: `${path}/transitions`,
    serves: ['get-transitions'],
    credentials: 'either',
    query: Type.Object({ 'operation-id': Type.Optional(Type.String()) }),
    answer: Transitions,
    summary: 'The moves that a subscription was in',
    handle: async ({ context, params, query }) => {
      const asked = blank(query['operation-id']);
      const operationId = asked === null ? null : readGuid('operation-id', asked);
      return collection((await listTransitions(context, { ...params, operationId })).map(renderTransition));
    },
  }),
  route({
    method: 'POST',
    path: `${path}/transitions`,
    serves: ['post-transition'],
    credentials: 'either',
    body: TransitionRequest,
    answer: Transition,
    summary: 'Move seats of a subscription to another product or a longer term',
    handle: async ({ context, params, body }) => {
      const { quantity, transitionType } = body;
      const toCatalogueId = blank(body.toCatalogItemId);
      if (toCatalogueId === null) throw refused('value-missing', { field: 'toCatalogItemId' });
      if (quantity === undefined) throw refused('value-missing', { field: 'quantity' });
      if (transitionType === undefined) throw refused('value-missing', { field: 'transitionType' });
      const from = blank(body.fromSubscriptionId);
      if (from !== null && from.toLowerCase() !== params.subscriptionId)
        throw refused('value-conflicts', { field: 'fromSubscriptionId', with: 'subscriptionId' });
      if (blank(body.promotionId) !== null)
        throw refused('value-invalid', { field: 'promotionId', reason: 'is not applied to moved seats' });
      const into = blank(body.toSubscriptionId);
      const made = await transitionSubscription(context, {
        ...params,
        toCatalogueId,
        fromCatalogueId: blank(body.fromCatalogItemId),
        toSubscriptionId: into === null ? null : readGuid('toSubscriptionId', into),
        quantity,
        termDuration: blank(body.termDuration),
        billingCycle: cycleAsked(body.billingCycle),
        withLicences: transitionType === 'transition_with_license_transfer',
      });
      return renderTransition(made);
    },
  }),
];
