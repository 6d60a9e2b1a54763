import { findTenantAndApplication, type TenantFacts } from '../../store/identity/applications.ts';
import { domainExists, findUserByName } from '../../store/identity/users.ts';
import { authorityHosts } from '../authority-hosts.ts';
import { type DialectRequest, issuerOf, type Version } from '../dialect-request.ts';
import { AadError } from '../errors.ts';
import type { IdentityParts } from '../identity.ts';

/** The OpenID configuration of a tenant, by version; every address at the origin that the client used. */
export async function openIdConfiguration(
  parts: IdentityParts,
  dialect: DialectRequest,
): Promise<Record<string, unknown>> {
  const { tenant } = await findTenantAndApplication(parts.database, dialect.tenantName, null);
  if (tenant === null && dialect.tenantName.by !== 'none') throw new AadError(90002, { tenant: dialect.tenantSegment });
  return documentOf(dialect, tenant);
}

const scopes = ['openid', 'profile', 'email', 'offline_access'];
const regions: Record<TenantFacts['cloud'], string> = { public: 'WW', usgov: 'USGov', china: 'CN', germany: 'DE' };

function documentOf(dialect: DialectRequest, tenant: TenantFacts | null): Record<string, unknown> {
  const { origin, version } = dialect;
  const segment = tenant?.id ?? dialect.tenantSegment.toLowerCase();
  const mount = `${origin}/${segment}/oauth2${version === 2 ? '/v2.0' : ''}`;
  return {
    token_endpoint: `${mount}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${origin}/${segment}/discovery/${version === 2 ? 'v2.0/' : ''}keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token'],
    scopes_supported: scopes,
    // A placeholder where the tenant is the person's: clients put the `tid` of the token there.
    issuer: issuerOf(origin, tenant?.id ?? '{tenantid}', version),
    request_uri_parameter_supported: false,
    authorization_endpoint: `${mount}/authorize`,
    device_authorization_endpoint: `${mount}/devicecode`,
    http_logout_supported: true,
    end_session_endpoint: `${mount}/logout`,
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'auth_time',
      'nonce',
      'tid',
      'oid',
      'ver',
      'preferred_username',
      'name',
      'email',
      'amr',
    ],
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: grants,
    tenant_region_scope: tenant === null ? null : regions[tenant.cloud],
    cloud_instance_name: new URL(origin).host,
    ...(version === 1 ? { microsoft_multi_refresh_token: true } : {}),
  };
}

const grants = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
];

/**
 * Instance discovery: that our own host, under every name it is reached by, is one authority, and where the document
 * of the authority asked for is. @throws AADSTS90013 for an authority elsewhere.
 */
export function instanceDiscovery(
  origin: string,
  query: Readonly<Record<string, string | undefined>>,
): Record<string, unknown> {
  const { host } = new URL(origin);
  const asked = query.authorization_endpoint;
  const url = asked === undefined ? undefined : URL.parse(asked);
  if (url === null) throw new AadError(90013, { reason: "'authorization_endpoint' is no address" });
  const own = [host, host.replace(/:\d+$/, '')];
  const clouds: readonly (readonly string[])[] = Object.values(authorityHosts);
  if (url !== undefined && ![...own, ...clouds.flat()].includes(url.host))
    throw new AadError(90013, { reason: `'${url.host}' is no authority known here` });
  const [tenant = 'common', ...rest] = (url?.pathname ?? '/common/oauth2/v2.0/authorize').slice(1).split('/');
  const version: Version = rest.join('/').toLowerCase().includes('v2.0') ? 2 : 1;
  const suffix = version === 2 ? '/v2.0' : '';
  return {
    tenant_discovery_endpoint: `${origin}/${tenant === '' ? 'common' : tenant}${suffix}/.well-known/openid-configuration`,
    'api-version': '1.1',
    // Names of one cloud stand for each other, and under whichever we are asked, that is the one to go on with.
    metadata: clouds.map((names) => {
      const [first = host] = names;
      const asked = names.includes(host) || (names === authorityHosts.public && !clouds.flat().includes(host));
      const preferred = asked ? host : first;
      return {
        preferred_network: preferred,
        preferred_cache: preferred,
        aliases: [...new Set([...(asked ? own : []), ...names])],
      };
    }),
  };
}

/** What kind of account a name is; older clients ask before they send a password. */
export async function userRealm(parts: IdentityParts, name: string): Promise<Record<string, unknown>> {
  const domain = name.split('@')[1] ?? '';
  const known = (await findUserByName(parts.database, name)) !== null || (await domainExists(parts.database, domain));
  if (!known) return { ver: '1.0', account_type: 'Unknown' };
  return {
    ver: '1.0',
    account_type: 'Managed',
    domain_name: domain.toLowerCase(),
    cloud_instance_name: 'microsoftonline.com',
    cloud_audience_urn: 'urn:federation:MicrosoftOnline',
  };
}
