import { defineLifecycle, type Lifecycle } from '../lifecycle.ts';
import type { Commerce, SubscriptionStatus } from './facts.ts';

/** What a partner does to a subscription, and what time brings. */
export type SubscriptionEvent = 'suspend' | 'reactivate' | 'cancel' | 'renew' | 'expire' | 'disable' | 'delete';

/** New commerce by seats (R116). A suspended term goes on to its end, without renewing. */
export const newCommerceLifecycle = defineLifecycle<SubscriptionStatus, SubscriptionEvent>({
  initial: 'active',
  states: {
    active: { suspend: 'suspended', cancel: 'deleted', renew: 'active', expire: 'expired' },
    suspended: { reactivate: 'active', cancel: 'deleted', disable: 'disabled' },
    expired: { disable: 'disabled' },
    disabled: { delete: 'deleted' },
    deleted: {},
  },
});

/** Reservations, software and marketplace products: bought for a term or for good, never suspended (R113). */
export const prepaidLifecycle = defineLifecycle<'active' | 'expired' | 'disabled' | 'deleted', SubscriptionEvent>({
  initial: 'active',
  states: {
    active: { cancel: 'deleted', renew: 'active', expire: 'expired' },
    expired: { disable: 'disabled' },
    disabled: { delete: 'deleted' },
    deleted: {},
  },
});

/** The older commerce system: a suspended subscription, or one whose term is over, is not billed, and later deleted (R116). */
export const legacyLifecycle = defineLifecycle<'active' | 'suspended' | 'deleted', SubscriptionEvent>({
  initial: 'active',
  states: {
    active: { suspend: 'suspended', renew: 'active', expire: 'suspended' },
    suspended: { reactivate: 'active', delete: 'deleted' },
    deleted: {},
  },
});

/** An Azure plan has no end of its own (R109). */
export const azurePlanLifecycle = defineLifecycle<'active' | 'suspended', SubscriptionEvent>({
  initial: 'active',
  states: { active: { suspend: 'suspended' }, suspended: { reactivate: 'active' } },
});

const lifecycles: Readonly<Record<Commerce, Lifecycle<string, SubscriptionEvent>>> = {
  new_commerce: newCommerceLifecycle,
  legacy: legacyLifecycle,
  azure_plan: azurePlanLifecycle,
  reservation: prepaidLifecycle,
  software: prepaidLifecycle,
  marketplace: prepaidLifecycle,
};

/** Whether a subscription of this kind, in this status, accepts an event at all. */
export function accepts(commerce: Commerce, status: SubscriptionStatus, event: SubscriptionEvent): boolean {
  return lifecycles[commerce].states[status]?.[event] !== undefined;
}
