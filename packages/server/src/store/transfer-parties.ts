import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import type { PartnerKind, ProgramStatus } from '@multipartner/domain/tenant/partner.ts';
import type { AzureSubscriptionFacts } from '@multipartner/domain/transfer/facts.ts';
import type { Database, Fragment, Transaction } from './database.ts';
import { type SaleRow, saleFacts } from './order.ts';
import { doneUpTo, rowOf, type SubscriptionRow } from './subscription.ts';
import type { Side } from './transfer.ts';

/** A partner as one side of a transfer. */
export interface TransferPartyRow {
  readonly tenant_id: string;
  readonly name: string;
  readonly cloud: Cloud;
  readonly country: string;
  readonly kind: PartnerKind;
  readonly mpn_id: string;
  readonly program_status: ProgramStatus;
  readonly mpa_accepted: boolean;
  /** Enrolled as an indirect reseller beside its kind (R3). */
  readonly also_reseller: boolean;
  /** It has a living relationship with the customer. */
  readonly related: boolean;
}

/** Both sides, what the target stands on, and whether they work together as reseller (source) and provider (target). */
export interface TransferPartiesRow {
  readonly source: TransferPartyRow | null;
  readonly target: TransferPartyRow | null;
  readonly partnered: boolean;
  readonly sale: SaleRow;
  /** The target's own Azure plans and older subscriptions by usage. */
  readonly target_azure: readonly SubscriptionRow[];
}

export interface TransferQuestion {
  readonly customerId: string;
  readonly sourceId: string | null;
  readonly targetId: string;
  readonly partnerOnRecord: string | null;
}

function party(sql: Database, customerId: string, id: string | null): Fragment {
  return sql`
    select json_build_object('tenant_id', p.tenant_id, 'name', t.display_name, 'cloud', t.cloud, 'country', t.country, 'kind', p.kind,
             'mpn_id', p.mpn_id, 'program_status', p.program_status, 'mpa_accepted', p.mpa_accepted_at is not null,
             'also_reseller', p.reseller_since is not null,
             'related', exists (select from reseller_relationship r
                                 where r.partner_id = p.tenant_id and r.customer_id = ${customerId} and r.ended_at is null))
      from partner p join tenant t on t.id = p.tenant_id where p.tenant_id = ${id}`;
}

/**
 * Both sides of a transfer; the target's footing (its relationship, the partnership with the reseller it names, its Azure
 * plans) stays as it is until the act ends.
 */
export async function holdTransferParties(tx: Transaction, question: TransferQuestion): Promise<TransferPartiesRow> {
  const sql = tx as unknown as Database;
  const { customerId, sourceId, targetId, partnerOnRecord } = question;
  const named = partnerOnRecord === null ? [] : [partnerOnRecord];
  const sale = saleFacts(sql, { partnerId: targetId }, { customerId, named, keys: [], own: false }, true);
  const [row] = await tx<[TransferPartiesRow]>`
    with plans as (
      select to_json(s) as one from subscription s
       where s.partner_id = ${targetId} and s.customer_id = ${customerId}
         and (s.commerce = 'azure_plan' or (s.commerce = 'legacy' and s.unit_price is null)) order by s.created_at, s.id for share),
    together as (
      select from partnership y
       where y.provider_id = ${targetId} and y.reseller_id = ${sourceId} and y.ended_at is null for share)
    select (${party(sql, customerId, sourceId)}) as source, (${party(sql, customerId, targetId)}) as target,
           exists (select from together) as partnered, (select coalesce(json_agg(one), '[]') from plans) as target_azure`;
  const [sold] = await tx<[{ json_build_object: SaleRow }]>`${sale}`;
  return { ...row, sale: sold.json_build_object };
}

/** The partner that a tenant id, or a domain name, belongs to, in the cloud of the one that asks; null when it is none (R170). */
export async function findPartnerTenant(
  tx: Transaction,
  asking: Side,
  by: { readonly tenantId: string | null; readonly domain: string | null },
): Promise<string | null> {
  const [row] = await tx<{ id: string }[]>`
    select p.tenant_id as id from partner p join tenant t on t.id = p.tenant_id
     where t.cloud = (select cloud from tenant where id = ${asking.partnerId})
       and (${by.tenantId}::uuid is null or p.tenant_id = ${by.tenantId})
       and (${by.domain}::text is null or exists (select from tenant_domain d where d.tenant_id = t.id and d.name = lower(${by.domain})))`;
  return by.tenantId === null && by.domain === null ? null : (row?.id ?? null);
}

