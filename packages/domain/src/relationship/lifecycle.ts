import { defineLifecycle } from '../lifecycle.ts';

/** A reseller relationship: made by an acceptance or a creation, ended by the partner, made again only by a fresh acceptance (R50). */
export const resellerRelationshipLifecycle = defineLifecycle<
  'none' | 'active' | 'ended',
  'accept' | 'create' | 'remove'
>({
  initial: 'none',
  states: { none: { accept: 'active', create: 'active' }, active: { remove: 'ended' }, ended: { accept: 'active' } },
});

/** Delegated admin privileges: granted with a link or a creation; ended by the customer, the partner, the operator or with the relationship. */
export const dapLifecycle = defineLifecycle<'none' | 'granted' | 'ended', 'grant' | 'end'>({
  initial: 'none',
  states: { none: { grant: 'granted' }, granted: { end: 'ended' }, ended: { grant: 'granted' } },
});

/** A partnership of provider and reseller (R137, R149). */
export const partnershipLifecycle = defineLifecycle<'none' | 'active' | 'ended', 'accept' | 'remove'>({
  initial: 'none',
  states: { none: { accept: 'active' }, active: { remove: 'ended' }, ended: { accept: 'active' } },
});
