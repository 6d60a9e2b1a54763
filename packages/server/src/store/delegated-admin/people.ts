import type { Database, Fragment } from '../database.ts';
import type { AccessAssignmentRow } from './row.ts';

/** Somebody who has what a group has; `application`: a service of the partner. */
export interface GroupMember {
  readonly id: string;
  readonly kind: 'user' | 'application';
  readonly display_name: string;
  /** Null of an application. */
  readonly user_principal_name: string | null;
}

/** The living people and applications in a group, those of its nested groups too; one JSON array by name. */
export function membersOf(sql: Database, tenantId: Fragment, groupId: Fragment): Fragment {
  return sql`
    select coalesce(json_agg(json_build_object('id', m.member_id, 'kind', m.member_kind, 'display_name', coalesce(u.display_name, p.display_name),
                                               'user_principal_name', u.user_principal_name)
                             order by coalesce(u.display_name, p.display_name), m.member_id), '[]')
      from (with recursive inner_group (group_id) as (
              select ${groupId}
              union
              select n.member_id from inner_group i
                join security_group_member n on n.tenant_id = ${tenantId} and n.group_id = i.group_id and n.member_kind = 'group')
            select distinct n.member_id, n.member_kind from inner_group i
              join security_group_member n on n.tenant_id = ${tenantId} and n.group_id = i.group_id and n.member_kind <> 'group') as m
      left join tenant_user u on m.member_kind = 'user' and u.tenant_id = ${tenantId} and u.id = m.member_id
                             and u.deleted_at is null and u.account_enabled
      left join application p on m.member_kind = 'application' and p.tenant_id = ${tenantId} and p.client_id = m.member_id
     where u.id is not null or p.client_id is not null`;
}

export interface AssignmentWithPeople {
  readonly assignment: AccessAssignmentRow;
  /** Null when the group is no more. */
  readonly group_name: string | null;
  readonly people: readonly GroupMember[];
}

/**
 * The assignments of a relationship that were not taken away, with the people who have them, for its partner and for the
 * customer that approved it; null for everybody else.
 */
export function assignmentsWithPeople(
  sql: Database,
  callerTenantId: string,
  key: { readonly partnerId: string; readonly id: string },
  page: { readonly limit: number; readonly after: readonly [at: string, id: string] | null },
): Fragment {
  const after =
    page.after === null
      ? sql``
      : sql`and (a.created_at, a.id) > (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`;
  return sql`
    select (select coalesce(json_agg(one), '[]') from (
              select row_to_json(a) as assignment,
                     (select g.display_name from security_group g where g.tenant_id = a.partner_id and g.id = a.group_id) as group_name,
                     (${membersOf(sql, sql`a.partner_id`, sql`a.group_id`)}) as people
                from access_assignment a
               where a.partner_id = r.partner_id and a.relationship_id = r.id and a.deleting_at is null ${after}
               order by a.created_at, a.id limit ${page.limit}) as one)
      from admin_relationship r
     where r.partner_id = ${key.partnerId} and r.id = ${key.id} and admin_relationship_status(r, realm_now()) <> 'gone'
       and (r.partner_id = ${callerTenantId} or (r.customer_id = ${callerTenantId} and r.approved_at is not null))`;
}
