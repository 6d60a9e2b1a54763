import { type Columns, type Listed, type ListQuery, listing } from '../condition.ts';
import type { Database, Fragment } from '../database.ts';
import type { Owner } from './relationship.ts';
import type { AccessAssignmentRow, AdminOperationRow, AdminRelationshipRow, AdminRequestRow } from './row.ts';

export interface RelationshipListRow {
  readonly relationship: AdminRelationshipRow;
  readonly customer_name: string | null;
}

const relationshipRow = (sql: Database) =>
  sql`json_build_object('relationship', row_to_json(r), 'customer_name', c.display_name)`;

/** The latest of several times that is not in the future; the first of them never is. */
const latest = (sql: Database, times: readonly Fragment[]) =>
  times.reduce((sum, at) => sql`greatest(${sum}, case when ${at} <= realm_now() then ${at} end)`);

/** When a relationship last became different. The domain's lastModified says the same; a test holds them together. */
const relationshipModified = (sql: Database) => {
  const living = sql`case when r.termination_requested_at is null and r.activated_at is not null then r.end_at end`;
  return sql`greatest(${latest(sql, [
    sql`r.modified_at`,
    sql`r.pending_at`,
    sql`r.activating_at`,
    sql`r.activated_at`,
    sql`r.dropped_at`,
    sql`r.terminating_at`,
    sql`r.terminated_at`,
  ])}, ${sql`case
    when not r.extends then greatest(
      case when ${living} <= realm_now() then ${living} end,
      case when ${living} + r.step_ms * interval '1 millisecond' <= realm_now() then ${living} + r.step_ms * interval '1 millisecond' end)
    when ${living} <= realm_now() then admin_relationship_end(r, realm_now()) - interval '180 days' end`})`;
};

/** The fields of a relationship by which a list can be asked, as the documented paths name them. */
function relationshipColumns(sql: Database): Columns {
  return {
    // The world's id names the partner too; among one partner's own the first half is enough to order by.
    id: { expression: sql`r.id`, type: 'uuid' },
    displayName: { expression: sql`r.display_name`, type: 'text' },
    status: { expression: sql`admin_relationship_status(r, realm_now())`, type: 'text' },
    'customer/tenantId': { expression: sql`r.customer_id`, type: 'uuid', nullable: true },
    'customer/displayName': { expression: sql`c.display_name`, type: 'text', nullable: true },
    duration: { expression: sql`'P' || r.duration_days || 'D'`, type: 'text' },
    autoExtendDuration: { expression: sql`case when r.extends then 'P180D' else 'PT0S' end`, type: 'text' },
    createdDateTime: { expression: sql`r.created_at`, type: 'timestamptz' },
    lastModifiedDateTime: { expression: relationshipModified(sql), type: 'timestamptz' },
    activatedDateTime: {
      expression: sql`case when r.activated_at <= realm_now() then r.activated_at end`,
      type: 'timestamptz',
      nullable: true,
    },
    endDateTime: { expression: sql`admin_relationship_end(r, realm_now())`, type: 'timestamptz', nullable: true },
  };
}

/** The owner's relationships that are not gone: one page as one JSON value. */
export function ownRelationships(sql: Database, owner: Owner, query: ListQuery): Fragment {
  return listing(sql, query, relationshipColumns(sql), {
    row: relationshipRow(sql),
    from: sql`admin_relationship r left join tenant c on c.id = r.customer_id`,
    where: sql`r.partner_id = ${owner.partnerId} and admin_relationship_status(r, realm_now()) <> 'gone'`,
  });
}

/** One of the owner's relationships with its customer's name; null when there is none or it is gone. */
export function ownRelationship(sql: Database, owner: Owner, id: string): Fragment {
  return sql`
    select ${relationshipRow(sql)} from admin_relationship r left join tenant c on c.id = r.customer_id
     where r.partner_id = ${owner.partnerId} and r.id = ${id} and admin_relationship_status(r, realm_now()) <> 'gone'`;
}

