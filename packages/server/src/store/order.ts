import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import type { PartnerKind, ProgramStatus } from '@multipartner/domain/tenant/partner.ts';
import type { Qualification, QualificationName } from '@multipartner/domain/tenant/qualification.ts';
import type { Database, Fragment, Transaction } from './database.ts';
import { insertSubscriptionsFrom, type Owner, type SubscriptionRow } from './subscription.ts';

/** One line of an order as it was bought. */
export interface OrderLine {
  readonly lineNumber: number;
  /** product:sku:availability, or the offer id of the older catalogue. */
  readonly catalogueId: string;
  readonly subscriptionId: string;
  readonly parentSubscriptionId: string | null;
  readonly friendlyName: string;
  readonly quantity: number;
  readonly termDuration: string | null;
  readonly billingCycle: string;
  readonly partnerOnRecord: string | null;
  readonly additionalPartners: readonly string[];
  readonly promotionId: string | null;
  /** Per unit and billing cycle; null: by usage. */
  readonly listPrice: number | null;
  /** The same with the line's promotion; absent without one. */
  readonly discountedPrice?: number;
  /** All units over the whole term; null: by usage. */
  readonly extendedPrice: number | null;
  readonly provisioningContext?: Readonly<Record<string, string>> | null;
}

/** A row of `customer_order` as JSON. */
export interface OrderRow {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly id: string;
  readonly created_at: string;
  readonly cart_id: string | null;
  readonly billing_cycle: string;
  readonly currency: string;
  readonly status: 'pending' | 'completed' | 'cancelled';
  readonly attestation_accepted: boolean;
  readonly lines: readonly OrderLine[];
  readonly version: number;
}

/** Whether the owner has a living relationship with the customer: one boolean. Without it every call of commerce ends here (R51). */
export function isRelated(sql: Database, owner: Owner, customerId: string | null): Fragment {
  return sql`
    select exists (select from reseller_relationship r
                    where r.partner_id = ${owner.partnerId} and r.customer_id = ${customerId} and r.ended_at is null)`;
}

/** Where a customer buys, and as what. */
export interface MarketRow {
  readonly country: string;
  readonly qualifications: readonly (Qualification | QualificationName)[];
}

/** One JSON value: the country and the qualifications of a tenant; null for none. */
export function customerMarket(sql: Database, customerId: string | null): Fragment {
  return sql`select json_build_object('country', t.country, 'qualifications', t.qualifications) from tenant t where t.id = ${customerId}`;
}

/** The owner's orders for a customer, newest first: one JSON list. */
export function ownOrders(sql: Database, owner: Owner, customerId: string): Fragment {
  return sql`
    select coalesce(json_agg(o order by o.created_at desc, o.id), '[]') from customer_order o
     where o.partner_id = ${owner.partnerId} and o.customer_id = ${customerId}`;
}

export function ownOrder(sql: Database, owner: Owner, customerId: string, id: string): Fragment {
  return sql`select to_json(o) from customer_order o where o.partner_id = ${owner.partnerId} and o.customer_id = ${customerId} and o.id = ${id}`;
}

/** Some orders of the owner, in the order in which their ids are given. */
export async function ordersById(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  ids: readonly string[],
): Promise<OrderRow[]> {
  const rows = await tx<{ one: OrderRow }[]>`
    select to_json(o) as one from customer_order o
     where o.partner_id = ${owner.partnerId} and o.customer_id = ${customerId} and o.id = any(${ids as string[]})
     order by array_position(${ids as string[]}, o.id)`;
  return rows.map((row) => row.one);
}

/** One order of the owner, locked until the act ends; null when it is none of its own. */
export async function lockOrder(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  id: string,
): Promise<OrderRow | null> {
  const [row] = await tx<{ one: OrderRow }[]>`
    select to_json(o) as one from customer_order o
     where o.partner_id = ${owner.partnerId} and o.customer_id = ${customerId} and o.id = ${id} for update`;
  return row?.one ?? null;
}

/** The orders, as a write of an act. */
export function insertOrdersFrom(tx: Transaction, orders: readonly OrderRow[]): Fragment {
  return tx`insert into customer_order select * from jsonb_populate_recordset(null::customer_order, ${tx.json(orders as never)})` as unknown as Fragment;
}

