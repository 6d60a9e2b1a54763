import { nextDue } from '@multipartner/domain/subscription/due.ts';
import type { Commerce, NextTerm, SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import type { Database, Fragment, Transaction } from './database.ts';

/** A row of `subscription` as JSON: members are the columns, times are ISO 8601. */
export interface SubscriptionRow {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly id: string;
  readonly order_id: string;
  readonly line_number: number;
  readonly product_id: string;
  readonly sku_id: string;
  readonly availability_id: string;
  readonly offer_name: string;
  readonly friendly_name: string;
  readonly commerce: Commerce;
  readonly is_trial: boolean;
  readonly quantity: number;
  readonly batches: readonly { readonly at: string; readonly quantity: number }[];
  readonly parent_id: string | null;
  readonly created_at: string;
  readonly started_at: string;
  readonly term_duration: string | null;
  readonly term_started_at: string;
  readonly term_ends_at: string | null;
  readonly transitioned_at: string | null;
  readonly billing_cycle: string;
  readonly auto_renew: boolean;
  readonly next_term: NextTerm | null;
  readonly suspended_at: string | null;
  readonly cancelled_at: string | null;
  readonly currency: string;
  readonly unit_price: number | null;
  readonly promotion_id: string | null;
  readonly partner_on_record: string | null;
  readonly additional_partners: readonly string[];
  readonly support_contact_id: string | null;
  readonly agreement_id: string | null;
  readonly next_due_at: string | null;
  readonly version: number;
}

export interface Owner {
  readonly partnerId: string;
}

/** The facts of a row. */
export function factsOf(row: SubscriptionRow): SubscriptionFacts {
  return {
    partnerId: row.partner_id,
    customerId: row.customer_id,
    id: row.id,
    orderId: row.order_id,
    lineNumber: row.line_number,
    productId: row.product_id,
    skuId: row.sku_id,
    availabilityId: row.availability_id,
    offerName: row.offer_name,
    friendlyName: row.friendly_name,
    commerce: row.commerce,
    isTrial: row.is_trial,
    quantity: row.quantity,
    batches: row.batches.map((batch) => ({ at: new Date(batch.at), quantity: batch.quantity })),
    parentId: row.parent_id,
    createdAt: new Date(row.created_at),
    startedAt: new Date(row.started_at),
    termDuration: row.term_duration,
    termStartedAt: new Date(row.term_started_at),
    termEndsAt: instant(row.term_ends_at),
    transitionedAt: instant(row.transitioned_at),
    billingCycle: row.billing_cycle,
    autoRenew: row.auto_renew,
    nextTerm: row.next_term,
    suspendedAt: instant(row.suspended_at),
    cancelledAt: instant(row.cancelled_at),
    currency: row.currency,
    unitPrice: row.unit_price,
    promotionId: row.promotion_id,
    partnerOnRecord: row.partner_on_record,
    additionalPartners: row.additional_partners,
    supportContactId: row.support_contact_id,
    agreementId: row.agreement_id,
    version: row.version,
  };
}

const instant = (text: string | null) => (text === null ? null : new Date(text));

/** The row of facts, with the time after `done` at which something is due for it next. */
export function rowOf(facts: SubscriptionFacts, done: Date): SubscriptionRow {
  return {
    partner_id: facts.partnerId,
    customer_id: facts.customerId,
    id: facts.id,
    order_id: facts.orderId,
    line_number: facts.lineNumber,
    product_id: facts.productId,
    sku_id: facts.skuId,
    availability_id: facts.availabilityId,
    offer_name: facts.offerName,
    friendly_name: facts.friendlyName,
    commerce: facts.commerce,
    is_trial: facts.isTrial,
    quantity: facts.quantity,
    batches: facts.batches.map((batch) => ({ at: batch.at.toISOString(), quantity: batch.quantity })),
    parent_id: facts.parentId,
    created_at: facts.createdAt.toISOString(),
    started_at: facts.startedAt.toISOString(),
    term_duration: facts.termDuration,
    term_started_at: facts.termStartedAt.toISOString(),
    term_ends_at: text(facts.termEndsAt),
    transitioned_at: text(facts.transitionedAt),
    billing_cycle: facts.billingCycle,
    auto_renew: facts.autoRenew,
    next_term: facts.nextTerm,
    suspended_at: text(facts.suspendedAt),
    cancelled_at: text(facts.cancelledAt),
    currency: facts.currency,
    unit_price: facts.unitPrice,
    promotion_id: facts.promotionId,
    partner_on_record: facts.partnerOnRecord,
    additional_partners: facts.additionalPartners,
    support_contact_id: facts.supportContactId,
    agreement_id: facts.agreementId,
    next_due_at: text(nextDue(facts, done)),
    version: facts.version,
  };
}

const text = (instant: Date | null) => instant?.toISOString() ?? null;

/** All subscriptions that the owner transacted for the customer, oldest first: one JSON list. */
export function ownSubscriptions(
  sql: Database,
  owner: Owner,
  customerId: string,
  filter: { readonly orderId?: string; readonly partnerOnRecord?: string; readonly parentId?: string } = {},
): Fragment {
  return sql`
    select coalesce(json_agg(s order by s.created_at, s.order_id, s.line_number), '[]')
      from subscription s
     where s.partner_id = ${owner.partnerId} and s.customer_id = ${customerId}
       and (${filter.orderId ?? null}::text is null or s.order_id = ${filter.orderId ?? null})
       and (${filter.partnerOnRecord ?? null}::text is null or s.partner_on_record = ${filter.partnerOnRecord ?? null})
       and (${filter.parentId ?? null}::uuid is null or s.parent_id = ${filter.parentId ?? null})`;
}

/** One subscription of the owner, as JSON; null when it is none of its own (R105). */
export function ownSubscription(sql: Database, owner: Owner, customerId: string, id: string): Fragment {
  return sql`select to_json(s) from subscription s where s.partner_id = ${owner.partnerId} and s.customer_id = ${customerId} and s.id = ${id}`;
}

/** Name and location id of the support contact that the owner named for a subscription of its own; null when it named none. */
export function supportContactOf(sql: Database, owner: Owner, customerId: string, id: string): Fragment {
  return sql`
    select json_build_object('name', t.display_name, 'mpn_id', p.mpn_id)
      from subscription s join tenant t on t.id = s.support_contact_id join partner p on p.tenant_id = t.id
     where s.partner_id = ${owner.partnerId} and s.customer_id = ${customerId} and s.id = ${id}`;
}

/** Subscriptions of one of the owner's orders, locked until the act ends, in the order of its lines. */
export async function lockSubscriptionsOfOrder(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  orderId: string,
): Promise<SubscriptionRow[]> {
  const rows = await tx<{ one: SubscriptionRow }[]>`
    select to_json(s) as one from subscription s
     where s.partner_id = ${owner.partnerId} and s.customer_id = ${customerId} and s.order_id = ${orderId}
     order by s.line_number for update`;
  return rows.map((row) => row.one);
}

/** When the next renewal or end of any subscription is due; null when none is. */
export async function nextDueSubscription(sql: Database | Transaction): Promise<Date | null> {
  const [row] = await sql<
    [{ due: Date | null }]
  >`select min(next_due_at) as due from subscription where next_due_at is not null`;
  return row.due;
}

/** At most `limit` subscriptions, of any owner, that are due up to then, the earliest first; locked until the transaction ends. */
export async function lockDueSubscriptions(tx: Transaction, upTo: Date, limit: number): Promise<SubscriptionRow[]> {
  const rows = await tx<{ one: SubscriptionRow }[]>`
    select to_json(s) as one from subscription s
     where s.next_due_at <= ${upTo}
     order by s.next_due_at, s.partner_id, s.customer_id, s.id
     limit ${limit} for update`;
  return rows.map((row) => row.one);
}

/** The last time whose due work is done for a row, as of `now`: work that is overdue stays to be done. */
export function doneUpTo(row: SubscriptionRow, now: Date): Date {
  const due = instant(row.next_due_at);
  return due === null || due > now ? now : new Date(due.getTime() - 1);
}

/** New subscriptions, as a write of an act; of those bought back then, what became due since is due at once. */
export function insertSubscriptionsFrom(tx: Transaction, list: readonly SubscriptionFacts[]): Fragment {
  const rows = list.map((facts) => rowOf(facts, facts.createdAt));
  return tx`insert into subscription select * from jsonb_populate_recordset(null::subscription, ${tx.json(rows as never)})` as unknown as Fragment;
}

/** Facts to save, and the last time whose due work is done for them. */
export interface Saved {
  readonly facts: SubscriptionFacts;
  readonly done: Date;
}

/**
 * Saves the facts that may change, of rows that the act has locked, as a write of the act. What an act of this kind may
 * not change, the database refuses.
 */
export function saveSubscriptionsFrom(tx: Transaction, list: readonly Saved[]): Fragment {
  const rows = list.map(({ facts, done }) => rowOf(facts, done));
  return tx`
    update subscription s
       set (product_id, sku_id, availability_id, offer_name, is_trial, transitioned_at, promotion_id,
            quantity, batches, friendly_name, auto_renew, next_term, term_duration, term_started_at, term_ends_at, billing_cycle, unit_price,
            suspended_at, cancelled_at, partner_on_record, support_contact_id, next_due_at, version)
         = (n.product_id, n.sku_id, n.availability_id, n.offer_name, n.is_trial, n.transitioned_at, n.promotion_id,
            n.quantity, n.batches, n.friendly_name, n.auto_renew, n.next_term, n.term_duration, n.term_started_at, n.term_ends_at, n.billing_cycle,
            n.unit_price, n.suspended_at, n.cancelled_at, n.partner_on_record, n.support_contact_id, n.next_due_at, n.version)
      from jsonb_populate_recordset(null::subscription, ${tx.json(rows as never)}) n
     where s.partner_id = n.partner_id and s.customer_id = n.customer_id and s.id = n.id` as unknown as Fragment;
}
