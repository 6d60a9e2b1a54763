import type { DueKind } from './clock/index.ts';
import { adminRelationshipsDue } from './operations/delegated-admin/due-work.ts';
import { migrationsDue } from './operations/migration/due-work.ts';
import { subscriptionsDue } from './operations/subscription/due-work.ts';
import { transfersDue } from './operations/transfer/due-work.ts';

/** Everything that must be done at a time, in the order in which kinds due at the same instant go. */
export const dueWork: readonly DueKind[] = [migrationsDue, subscriptionsDue, transfersDue, adminRelationshipsDue];