/** Parts of one of the owner's relationships, as one page; null when there is no such relationship. */
function partsOf(
  sql: Database,
  owner: Owner,
  relationshipId: string,
  query: ListQuery,
  columns: Columns,
  list: { readonly row: Fragment; readonly from: Fragment },
): Fragment {
  const page = listing(sql, query, columns, {
    ...list,
    where: sql`p.partner_id = ${owner.partnerId} and p.relationship_id = ${relationshipId}`,
  });
  return sql`
    select (${page}) from admin_relationship r
     where r.partner_id = ${owner.partnerId} and r.id = ${relationshipId} and admin_relationship_status(r, realm_now()) <> 'gone'`;
}

export function ownAssignments(sql: Database, owner: Owner, relationshipId: string, query: ListQuery): Fragment {
  return partsOf(
    sql,
    owner,
    relationshipId,
    query,
    {
      id: { expression: sql`p.id`, type: 'uuid' },
      status: { expression: sql`access_assignment_status(p, realm_now())`, type: 'text' },
      'accessContainer/accessContainerId': { expression: sql`p.group_id`, type: 'uuid' },
      createdDateTime: { expression: sql`p.created_at`, type: 'timestamptz' },
      lastModifiedDateTime: {
        expression: latest(sql, [
          sql`p.modified_at`,
          sql`p.active_at`,
          sql`p.next_at`,
          sql`p.failed_at`,
          sql`p.deleted_at`,
        ]),
        type: 'timestamptz',
      },
    },
    { row: sql`row_to_json(p)`, from: sql`access_assignment p` },
  );
}

export function ownRequests(sql: Database, owner: Owner, relationshipId: string, query: ListQuery): Fragment {
  return partsOf(
    sql,
    owner,
    relationshipId,
    query,
    {
      id: { expression: sql`p.id`, type: 'uuid' },
      action: { expression: sql`p.action`, type: 'text' },
      status: {
        expression: sql`case when p.settled_at <= realm_now() then 'succeeded' when p.pending_at <= realm_now() then 'pending' else 'created' end`,
        type: 'text',
      },
      createdDateTime: { expression: sql`p.created_at`, type: 'timestamptz' },
    },
    { row: sql`row_to_json(p)`, from: sql`admin_relationship_request p` },
  );
}

export function ownOperations(sql: Database, owner: Owner, relationshipId: string, query: ListQuery): Fragment {
  return partsOf(
    sql,
    owner,
    relationshipId,
    query,
    {
      id: { expression: sql`p.id`, type: 'uuid' },
      operationType: {
        expression: sql`case p.type when 'assignmentUpdate' then 'delegatedAdminAccessAssignmentUpdate' else 'delegatedAdminRelationshipUpdate' end`,
        type: 'text',
      },
      status: {
        expression: sql`case when p.failed_at <= least(realm_now(), p.settled_at) then 'failed' when p.settled_at <= realm_now() then 'succeeded'
                             when p.running_at <= realm_now() then 'running' else 'notStarted' end`,
        type: 'text',
      },
      createdDateTime: { expression: sql`p.created_at`, type: 'timestamptz' },
    },
    { row: sql`row_to_json(p)`, from: sql`admin_relationship_operation p` },
  );
}

/** One part of one of the owner's relationships by its id; null when there is none. */
export function ownPart(
  sql: Database,
  owner: Owner,
  table: 'access_assignment' | 'admin_relationship_request' | 'admin_relationship_operation',
  relationshipId: string,
  id: string,
): Fragment {
  return sql`
    select row_to_json(p) from ${sql(table)} p
      join admin_relationship r on r.partner_id = p.partner_id and r.id = p.relationship_id
     where p.partner_id = ${owner.partnerId} and p.relationship_id = ${relationshipId} and p.id = ${id}
       and admin_relationship_status(r, realm_now()) <> 'gone'`;
}

