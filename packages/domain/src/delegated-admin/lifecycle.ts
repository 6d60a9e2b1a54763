import { defineLifecycle } from '../lifecycle.ts';

/** A granular admin relationship (R62): what its facts and the time make of it is one of these. */
export const adminRelationshipLifecycle = defineLifecycle<
  | 'created'
  | 'approvalPending'
  | 'approved'
  | 'activating'
  | 'active'
  | 'expiring'
  | 'expired'
  | 'terminationRequested'
  | 'terminating'
  | 'terminated'
  | 'gone',
  'delete' | 'lock' | 'approve' | 'reject' | 'lapse' | 'proceed' | 'extend' | 'end' | 'terminate' | 'cleanUp'
>({
  initial: 'created',
  states: {
    created: { delete: 'gone', lock: 'approvalPending' },
    // Reject: an indirect reseller declines what its provider prepared for it (R79). Lapse: 90 days without an answer (R65).
    approvalPending: { approve: 'approved', reject: 'terminated', lapse: 'gone' },
    // Terminate: the reseller relationship ends before the rights have begun.
    approved: { proceed: 'activating', terminate: 'terminationRequested' },
    activating: { proceed: 'active', terminate: 'terminationRequested' },
    active: { extend: 'active', end: 'expiring', terminate: 'terminationRequested' },
    expiring: { proceed: 'expired' },
    expired: { cleanUp: 'gone' },
    terminationRequested: { proceed: 'terminating' },
    terminating: { proceed: 'terminated' },
    terminated: { cleanUp: 'gone' },
    gone: {},
  },
});

/** What a partner asks for with an action on a relationship: lock, terminate, approve, reject. */
export const adminRequestLifecycle = defineLifecycle<'created' | 'pending' | 'succeeded', 'proceed'>({
  initial: 'created',
  states: { created: { proceed: 'pending' }, pending: { proceed: 'succeeded' }, succeeded: {} },
});

/** An assignment of approved roles to a security group (R69). */
export const accessAssignmentLifecycle = defineLifecycle<
  'pending' | 'active' | 'deleting' | 'deleted' | 'error',
  'proceed' | 'fail' | 'delete' | 'change'
>({
  initial: 'pending',
  states: {
    pending: { proceed: 'active', fail: 'error', delete: 'deleting' },
    active: { change: 'active', delete: 'deleting' },
    deleting: { proceed: 'deleted' },
    deleted: {},
    error: { delete: 'deleting' },
  },
});

/** A change that takes a while: new roles of an assignment, or the Global administrator taken out of a relationship. */
export const adminOperationLifecycle = defineLifecycle<
  'notStarted' | 'running' | 'succeeded' | 'failed',
  'proceed' | 'fail'
>({
  initial: 'notStarted',
  states: {
    notStarted: { proceed: 'running', fail: 'failed' },
    running: { proceed: 'succeeded', fail: 'failed' },
    succeeded: {},
    failed: {},
  },
});
