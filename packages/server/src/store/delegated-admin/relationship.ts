import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import type { Terms } from '@multipartner/domain/delegated-admin/terms.ts';
import type { ProgramStatus } from '@multipartner/domain/tenant/partner.ts';
import type { Database, Fragment, Transaction } from '../database.ts';
import type { AdminRelationshipRow } from './row.ts';

export interface Owner {
  readonly partnerId: string;
}

/**
 * The pairs that an act on one relationship concerns: its partner with its customer, or with nobody yet; and with the
 * customer that a draft is now to be asked of (null: nobody in particular).
 */
export function pairsOfRelationship(sql: Database, owner: Owner, id: string, asked?: string | null): Fragment {
  const more = asked === undefined ? [] : [`${asked ?? 'any'}:${owner.partnerId}`];
  return sql`${more}::text[] ||
    array(select coalesce(r.customer_id::text, 'any') || ':' || r.partner_id::text from admin_relationship r
           where r.partner_id = ${owner.partnerId} and r.id = ${id} for update)`;
}

/** A relationship with its customer's name and the length of a step now, held until the transaction ends. */
export interface LockedRelationship {
  readonly relationship: AdminRelationshipRow;
  readonly customer_name: string | null;
  readonly step_ms: number;
}

/** The owner's relationship, held; null when it has none of this id. */
export async function lockAdminRelationship(
  tx: Transaction,
  owner: Owner,
  id: string,
): Promise<LockedRelationship | null> {
  const [row] = await tx<LockedRelationship[]>`
    select row_to_json(r) as relationship, (select display_name from tenant t where t.id = r.customer_id) as customer_name,
           admin_step_ms() as step_ms
      from admin_relationship r
     where r.partner_id = ${owner.partnerId} and r.id = ${id} for update`;
  return row ?? null;
}

/** The tenant that a relationship is asked of, as it stands now: one JSON object. */
export function namedCustomer(sql: Database, tenantId: string): Fragment {
  return sql`select json_build_object('name', display_name, 'cloud', cloud) from tenant where id = ${tenantId}`;
}

export interface NamedCustomer {
  readonly name: string;
  readonly cloud: Cloud;
}

export async function readNamedCustomer(tx: Transaction, tenantId: string): Promise<NamedCustomer | null> {
  const [row] = await tx<[{ customer: NamedCustomer | null }]>`
    select (${namedCustomer(tx as unknown as Database, tenantId)}) as customer`;
  return row.customer;
}

/** The id of the owner's relationship that has the name, in whatever case; null when it is free. */
export async function relationshipNamed(tx: Transaction, owner: Owner, name: string): Promise<string | null> {
  const [row] = await tx<{ id: string }[]>`
    select id from admin_relationship where partner_id = ${owner.partnerId} and lower(display_name) = lower(${name})`;
  return row?.id ?? null;
}

export interface NewAdminRelationship extends Terms {
  readonly id: string;
  readonly createdAt: Date;
  readonly providerId: string | null;
  readonly stepMs: number;
}

/** Saves a draft; null when another relationship of the owner has the name. */
export async function insertAdminRelationship(
  tx: Transaction,
  owner: Owner,
  one: NewAdminRelationship,
): Promise<AdminRelationshipRow | null> {
  const [row] = await tx<{ row: AdminRelationshipRow }[]>`
    insert into admin_relationship as r (partner_id, id, customer_id, display_name, role_ids, duration_days, extends, created_at,
                                         modified_at, provider_id, step_ms)
    values (${owner.partnerId}, ${one.id}, ${one.customerId}, ${one.displayName}, ${one.roleIds as string[]}::uuid[],
            ${one.durationDays}, ${one.autoExtend}, ${one.createdAt}, ${one.createdAt}, ${one.providerId}, ${one.stepMs})
    on conflict (partner_id, lower(display_name)) do nothing
    returning row_to_json(r) as row`;
  return row?.row ?? null;
}

