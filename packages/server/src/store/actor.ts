import { type Actor, rolesOf } from '@multipartner/domain/access/actor.ts';
import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import type { PartnerKind, ProgramStatus } from '@multipartner/domain/tenant/partner.ts';
import type { Database, Fragment } from './database.ts';

/** Who a verified token speaks for. Ids only: what they may do is looked up at each request. */
export interface Caller {
  readonly tenantId: string;
  /** Null for an application acting for itself. */
  readonly userId: string | null;
  readonly applicationId: string;
}

export interface ActorRow {
  name: string;
  cloud: Cloud;
  country: string;
  is_realm: boolean;
  partner: { kind: PartnerKind; mpn_id: string; program_status: ProgramStatus; mpa_accepted: boolean } | null;
  person: { user_principal_name: string; role_ids: string[]; agent_groups: string[] } | null;
  /** Every security group that the person, or the application, is in: directly or through other groups. */
  groups: string[];
}

/**
 * One column: the ids of these groups. Each step looks its groups up in the index: joined, the planner would rather read
 * every membership of a partner, at each step, whatever its size.
 */
export function groupsOfCaller(sql: Database, caller: Caller): Fragment {
  return sql`
    with recursive within (group_id) as (
      select m.group_id from security_group_member m
       where m.tenant_id = ${caller.tenantId} and m.member_id = ${caller.userId ?? caller.applicationId}
      union
      select o.group_id from within w
       cross join lateral (select m.group_id from security_group_member m
                            where m.tenant_id = ${caller.tenantId} and m.member_id = w.group_id offset 0) o)
    select group_id from within`;
}

/** One JSON value: what a person is in his own tenant; null when there is no such person, or he may not sign in. */
export function personFacts(sql: Database, { tenantId, userId }: Pick<Caller, 'tenantId' | 'userId'>): Fragment {
  return sql`
    select json_build_object('user_principal_name', u.user_principal_name,
             'role_ids', array(select r.role_id from directory_role_member r where r.tenant_id = u.tenant_id and r.user_id = u.id),
             'agent_groups', array(select g.agent_group from security_group_member m
                                     join security_group g on g.tenant_id = m.tenant_id and g.id = m.group_id
                                    where m.tenant_id = u.tenant_id and m.member_id = u.id and g.agent_group is not null))
      from tenant_user u
     where u.tenant_id = ${tenantId} and u.id = ${userId} and u.deleted_at is null and u.account_enabled`;
}

/** One JSON value: the facts of the caller's tenant and person at this instant; null when the tenant is gone. */
export function actorFacts(sql: Database, caller: Caller): Fragment {
  return sql`
    select json_build_object(
      'name', t.display_name, 'cloud', t.cloud, 'country', t.country, 'is_realm', t.is_realm,
      'partner', case when p.tenant_id is not null then
        json_build_object('kind', p.kind, 'mpn_id', p.mpn_id, 'program_status', p.program_status,
                          'mpa_accepted', p.mpa_accepted_at is not null) end,
      'groups', array(${groupsOfCaller(sql, caller)}),
      'person', (${personFacts(sql, caller)}))
      from tenant t
      left join partner p on p.tenant_id = t.id
     where t.id = ${caller.tenantId}`;
}

/** The actor of the row, or null when the tenant or the person no longer exists or may not sign in. */
export function toActor(caller: Caller, row: Omit<ActorRow, 'groups'> | null): Actor | null {
  if (row === null) return null;
  if (caller.userId !== null && row.person === null) return null;
  return {
    tenantId: caller.tenantId,
    tenantName: row.name,
    cloud: row.cloud,
    country: row.country,
    userId: caller.userId,
    userPrincipalName: row.person?.user_principal_name ?? null,
    applicationId: caller.applicationId,
    roles: rolesOf(row.person?.role_ids ?? [], row.person?.agent_groups ?? [], caller.userId !== null),
    directoryRoleIds: row.person?.role_ids ?? [],
    partner:
      row.partner === null
        ? null
        : {
            kind: row.partner.kind,
            mpnId: row.partner.mpn_id,
            programStatus: row.partner.program_status,
            mpaAccepted: row.partner.mpa_accepted,
          },
    operator: row.is_realm,
  };
}
