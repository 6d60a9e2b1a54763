import { defineLifecycle } from '../lifecycle.ts';

export type TransferStatus =
  | 'pending'
  | 'in_progress'
  | 'completed'
  | 'completed_with_errors'
  | 'failed'
  | 'cancelled'
  | 'declined'
  | 'expired';

/** What the two partners do to a transfer, and what time brings. */
export type TransferEvent = 'accept' | 'decline' | 'cancel' | 'lapse' | 'complete' | 'completePartly' | 'fail';

/** A transfer of subscriptions between partners (R182, R185): once it is accepted nobody can stop it. */
export const transferLifecycle = defineLifecycle<TransferStatus, TransferEvent>({
  initial: 'pending',
  states: {
    pending: { accept: 'in_progress', decline: 'declined', cancel: 'cancelled', lapse: 'expired' },
    in_progress: { complete: 'completed', completePartly: 'completed_with_errors', fail: 'failed' },
    completed: {},
    completed_with_errors: {},
    failed: {},
    cancelled: {},
    declined: {},
    expired: {},
  },
});