export interface AdministeredCustomerRow {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** Sum of the versions of its active relationships. */
  readonly version: number;
}

const administered = (sql: Database, owner: Owner) => sql`
  (select t.id, t.display_name as name, t.default_domain as domain, sum(r.version)::bigint as version
     from admin_relationship r join tenant t on t.id = r.customer_id
    where r.partner_id = ${owner.partnerId} and admin_relationship_status(r, realm_now()) = 'active'
    group by t.id) as c`;

/** The customers with which the owner has an active relationship (a reseller relationship is not asked for): one page. */
export function administeredCustomers(sql: Database, owner: Owner, query: ListQuery): Fragment {
  const columns: Columns = {
    id: { expression: sql`c.id`, type: 'uuid' },
    tenantId: { expression: sql`c.id`, type: 'uuid' },
    displayName: { expression: sql`c.name`, type: 'text' },
  };
  return listing(sql, query, columns, { row: sql`row_to_json(c)`, from: administered(sql, owner), where: sql`true` });
}

export function administeredCustomer(sql: Database, owner: Owner, customerId: string): Fragment {
  return sql`select row_to_json(c) from ${administered(sql, owner)} where c.id = ${customerId}`;
}

export interface PublicTenantRow {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
}

/** What anybody may know of a tenant of his cloud, by its id or by one of its verified domains. */
export function publicTenant(
  sql: Database,
  callerTenantId: string,
  by: { readonly id: string } | { readonly domain: string },
): Fragment {
  const match =
    'id' in by
      ? sql`t.id = ${by.id}`
      : sql`t.id = (select d.tenant_id from tenant_domain d where d.name = lower(${by.domain}) and d.verified_at is not null)`;
  return sql`
    select json_build_object('id', t.id, 'name', t.display_name, 'domain', t.default_domain) from tenant t
     where ${match} and t.cloud = (select own.cloud from tenant own where own.id = ${callerTenantId})`;
}

/** Relationships that concern a customer, of whatever partner: those it approved, and a pending one that names it. */
export function relationshipsOfCustomer(
  sql: Database,
  customerId: string,
  page: { readonly limit: number; readonly after: readonly [at: string, id: string] | null },
): Fragment {
  const after =
    page.after === null
      ? sql``
      : sql`and (r.created_at, r.id) < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`;
  return sql`
    select coalesce(json_agg(one), '[]') from (
      select row_to_json(r) as relationship, p.display_name as partner_name
        from admin_relationship r join tenant p on p.id = r.partner_id
       where r.customer_id = ${customerId} and admin_relationship_status(r, realm_now()) not in ('gone', 'created') ${after}
       order by r.created_at desc, r.id desc limit ${page.limit}) as one`;
}

/** One relationship for a customer's eyes: its own, or one that waits for whoever has its id (R64); null when it is neither. */
export function relationshipForCustomer(sql: Database, customerId: string, partnerId: string, id: string): Fragment {
  return sql`
    select json_build_object('relationship', row_to_json(r), 'partner_name', p.display_name)
      from admin_relationship r join tenant p on p.id = r.partner_id
     where r.partner_id = ${partnerId} and r.id = ${id}
       and (r.customer_id = ${customerId} or (r.customer_id is null and p.cloud = (select cloud from tenant where id = ${customerId})))
       and admin_relationship_status(r, realm_now()) not in ('gone', 'created')`;
}

export interface CustomerRelationshipRow {
  readonly relationship: AdminRelationshipRow;
  readonly partner_name: string;
}

export type RelationshipPage = Listed<RelationshipListRow>;
export type AssignmentPage = Listed<AccessAssignmentRow>;
export type RequestPage = Listed<AdminRequestRow>;
export type OperationPage = Listed<AdminOperationRow>;
export type CustomerPage = Listed<AdministeredCustomerRow>;
