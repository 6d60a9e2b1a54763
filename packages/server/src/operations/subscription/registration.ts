import { type Refusal, refuse } from '@multipartner/domain/refusal.ts';
import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import { isRelated } from '../../store/order.ts';
import { ownSubscription, type SubscriptionRow } from '../../store/subscription.ts';
import { insertRegistration, registrationOf } from '../../store/subscription-registration.ts';
import { act, Refused, read, refused } from '../operation.ts';
import { ownLocked } from './own.ts';

/** Azure by usage only: reservations name such a subscription. */
function registrable(facts: SubscriptionFacts, now: Date): Refusal | null {
  const azure = facts.commerce === 'azure_plan' || (facts.commerce === 'legacy' && facts.unitPrice === null);
  if (!azure) return refuse('update-not-supported', { field: 'registration' });
  const status = statusAt(facts, now);
  return status === 'active' ? null : refuse('subscription-not-active', { status });
}

/**
 * Registers an own active Azure subscription, so that reservations may name it; once is enough. Refusals:
 * no-relationship, subscription-not-found, update-not-supported, subscription-not-active.
 */
export const registerSubscription = act<{ customerId: string; subscriptionId: string }, void>({
  permission: 'subscription.change',
  kind: 'subscription.register',
  audited: { resourceType: 'subscription', operationType: 'update_subscription' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  body: async (work, { customerId, subscriptionId }) => {
    const { tx, actor, now } = work;
    const { facts } = await ownLocked(work, customerId, subscriptionId);
    const refusal = registrable(facts, now);
    if (refusal !== null) throw new Refused(refusal);
    await insertRegistration(tx, { partnerId: actor.tenantId }, customerId, subscriptionId, 'registered', now);
    work.audit({ customized: { change: 'registered', subscriptionId } });
  },
});

/** Whether an own subscription is registered. Refusals: no-relationship, subscription-not-found. */
export const getRegistration = read<
  { customerId: string; subscriptionId: string },
  { related: boolean; subscription: SubscriptionRow | null; at: string | null },
  { readonly registered: boolean }
>({
  permission: 'subscription.read',
  load: (sql, caller, { customerId, subscriptionId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, owner, customerId),
      subscription: ownSubscription(sql, owner, customerId, subscriptionId),
      at: registrationOf(sql, owner, customerId, subscriptionId, 'registered'),
    };
  },
  answer: ({ facts }, { customerId, subscriptionId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    if (facts.subscription === null) return refuse('subscription-not-found', { id: subscriptionId });
    return { registered: facts.at !== null };
  },
});

/**
 * Activates an own marketplace subscription in place of its publisher, in the sandbox, where no publisher is. Refusals:
 * no-relationship, subscription-not-found, sandbox-only, update-not-supported, subscription-not-active, activated-before.
 */
export const activateSubscription = act<{ customerId: string; subscriptionId: string }, void>({
  permission: 'subscription.change',
  kind: 'subscription.register',
  audited: { resourceType: 'subscription', operationType: 'update_subscription' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  body: async (work, { customerId, subscriptionId }) => {
    const { tx, actor, now, realm } = work;
    const { facts } = await ownLocked(work, customerId, subscriptionId);
    if (realm.mode !== 'sandbox') throw refused('sandbox-only');
    if (facts.commerce !== 'marketplace') throw refused('update-not-supported', { field: 'activation' });
    const status = statusAt(facts, now);
    if (status !== 'active') throw refused('subscription-not-active', { status });
    const owner = { partnerId: actor.tenantId };
    if (!(await insertRegistration(tx, owner, customerId, subscriptionId, 'activated', now)))
      throw refused('activated-before');
    work.audit({ customized: { change: 'activated', subscriptionId } });
  },
});
