import type { PartnerKind, ProgramStatus } from '@multipartner/domain/tenant/partner.ts';
import type { Database, Transaction } from './database.ts';
import { isRelated, type NamedRow } from './order.ts';
import type { Owner, SubscriptionRow } from './subscription.ts';
import { type TransferRow, transfersNaming } from './transfer.ts';

/** What a change of a subscription is decided from; the relationship and the subscription stay as they are until the act ends. */
export interface ChangeRow {
  readonly related: boolean;
  readonly subscription: SubscriptionRow | null;
  readonly customer: {
    readonly country: string;
    readonly partner: { readonly kind: PartnerKind; readonly program_status: ProgramStatus } | null;
  } | null;
  /** The partner that the change names as partner of record. */
  readonly named: readonly NamedRow[];
  /** Accepted transfers that move it, or have moved it (R192). */
  readonly transfers: readonly TransferRow[];
  /** Active Azure subscriptions and reservations that hang under it, when it is an Azure plan (R109). */
  readonly under_plan: number;
}

/** Loads and locks a subscription of the owner with what a change of it depends on, in one statement. */
export async function lockForChange(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  id: string,
  partnerOnRecord: string | null,
): Promise<ChangeRow> {
  const [row] = await tx<[ChangeRow]>`
    with relation as (
      select from reseller_relationship r
       where r.partner_id = ${owner.partnerId} and r.customer_id = ${customerId} and r.ended_at is null for share),
    one as (
      select to_json(s) as found from subscription s
       where s.partner_id = ${owner.partnerId} and s.customer_id = ${customerId} and s.id = ${id} for update)
    select exists (select from relation) as related,
           (select found from one) as subscription,
           (select json_build_object('country', t.country,
                     'partner', (select json_build_object('kind', p.kind, 'program_status', p.program_status) from partner p where p.tenant_id = t.id))
              from tenant t where t.id = ${customerId}) as customer,
           (select coalesce(json_agg(json_build_object('mpn_id', p.mpn_id, 'global_account_id', p.global_account_id, 'tenant_id', p.tenant_id,
                     'kind', p.kind, 'program_status', p.program_status, 'mpa_accepted', p.mpa_accepted_at is not null, 'partnered', false)), '[]')
              from partner p join tenant t on t.id = p.tenant_id
             where ${partnerOnRecord ?? null}::text in (p.mpn_id, p.global_account_id)
               and t.cloud = (select cloud from tenant where id = ${owner.partnerId})) as named,
           (${transfersNaming(tx as unknown as Database, owner, customerId, id)}) as transfers,
           (select count(*)::int from azure_subscription a
             where a.partner_id = ${owner.partnerId} and a.customer_id = ${customerId} and a.plan_id = ${id} and a.cancelled_at is null)
           + (select count(*)::int from subscription r join subscription s on s.partner_id = r.partner_id and s.customer_id = r.customer_id
               where r.partner_id = ${owner.partnerId} and r.customer_id = ${customerId} and r.commerce = 'reservation' and r.cancelled_at is null
                 and (r.term_ends_at is null or r.auto_renew or r.term_ends_at > realm_now())
                 and s.id = ${id} and s.commerce = 'azure_plan' and s.partner_on_record is not distinct from r.partner_on_record) as under_plan`;
  return row;
}

/** Whether the owner has a living relationship with the customer; nothing is held. */
export async function isPartnerRelated(tx: Transaction, owner: Owner, customerId: string): Promise<boolean> {
  const [row] = await tx<[{ exists: boolean }]>`${isRelated(tx as unknown as Database, owner, customerId)}`;
  return row.exists;
}

/** Partners of record of the owner's other Azure plans at the customer; '' for none. Call `holdCustomerSales` first (R107). */
export async function otherAzurePlans(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  id: string,
): Promise<string[]> {
  const rows = await tx<{ partner_on_record: string }[]>`
    select coalesce(partner_on_record, '') as partner_on_record from subscription
     where partner_id = ${owner.partnerId} and customer_id = ${customerId} and id <> ${id} and commerce = 'azure_plan' and cancelled_at is null`;
  return rows.map((row) => row.partner_on_record);
}

/** What deciding and showing a support contact needs: the subscription, locked, and who is or is to be the contact. */
export interface SupportContactRow {
  readonly related: boolean;
  readonly subscription: SubscriptionRow | null;
  readonly contact: {
    readonly name: string;
    readonly mpn_id: string;
    readonly kind: PartnerKind;
    readonly related: boolean;
    readonly partnered: boolean;
  } | null;
}

/** Locks the subscription, and holds the partnership with the proposed contact until the act ends. */
export async function lockForSupportContact(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  id: string,
  contactId: string,
): Promise<SupportContactRow> {
  const [row] = await tx<[SupportContactRow]>`
    with one as (
      select to_json(s) as found from subscription s
       where s.partner_id = ${owner.partnerId} and s.customer_id = ${customerId} and s.id = ${id} for update),
    together as (
      select from partnership y where y.provider_id = ${owner.partnerId} and y.reseller_id = ${contactId} and y.ended_at is null for share)
    select exists (select from reseller_relationship r
                    where r.partner_id = ${owner.partnerId} and r.customer_id = ${customerId} and r.ended_at is null) as related,
           (select found from one) as subscription,
           (select json_build_object('name', t.display_name, 'mpn_id', p.mpn_id, 'kind', p.kind,
                     'related', exists (select from reseller_relationship r
                                         where r.partner_id = ${contactId} and r.customer_id = ${customerId} and r.ended_at is null),
                     'partnered', exists (select from together))
              from partner p join tenant t on t.id = p.tenant_id where p.tenant_id = ${contactId}) as contact`;
  return row;
}
