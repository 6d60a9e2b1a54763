import type { SubscriptionFacts, SubscriptionStatus } from '@multipartner/domain/subscription/facts.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import { factsOf } from '../../store/subscription.ts';
import { type ReportedRow, reportedSubscriptions } from '../../store/subscription-analytics.ts';
import { read } from '../operation.ts';

/** A subscription as a report has it. */
export interface ReportedSubscription {
  readonly facts: SubscriptionFacts;
  readonly status: SubscriptionStatus;
  readonly customer: { readonly name: string; readonly country: string };
  readonly reseller: ReportedRow['reseller'];
}

export interface SubscriptionReport {
  readonly partner: { readonly id: string; readonly name: string };
  readonly subscriptions: readonly ReportedSubscription[];
}

/** Everything that the caller ever sold, and nothing of others (R97). */
export const reportSubscriptions = read<Record<string, never>, { rows: ReportedRow[] }, SubscriptionReport>({
  permission: 'analytics.read',
  load: (sql, caller) => ({ rows: reportedSubscriptions(sql, { partnerId: caller.tenantId }) }),
  answer: ({ actor, facts, now }) => ({
    partner: { id: actor.tenantId, name: actor.tenantName },
    subscriptions: facts.rows.map((row) => {
      const subscription = factsOf(row);
      return {
        facts: subscription,
        status: statusAt(subscription, now),
        customer: { name: row.customer_name, country: row.customer_country },
        reseller: row.reseller,
      };
    }),
  }),
});