interface AzureRow {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly id: string;
  readonly plan_id: string;
  readonly friendly_name: string;
  readonly cancelled_at: string | null;
  readonly version: number;
}

/** Everything that the source has at the customer, and which open transfer names it. */
export interface CandidatesRow {
  readonly subscriptions: readonly SubscriptionRow[];
  readonly azure: readonly AzureRow[];
  readonly taken: Readonly<Record<string, string>>;
}

const list = (sql: Database, owner: Side, customerId: string, table: 'subscription' | 'azure_subscription') => sql`
  select coalesce(json_agg(s order by s.created_at, s.id), '[]') from ${sql(table)} s
   where s.partner_id = ${owner.partnerId} and s.customer_id = ${customerId}`;

/** A JSON object: the open transfer that names an item of the source, by the item's id. */
const taken = (sql: Database, owner: Side, customerId: string) => sql`
  select coalesce(json_object_agg(i->>'id', t.id), '{}') from transfer t, jsonb_array_elements(t.items) i
   where t.customer_id = ${customerId} and t.source_id = ${owner.partnerId}
     and t.cancelled_at is null and t.declined_at is null and t.settled_at is null`;

export function transferCandidates(sql: Database, owner: Side, customerId: string): Fragment {
  return sql`select json_build_object('subscriptions', (${list(sql, owner, customerId, 'subscription')}),
                                      'azure', (${list(sql, owner, customerId, 'azure_subscription')}),
                                      'taken', (${taken(sql, owner, customerId)}))`;
}

/** The same, and nobody changes any of it until the act ends: who changes one waits, or is waited for (R192). */
export async function lockTransferCandidates(tx: Transaction, owner: Side, customerId: string): Promise<CandidatesRow> {
  const sql = tx as unknown as Database;
  await tx`select from subscription s where s.partner_id = ${owner.partnerId} and s.customer_id = ${customerId} order by s.id for update`;
  await tx`select from azure_subscription s where s.partner_id = ${owner.partnerId} and s.customer_id = ${customerId} order by s.id for update`;
  const [row] = await tx<[{ json_build_object: CandidatesRow }]>`${transferCandidates(sql, owner, customerId)}`;
  return row.json_build_object;
}

export function azureFactsOf(row: AzureRow): AzureSubscriptionFacts {
  return {
    partnerId: row.partner_id,
    customerId: row.customer_id,
    id: row.id,
    planId: row.plan_id,
    friendlyName: row.friendly_name,
    cancelledAt: row.cancelled_at === null ? null : new Date(row.cancelled_at),
    version: row.version,
  };
}

/** Gives locked subscriptions of the source to the partner that their new facts name. Without consent the database refuses (R92). */
export async function moveSubscriptions(
  tx: Transaction,
  source: Side,
  list: readonly { readonly before: SubscriptionRow; readonly to: SubscriptionFacts }[],
  now: Date,
): Promise<void> {
  const rows = list.map(({ before, to }) => rowOf(to, doneUpTo(before, now)));
  await tx`
    update subscription s
       set (partner_id, order_id, line_number, parent_id, partner_on_record, additional_partners, support_contact_id, agreement_id,
            term_ends_at, auto_renew, next_term, next_due_at, version)
         = (n.partner_id, n.order_id, n.line_number, n.parent_id, n.partner_on_record, n.additional_partners, n.support_contact_id, n.agreement_id,
            n.term_ends_at, n.auto_renew, n.next_term, n.next_due_at, n.version)
      from jsonb_populate_recordset(null::subscription, ${tx.json(rows as never)}) n
     where s.partner_id = ${source.partnerId} and s.customer_id = n.customer_id and s.id = n.id`;
}

/** Puts locked Azure subscriptions of the source under the plan of their new partner; the roles on them stay (R188). */
export async function moveAzureSubscriptions(
  tx: Transaction,
  source: Side,
  list: readonly AzureSubscriptionFacts[],
): Promise<void> {
  const rows = list.map(({ partnerId, customerId, id, planId, version }) => ({
    partner_id: partnerId,
    customer_id: customerId,
    id,
    plan_id: planId,
    version,
  }));
  await tx`
    update azure_subscription s set (partner_id, plan_id, version) = (n.partner_id, n.plan_id, n.version)
      from jsonb_populate_recordset(null::azure_subscription, ${tx.json(rows as never)}) n
     where s.partner_id = ${source.partnerId} and s.customer_id = n.customer_id and s.id = n.id`;
}