/** Writes orders and the subscriptions they make, in one statement. */
export async function insertOrders(
  tx: Transaction,
  orders: readonly OrderRow[],
  subscriptions: readonly SubscriptionFacts[],
): Promise<void> {
  await tx`with bought as (${insertSubscriptionsFrom(tx, subscriptions)}) ${insertOrdersFrom(tx, orders)}`;
}

/** Saves what may change of an order that the act has locked. */
export async function saveOrder(tx: Transaction, order: OrderRow): Promise<void> {
  await tx`
    update customer_order set billing_cycle = ${order.billing_cycle}, status = ${order.status}, lines = ${tx.json(order.lines as never)}, version = ${order.version}
     where partner_id = ${order.partner_id} and customer_id = ${order.customer_id} and id = ${order.id}`;
}

/** What a sale is decided from, as rows of one instant. */
export interface SaleRow {
  readonly customer: {
    readonly cloud: Cloud;
    readonly country: string;
    readonly company: Readonly<Record<string, unknown>>;
    readonly qualifications: readonly (Qualification | QualificationName)[];
    readonly vetting: 'allowed' | 'under_review' | 'not_allowed';
    readonly partner: { readonly kind: PartnerKind; readonly program_status: ProgramStatus } | null;
  } | null;
  readonly related: boolean;
  /** The owner's newest attestation, else the customer's own signature; null: neither. */
  readonly agreement_id: string | null;
  readonly named: readonly NamedRow[];
  /** Subscriptions of the tenant that were not cancelled, whoever sold them: at least as many as live. */
  readonly held: number;
  readonly holdings: readonly HoldingRow[];
}

/** A partner that a line names by one of its ids. */
export interface NamedRow {
  readonly mpn_id: string;
  readonly global_account_id: string;
  readonly tenant_id: string;
  readonly kind: PartnerKind;
  readonly program_status: ProgramStatus;
  readonly mpa_accepted: boolean;
  readonly partnered: boolean;
}

/** What a tenant holds, without a word on who sold it, except that it was the asking partner itself. */
export type HoldingRow = Pick<
  SubscriptionRow,
  | 'product_id'
  | 'sku_id'
  | 'commerce'
  | 'term_ends_at'
  | 'auto_renew'
  | 'suspended_at'
  | 'cancelled_at'
  | 'is_trial'
  | 'promotion_id'
> & {
  /** Set on the asking partner's own. */
  readonly own_id: string | null;
  readonly own_partner_on_record: string | null;
};

export interface SaleQuestion {
  readonly customerId: string;
  /** Location ids that lines name. */
  readonly named: readonly string[];
  /** `product:sku` whose holdings decide something; null: all that the tenant holds. */
  readonly keys: readonly string[] | null;
  /** Own Azure plans, and parents of add-ons, are wanted too. */
  readonly own: boolean;
}

/**
 * What a sale is decided from, in one statement. With `lock` the relationship and the partnerships stay as they are until
 * the act ends: a removal that is under way is waited for, and a later one finds what was bought (R45, R51).
 */
