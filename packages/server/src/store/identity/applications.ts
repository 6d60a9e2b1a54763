import type { Database } from '../database.ts';

/** How a request names a tenant: by id, by one of its domains, or not at all (`common`, `organizations`). */
export type TenantName =
  | { readonly by: 'id'; readonly id: string }
  | { readonly by: 'domain'; readonly domain: string }
  | { readonly by: 'none' };

export interface TenantFacts {
  readonly id: string;
  readonly displayName: string;
  readonly cloud: 'public' | 'usgov' | 'china' | 'germany';
  readonly isRealm: boolean;
}

export interface CredentialFacts {
  readonly kind: 'secret' | 'certificate';
  /** Hexadecimal SHA-256 of a secret. */
  readonly secretSha256: string | null;
  /** PEM. */
  readonly certificate: string | null;
  /** base64url SHA-256 of a certificate. */
  readonly thumbprint: string | null;
  /** Machine time, ISO 8601; null: never. */
  readonly expiresAt: string | null;
}

export interface ApplicationFacts {
  readonly tenantId: string;
  readonly clientId: string;
  readonly displayName: string;
  readonly redirectUris: readonly string[];
  readonly publicClient: boolean;
  /** Granted app roles, each `<resource>/<permission>`. */
  readonly applicationPermissions: readonly string[];
  /** Scopes granted for everybody of the tenant, each `<resource>/<permission>`. */
  readonly delegatedPermissions: readonly string[];
  readonly credentials: readonly CredentialFacts[];
}

/** One statement, one round trip: the tenant a request names, and an application with its credentials; null where there is none. */
export async function findTenantAndApplication(
  sql: Database,
  name: TenantName,
  clientId: string | null,
): Promise<{ tenant: TenantFacts | null; application: ApplicationFacts | null }> {
  const [row] = await sql<[{ tenant: TenantFacts | null; application: ApplicationFacts | null }]>`
    select (${tenantJson(sql, name)}) as tenant, (${applicationJson(sql, clientId)}) as application`;
  return row;
}

function tenantJson(sql: Database, name: TenantName) {
  const facts = sql`json_build_object('id', t.id, 'displayName', t.display_name, 'cloud', t.cloud, 'isRealm', t.is_realm)`;
  if (name.by === 'id') return sql`select ${facts} from tenant t where t.id = ${name.id}`;
  if (name.by === 'domain')
    return sql`select ${facts} from tenant_domain d join tenant t on t.id = d.tenant_id where d.name = ${name.domain}`;
  return sql`select null::json`;
}

function applicationJson(sql: Database, clientId: string | null) {
  if (clientId === null) return sql`select null::json`;
  return sql`
    select json_build_object(
      'tenantId', a.tenant_id, 'clientId', a.client_id, 'displayName', a.display_name, 'redirectUris', a.redirect_uris,
      'publicClient', a.public_client, 'applicationPermissions', a.application_permissions,
      'delegatedPermissions', a.delegated_permissions,
      'credentials', coalesce((
        select json_agg(json_build_object('kind', c.kind, 'secretSha256', encode(c.secret_sha256, 'hex'), 'certificate', c.certificate,
                                          'thumbprint', c.thumbprint, 'expiresAt', c.expires_at))
          from application_credential c where c.tenant_id = a.tenant_id and c.client_id = a.client_id), '[]'))
      from application a where a.client_id = ${clientId}`;
}

/** Whether an assertion's id is new; remembers it until it expires. Two requests with the same id race on the primary key. */
export async function useAssertionOnce(
  sql: Database,
  clientId: string,
  jti: string,
  expiresAt: Date,
): Promise<boolean> {
  const rows = await sql`
    insert into identity_assertion (client_id, jti, expires_at) values (${clientId}, ${jti}, ${expiresAt})
    on conflict do nothing returning 1`;
  return rows.length === 1;
}
