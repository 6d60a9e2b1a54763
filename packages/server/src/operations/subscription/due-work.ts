import { dueWork } from '@multipartner/domain/subscription/due.ts';
import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import type { DueKind } from '../../clock/index.ts';
import { type AuditEntry, appendJournal, type OutboxEntry } from '../../store/journal.ts';
import {
  factsOf,
  lockDueSubscriptions,
  nextDueSubscription,
  rowOf,
  type Saved,
  type SubscriptionRow,
  saveSubscriptionsFrom,
} from '../../store/subscription.ts';

/**
 * What time brings to subscriptions: renewals with a new term and a new seven-day window (R119), and the ends of those
 * that do not renew (R116). Each is done once, at its own time, and told to its transacting partner only.
 */
export const subscriptionsDue: DueKind = {
  name: 'subscription',
  nextDue: nextDueSubscription,
  run: async (tx, upTo, limit) => {
    const rows = await lockDueSubscriptions(tx, upTo, limit);
    const done = rows.map(step);
    if (done.length === 0) return 0;
    await appendJournal(
      tx,
      done.flatMap((one) => one.audit),
      done.flatMap((one) => one.outbox),
      [
        saveSubscriptionsFrom(
          tx,
          done.map((one) => one.saved),
        ),
      ],
    );
    return rows.length;
  },
};

/** The one thing that is due for a row at its due time; what follows is due at its own. */
function step(row: SubscriptionRow): { saved: Saved; audit: AuditEntry[]; outbox: OutboxEntry[] } {
  const due = new Date(row.next_due_at as string);
  const before = factsOf(row);
  const [event] = dueWork(before, new Date(due.getTime() - 1), due);
  if (event === undefined) return { saved: { facts: before, done: due }, audit: [], outbox: [] };
  const saved = { facts: event.facts, done: due };
  return {
    saved,
    audit: [auditOf(row, event.facts, event.event, due)],
    outbox: [eventOf(event.facts, event.event, due)],
  };
}

function auditOf(row: SubscriptionRow, after: SubscriptionFacts, what: string, at: Date): AuditEntry {
  return {
    tenantId: after.partnerId,
    at,
    customerId: after.customerId,
    userId: null,
    userPrincipalName: null,
    applicationId: null,
    resourceType: 'subscription',
    operationType: 'update_subscription',
    status: 'succeeded',
    oldValue: row,
    newValue: rowOf(after, at),
    customized: { change: what },
  };
}

function eventOf(after: SubscriptionFacts, what: string, at: Date): OutboxEntry {
  return {
    tenantId: after.partnerId,
    kind: 'event',
    name: 'subscription-updated',
    recipient: after.partnerId,
    about: { customerId: after.customerId, subscriptionId: after.id, change: what },
    createdAt: at,
    dueAt: at,
    once: `subscription-updated/${after.id}/${what}/${at.toISOString()}`,
  };
}
