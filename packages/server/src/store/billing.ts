import type { BillableState } from '@multipartner/domain/billing/charges.ts';
import type { Billable } from '@multipartner/domain/billing/invoice.ts';
import type { Database, Fragment } from './database.ts';
import type { Owner, SubscriptionRow } from './subscription.ts';

/** What it was before a change, as the partner's log has it. */
interface ChangeRow {
  readonly at: string;
  readonly was: Pick<
    SubscriptionRow,
    | 'id'
    | 'quantity'
    | 'unit_price'
    | 'billing_cycle'
    | 'term_started_at'
    | 'term_ends_at'
    | 'suspended_at'
    | 'cancelled_at'
  >;
}

export interface BilledCustomerRow {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly country: string;
}

export interface BillingRow {
  readonly subscriptions: readonly SubscriptionRow[];
  readonly changes: readonly ChangeRow[];
  readonly customers: readonly BilledCustomerRow[];
}

/**
 * All that the owner ever sold, what it was before each change, and to whom: one JSON value. The log is where a
 * subscription's past is; nothing in it is ever changed.
 */
export function billing(sql: Database, owner: Owner, customerId: string | null = null): Fragment {
  const one = sql`(${customerId}::uuid is null or x.customer_id = ${customerId})`;
  return sql`
    select json_build_object(
      'subscriptions', (select coalesce(json_agg(x order by x.created_at, x.order_id, x.line_number), '[]')
                          from subscription x where x.partner_id = ${owner.partnerId} and ${one}),
      'changes', (select coalesce(json_agg(json_build_object('at', x.at, 'was', json_build_object(
                           'id', x.old_value->>'id', 'quantity', x.old_value->'quantity', 'unit_price', x.old_value->'unit_price',
                           'billing_cycle', x.old_value->>'billing_cycle', 'term_started_at', x.old_value->>'term_started_at',
                           'term_ends_at', x.old_value->>'term_ends_at', 'suspended_at', x.old_value->>'suspended_at',
                           'cancelled_at', x.old_value->>'cancelled_at')) order by x.at, x.seq), '[]')
                    from audit_record x
                   where x.tenant_id = ${owner.partnerId} and ${one} and x.resource_type = 'subscription' and x.status = 'succeeded'
                     and x.old_value ? 'term_started_at'),
      'customers', (select coalesce(json_agg(json_build_object('id', x.customer_id, 'name', x.company_name, 'domain', x.domain, 'country', t.country)), '[]')
                      from reseller_relationship x join tenant t on t.id = x.customer_id
                     where x.partner_id = ${owner.partnerId} and ${one}))`;
}

/** A subscription with its past. */
export interface BilledSubscription extends Billable {
  readonly row: SubscriptionRow;
  readonly customer: BilledCustomerRow;
}

export function billedSubscriptions({ subscriptions, changes, customers }: BillingRow): BilledSubscription[] {
  const before = Map.groupBy(changes, (one) => one.was.id);
  const byId = new Map(customers.map((one) => [one.id, one]));
  return subscriptions.map((row) => {
    const past = before.get(row.id) ?? [];
    // Each state holds until the change that ended it; the first one from the beginning, the last one is the row.
    const history = [...past.map((one) => one.was), row].map((was, index) =>
      stateOf(was, new Date(index === 0 ? row.created_at : (past[index - 1] as ChangeRow).at)),
    );
    const customer = byId.get(row.customer_id) ?? { id: row.customer_id, name: '', domain: '', country: '' };
    return { id: row.id, commerce: row.commerce, currency: row.currency, history, row, customer };
  });
}

function stateOf(was: ChangeRow['was'], from: Date): BillableState {
  const instant = (text: string | null) => (text === null ? null : new Date(text));
  return {
    from,
    quantity: was.quantity,
    unitPrice: was.unit_price,
    billingCycle: was.billing_cycle,
    termStartedAt: new Date(was.term_started_at),
    termEndsAt: instant(was.term_ends_at),
    suspendedAt: instant(was.suspended_at),
    cancelledAt: instant(was.cancelled_at),
  };
}