/** What an act may change; a member that is absent stays. */
export interface RelationshipUpdate {
  readonly customerId?: string | null;
  readonly displayName?: string;
  readonly roleIds?: readonly string[];
  readonly durationDays?: number;
  readonly extends?: boolean;
  readonly lockedAt?: Date;
  readonly pendingAt?: Date;
  readonly consentedAt?: Date;
  readonly approvedAt?: Date;
  readonly activatingAt?: Date;
  readonly activatedAt?: Date;
  readonly endAt?: Date | null;
  readonly stepMs?: number;
  readonly terminationRequestedAt?: Date;
  readonly terminatingAt?: Date;
  readonly terminatedAt?: Date;
  readonly terminatedBy?: string;
  readonly droppedRoleId?: string;
  readonly droppedAt?: Date;
  readonly dueAt?: Date | null;
}

const columns: Readonly<Record<keyof RelationshipUpdate, string>> = {
  customerId: 'customer_id',
  displayName: 'display_name',
  roleIds: 'role_ids',
  durationDays: 'duration_days',
  extends: 'extends',
  lockedAt: 'locked_at',
  pendingAt: 'pending_at',
  consentedAt: 'consented_at',
  approvedAt: 'approved_at',
  activatingAt: 'activating_at',
  activatedAt: 'activated_at',
  endAt: 'end_at',
  stepMs: 'step_ms',
  terminationRequestedAt: 'termination_requested_at',
  terminatingAt: 'terminating_at',
  terminatedAt: 'terminated_at',
  terminatedBy: 'terminated_by',
  droppedRoleId: 'dropped_role_id',
  droppedAt: 'dropped_at',
  dueAt: 'due_at',
};

/** Writes the members given, as an act of this moment; throws when a name is taken (unique index). */
export async function updateAdminRelationship(
  tx: Transaction,
  owner: Owner,
  id: string,
  change: RelationshipUpdate,
  now: Date,
): Promise<AdminRelationshipRow> {
  const given = Object.entries(change).map(([name, value]) => [columns[name as keyof RelationshipUpdate], value]);
  const set = { ...Object.fromEntries(given), modified_at: now } as Record<string, never>;
  const [row] = await tx<[{ row: AdminRelationshipRow }]>`
    update admin_relationship r set ${tx(set)}, version = version + 1
     where r.partner_id = ${owner.partnerId} and r.id = ${id}
    returning row_to_json(r) as row`;
  return row.row;
}

export async function deleteAdminRelationship(tx: Transaction, owner: Owner, id: string): Promise<void> {
  await tx`delete from admin_relationship where partner_id = ${owner.partnerId} and id = ${id}`;
}

/** The partner behind a relationship, as an approval needs to know it. */
export async function readAdminPartner(
  tx: Transaction,
  partnerId: string,
): Promise<{ name: string; cloud: Cloud; programStatus: ProgramStatus } | null> {
  const [row] = await tx<{ name: string; cloud: Cloud; programStatus: ProgramStatus }[]>`
    select t.display_name as name, t.cloud, p.program_status as "programStatus"
      from partner p join tenant t on t.id = p.tenant_id where p.tenant_id = ${partnerId}`;
  return row ?? null;
}

/** Ids of the pair's relationships whose rights are in force or on their way, held until the transaction ends. */
export async function lockLivingRelationships(
  tx: Transaction,
  owner: Owner,
  customerId: string,
): Promise<AdminRelationshipRow[]> {
  const rows = await tx<{ row: AdminRelationshipRow }[]>`
    select row_to_json(r) as row from admin_relationship r
     where r.partner_id = ${owner.partnerId} and r.customer_id = ${customerId}
       and admin_relationship_status(r, realm_now()) in ('active', 'approved', 'activating')
     order by r.id for update`;
  return rows.map(({ row }) => row);
}

/** The length of a step now, in milliseconds. */
export async function readStepMs(tx: Transaction): Promise<number> {
  const [row] = await tx<[{ step_ms: number }]>`select admin_step_ms() as step_ms`;
  return row.step_ms;
}
