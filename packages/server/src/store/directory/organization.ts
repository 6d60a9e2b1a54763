import type { Database, Fragment } from '../database.ts';

export interface DirectoryOrganizationRow {
  readonly id: string;
  readonly display_name: string;
  readonly country: string;
  readonly created_at: string;
  readonly company: Readonly<Record<string, unknown>>;
  readonly default_domain: string;
  readonly domains: readonly { readonly name: string; readonly initial: boolean; readonly federated: boolean }[];
}

/** A tenant as its own directory shows it, with its verified domains. */
export function organizationOfTenant(sql: Database, tenantId: string): Fragment {
  return sql`
    select json_build_object(
      'id', t.id, 'display_name', t.display_name, 'country', t.country, 'created_at', t.created_at, 'company', t.company,
      'default_domain', t.default_domain,
      'domains', (select coalesce(json_agg(json_build_object('name', d.name, 'initial', d.is_initial, 'federated', d.authentication = 'federated')
                                           order by d.is_initial desc, d.name), '[]')
                    from tenant_domain d where d.tenant_id = t.id and d.verified_at is not null))
      from tenant t where t.id = ${tenantId}`;
}
