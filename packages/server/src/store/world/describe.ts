import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import type { PartnerKind, ProgramStatus } from '@multipartner/domain/tenant/partner.ts';
import type { Database, Transaction } from '../database.ts';

/** A tenant with its people, groups and applications, in the order in which they were made. */
export interface TenantDescription {
  readonly key: string;
  readonly id: string;
  readonly displayName: string;
  readonly defaultDomain: string;
  readonly cloud: Cloud;
  readonly country: string;
  readonly isRealm: boolean;
  readonly partner: {
    readonly kind: PartnerKind;
    readonly mpnId: string;
    readonly programStatus: ProgramStatus;
    readonly mpaAccepted: boolean;
  } | null;
  readonly users: readonly {
    readonly key: string;
    readonly id: string;
    readonly userPrincipalName: string;
    readonly displayName: string;
    readonly passwordHash: string | null;
    readonly roleIds: readonly string[];
    readonly agentGroups: readonly string[];
  }[];
  readonly groups: readonly {
    readonly key: string;
    readonly id: string;
    readonly displayName: string;
    readonly members: readonly string[];
  }[];
  readonly applications: readonly {
    readonly clientId: string;
    readonly displayName: string;
    /** Hexadecimal SHA-256 of each living secret. */
    readonly secretDigests: readonly string[];
    readonly redirectUris: readonly string[];
    readonly publicClient: boolean;
    readonly applicationPermissions: readonly string[];
    readonly delegatedPermissions: readonly string[];
  }[];
}

/**
 * Every tenant but the generated ones, or the one with this id, in one statement. Who has no key of the sandbox (a
 * customer made by a partner) is shown by the first label of his domain or of his user name.
 */
export async function describeTenants(
  database: Database | Transaction,
  only: { readonly id: string } | 'all',
): Promise<TenantDescription[]> {
  const which = only === 'all' ? database`t.key is null or t.key !~ '^generated-[0-9]+$'` : database`t.id = ${only.id}`;
  const rows = await database<{ tenant: TenantDescription }[]>`
    select json_build_object(
      'key', k.key, 'id', t.id, 'displayName', t.display_name, 'defaultDomain', t.default_domain, 'cloud', t.cloud, 'country', t.country,
      'isRealm', t.is_realm,
      'partner', (select json_build_object('kind', p.kind, 'mpnId', p.mpn_id, 'programStatus', p.program_status, 'mpaAccepted', p.mpa_accepted_at is not null)
                    from partner p where p.tenant_id = t.id),
      'users', coalesce((
        select json_agg(json_build_object(
                 'key', coalesce(u.key, k.key || '.' || split_part(u.user_principal_name, '@', 1)), 'id', u.id,
                 'userPrincipalName', u.user_principal_name, 'displayName', u.display_name, 'passwordHash', u.password_hash,
                 'roleIds', array(select r.role_id from directory_role_member r where r.tenant_id = u.tenant_id and r.user_id = u.id order by r.role_id),
                 'agentGroups', array(select g.agent_group from security_group_member m
                                        join security_group g on g.tenant_id = m.tenant_id and g.id = m.group_id
                                       where m.tenant_id = u.tenant_id and m.member_id = u.id and g.agent_group is not null order by g.agent_group))
                 order by u.created_at, u.id)
          from tenant_user u where u.tenant_id = t.id and u.deleted_at is null), '[]'),
      'groups', coalesce((
        select json_agg(json_build_object(
                 'key', coalesce(g.key, g.display_name), 'id', g.id, 'displayName', g.display_name,
                 'members', array(select m.member_id from security_group_member m left join tenant_user u on u.tenant_id = m.tenant_id and u.id = m.member_id
                                   where m.tenant_id = g.tenant_id and m.group_id = g.id order by u.created_at, m.member_id))
                 order by g.created_at, g.display_name)
          from security_group g where g.tenant_id = t.id), '[]'),
      'applications', coalesce((
        select json_agg(json_build_object(
                 'clientId', a.client_id, 'displayName', a.display_name,
                 'secretDigests', array(select encode(c.secret_sha256, 'hex') from application_credential c
                                         where c.tenant_id = a.tenant_id and c.client_id = a.client_id and c.kind = 'secret'),
                 'redirectUris', a.redirect_uris, 'publicClient', a.public_client,
                 'applicationPermissions', a.application_permissions, 'delegatedPermissions', a.delegated_permissions)
                 order by a.created_at, a.client_id)
          from application a where a.tenant_id = t.id), '[]')) as tenant
      from tenant t, lateral (select coalesce(t.key, split_part(t.default_domain, '.', 1)) as key) k
     where ${which}
     order by t.created_at, t.id`;
  return rows.map((row) => row.tenant);
}

/** How many tenants were generated, and what the world was made from. */
export async function describeSeed(database: Database | Transaction): Promise<{ seed: string; generated: number }> {
  const [row] = await database<[{ seed: string; generated: number }]>`
    select seed, (select count(*)::int from tenant where key ~ '^generated-[0-9]+$') as generated from realm`;
  return row;
}
