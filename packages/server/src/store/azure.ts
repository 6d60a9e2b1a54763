import type { PartnerKind, ProgramStatus } from '@multipartner/domain/tenant/partner.ts';
import type { Database, Fragment, Transaction } from './database.ts';
import { isRelated } from './order.ts';
import type { Owner, SubscriptionRow } from './subscription.ts';

export interface RoleAssignmentRow {
  readonly id: string;
  readonly principal_tenant_id: string;
  readonly principal_group: string;
  readonly role: string;
}

/** A row of `azure_subscription` with the roles that are held on it. */
export interface AzureSubscriptionRow {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly id: string;
  readonly plan_id: string;
  readonly friendly_name: string;
  readonly created_at: string;
  readonly cancelled_at: string | null;
  readonly roles: readonly RoleAssignmentRow[];
}

/** Azure subscriptions under a plan of the owner's own, oldest first: one JSON list. */
export function ownAzureSubscriptions(sql: Database, owner: Owner, customerId: string, planId: string): Fragment {
  return sql`select coalesce(json_agg(x.one order by x.created_at, x.id), '[]') from (${withRoles(sql)}
    where a.partner_id = ${owner.partnerId} and a.customer_id = ${customerId} and a.plan_id = ${planId}) x`;
}

/** One Azure subscription under a plan of the owner's own; null when there is none. */
export function ownAzureSubscription(
  sql: Database,
  owner: Owner,
  customerId: string,
  planId: string,
  id: string,
): Fragment {
  return sql`select x.one from (${withRoles(sql)}
    where a.partner_id = ${owner.partnerId} and a.customer_id = ${customerId} and a.plan_id = ${planId} and a.id = ${id}) x`;
}

/** One Azure subscription in the customer's own tenant, whichever partner provisioned it; null when there is none. */
export function azureSubscriptionAtCustomer(sql: Database, customerId: string, planId: string, id: string): Fragment {
  return sql`select x.one from (${withRoles(sql)} where a.customer_id = ${customerId} and a.plan_id = ${planId} and a.id = ${id}) x`;
}

/** The pair that an act of the customer on an Azure subscription of its tenant concerns; none when it has no such one. */
export function pairsOfAzureSubscription(sql: Database, customerId: string, planId: string, id: string): Fragment {
  return sql`array(select a.customer_id::text || ':' || a.partner_id::text from azure_subscription a
                    where a.customer_id = ${customerId} and a.plan_id = ${planId} and a.id = ${id})`;
}

/** The partner that provisioned an Azure subscription in the customer's tenant; null when there is none. */
export async function partnerOfAzureSubscription(
  tx: Transaction,
  customerId: string,
  planId: string,
  id: string,
): Promise<string | null> {
  const [row] = await tx<{ partner_id: string }[]>`
    select partner_id from azure_subscription where customer_id = ${customerId} and plan_id = ${planId} and id = ${id}`;
  return row?.partner_id ?? null;
}

function withRoles(sql: Database): Fragment {
  return sql`
    select a.created_at, a.id, to_jsonb(a) || jsonb_build_object('roles', (
             select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'principal_tenant_id', r.principal_tenant_id,
                      'principal_group', r.principal_group, 'role', r.role) order by r.created_at, r.id), '[]')
               from azure_role_assignment r
              where r.partner_id = a.partner_id and r.customer_id = a.customer_id and r.azure_subscription_id = a.id and r.removed_at is null)) as one
      from azure_subscription a`;
}

/** What provisioning is decided from; the plan stays as it is until the act ends, so that it is not suspended meanwhile (R109). */
export interface PlanRow {
  readonly related: boolean;
  readonly plan: SubscriptionRow | null;
  readonly partner: { readonly kind: PartnerKind; readonly program_status: ProgramStatus } | null;
}

export async function holdPlan(tx: Transaction, owner: Owner, customerId: string, planId: string): Promise<PlanRow> {
  const sql = tx as unknown as Database;
  const [row] = await tx<[PlanRow]>`
    with plan as (
      select to_json(s) as found from subscription s
       where s.partner_id = ${owner.partnerId} and s.customer_id = ${customerId} and s.id = ${planId} for share)
    select (${isRelated(sql, owner, customerId)}) as related,
           (select found from plan) as plan,
           (select json_build_object('kind', p.kind, 'program_status', p.program_status) from partner p where p.tenant_id = ${customerId}) as partner`;
  return row;
}

/** Makes an Azure subscription with the owner's AdminAgents as Owner of it, and of nothing else (R85). */
export async function insertAzureSubscription(tx: Transaction, row: AzureSubscriptionRow): Promise<void> {
  await tx`
    insert into azure_subscription (partner_id, customer_id, id, plan_id, friendly_name, created_at)
    values (${row.partner_id}, ${row.customer_id}, ${row.id}, ${row.plan_id}, ${row.friendly_name}, ${row.created_at})`;
  for (const role of row.roles) {
    await tx`
      insert into azure_role_assignment (partner_id, customer_id, azure_subscription_id, id, principal_tenant_id, principal_group, role, created_at)
      values (${row.partner_id}, ${row.customer_id}, ${row.id}, ${role.id}, ${role.principal_tenant_id}, ${role.principal_group}, ${role.role}, ${row.created_at})`;
  }
}

/** Takes a role away, at the customer's own tenant; false when there is none to take. */
export async function removeRoleAssignment(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  azureSubscriptionId: string,
  id: string,
  at: Date,
): Promise<boolean> {
  const rows = await tx`
    update azure_role_assignment set removed_at = ${at}
     where partner_id = ${owner.partnerId} and customer_id = ${customerId} and azure_subscription_id = ${azureSubscriptionId} and id = ${id}
       and removed_at is null
    returning id`;
  return rows.length > 0;
}

/** One Azure subscription of the owner's, held until the act ends, with the roles that are held on it; null when there is none. */
export async function lockAzureSubscription(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  planId: string,
  id: string,
): Promise<AzureSubscriptionRow | null> {
  const sql = tx as unknown as Database;
  // The row first: who waited for it sees the roles as they are then.
  const held = await tx`
    select from azure_subscription
     where partner_id = ${owner.partnerId} and customer_id = ${customerId} and plan_id = ${planId} and id = ${id} for update`;
  if (held.length === 0) return null;
  const [row] = await tx<[{ one: AzureSubscriptionRow }]>`
    select (${ownAzureSubscription(sql, owner, customerId, planId, id)}) as one`;
  return row.one;
}

/** Writes when an Azure subscription of the owner's was cancelled; null: it runs. */
export function saveAzureCancellation(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  id: string,
  cancelledAt: Date | null,
): Fragment {
  return (tx as unknown as Database)`
    update azure_subscription set cancelled_at = ${cancelledAt}, version = version + 1
     where partner_id = ${owner.partnerId} and customer_id = ${customerId} and id = ${id}`;
}