export function saleFacts(
  sql: Database,
  owner: Owner,
  question: Omit<SaleQuestion, 'named'> & { readonly named: readonly string[] | Fragment },
  lock: boolean,
): Fragment {
  const { customerId, named, keys, own } = question;
  const forShare = lock ? sql`for share` : sql``;
  const none = Array.isArray(named) && named.length === 0;
  const ids = Array.isArray(named) ? sql`any(${named as string[]})` : sql`any(array(${named as Fragment}))`;
  const wanted =
    keys === null
      ? sql`true`
      : sql`(s.product_id || ':' || s.sku_id = any(${keys as string[]}) or (${own} and s.partner_id = ${owner.partnerId}))`;
  const holdings =
    keys !== null && keys.length === 0 && !own
      ? sql`'[]'::json`
      : sql`(select coalesce(json_agg(json_build_object(
               'product_id', s.product_id, 'sku_id', s.sku_id, 'commerce', s.commerce, 'term_ends_at', s.term_ends_at, 'auto_renew', s.auto_renew,
               'suspended_at', s.suspended_at, 'cancelled_at', s.cancelled_at, 'is_trial', s.is_trial, 'promotion_id', s.promotion_id,
               'own_id', case when s.partner_id = ${owner.partnerId} then s.id end,
               'own_partner_on_record', case when s.partner_id = ${owner.partnerId} then s.partner_on_record end)), '[]')
               from subscription s where s.customer_id = ${customerId} and s.cancelled_at is null and ${wanted})`;
  const partnerships = none
    ? sql``
    : sql`, partnerships as (
      select y.reseller_id from partnership y
       where y.provider_id = ${owner.partnerId} and y.ended_at is null
         and y.reseller_id in (select tenant_id from partner where mpn_id = ${ids}) ${forShare})`;
  const resellers = none
    ? sql`'[]'::json`
    : sql`(select coalesce(json_agg(json_build_object('mpn_id', p.mpn_id, 'global_account_id', p.global_account_id, 'tenant_id', p.tenant_id,
               'kind', p.kind, 'program_status', p.program_status, 'mpa_accepted', p.mpa_accepted_at is not null,
               'partnered', exists (select from partnerships y where y.reseller_id = p.tenant_id))), '[]')
               from partner p join tenant t on t.id = p.tenant_id
              where (p.mpn_id = ${ids} or p.global_account_id = ${ids})
                and t.cloud = (select cloud from tenant where id = ${owner.partnerId}))`;
  return sql`
    with relation as (
      select from reseller_relationship r
       where r.partner_id = ${owner.partnerId} and r.customer_id = ${customerId} and r.ended_at is null and r.type = 'reseller' ${forShare})
    ${partnerships}
    select json_build_object(
      'customer', (select json_build_object('cloud', t.cloud, 'country', t.country, 'company', t.company, 'qualifications', t.qualifications,
                     'vetting', t.vetting_status,
                     'partner', (select json_build_object('kind', p.kind, 'program_status', p.program_status) from partner p where p.tenant_id = t.id))
                     from tenant t where t.id = ${customerId}),
      'related', exists (select from relation),
      'agreement_id', coalesce(
        (select a.id from agreement_attestation a where a.partner_id = ${owner.partnerId} and a.customer_id = ${customerId} order by a.created_at desc, a.id limit 1),
        (select c.id from agreement_acceptance c where c.customer_id = ${customerId} order by c.accepted_at desc, c.id limit 1)),
      'named', ${resellers},
      'held', (select count(*)::int from subscription s where s.customer_id = ${customerId} and s.cancelled_at is null),
      'holdings', ${holdings})`;
}

/** `saleFacts` for an act: everything it relies on stays as it is until the act ends. */
export async function loadSale(tx: Transaction, owner: Owner, question: SaleQuestion): Promise<SaleRow> {
  const [row] = await tx<
    [{ json_build_object: SaleRow }]
  >`${saleFacts(tx as unknown as Database, owner, question, true)}`;
  return row.json_build_object;
}

/** `saleFacts` for an act that does not sell yet. */
export async function readSale(tx: Transaction, owner: Owner, question: SaleQuestion): Promise<SaleRow> {
  const [row] = await tx<
    [{ json_build_object: SaleRow }]
  >`${saleFacts(tx as unknown as Database, owner, question, false)}`;
  return row.json_build_object;
}

/** What the lines of a cart are looked at with: everything that the tenant holds, and the resellers that its lines name. */
export function saleOfCart(sql: Database, owner: Owner, customerId: string, cartId: string): Fragment {
  const named = sql`
    select l->>'partnerOnRecord' from cart c, jsonb_array_elements(c.lines) l
     where c.partner_id = ${owner.partnerId} and c.customer_id = ${customerId} and c.id = ${cartId}
    union
    select a from cart c, jsonb_array_elements(c.lines) l, jsonb_array_elements_text(l->'additionalPartners') a
     where c.partner_id = ${owner.partnerId} and c.customer_id = ${customerId} and c.id = ${cartId}`;
  return saleFacts(sql, owner, { customerId, named, keys: null, own: true }, false);
}

/** Lets no other sale of anything limited to this customer pass until the act ends. */
export async function holdCustomerSales(tx: Transaction, customerId: string): Promise<void> {
  await tx`select hold_customer_sales(${customerId})`;
}
