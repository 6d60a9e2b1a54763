import { randomBytes } from 'node:crypto';
import { type Adapter, type AdapterPayload, Provider } from 'oidc-provider';
import type { Database } from '../../store/database.ts';
import { type ApplicationFacts, findTenantAndApplication } from '../../store/identity/applications.ts';
import { firstPartyApplication } from '../first-party.ts';
import { isGuid } from '../tenant-name.ts';
import { contextOf } from './context.ts';

/**
 * The dialect layer has authenticated every client before the library sees the request, so to the library each one is
 * a client with this secret, which nobody outside of the process can know.
 */
export const internalSecret = randomBytes(32).toString('base64url');

export const grantTypes = {
  authorizationCode: 'authorization_code',
  refreshToken: 'refresh_token',
  deviceCode: 'urn:ietf:params:oauth:grant-type:device_code',
  password: 'password',
  onBehalfOf: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
} as const;

export const responseTypes = ['code', 'id_token', 'code id_token'] as const;

/** Our own member of the library's client: the addresses as they are registered. The library would refuse many of them. */
export const redirectUrisMember = 'multipartner_redirect_uris';

export function clientAdapter(database: Database): Adapter {
  const absent = async () => undefined;
  return {
    upsert: absent,
    findByUserCode: absent,
    findByUid: absent,
    consume: absent,
    destroy: absent,
    revokeByGrantId: absent,
    async find(id) {
      const application = contextOf(Provider.ctx)?.application;
      if (application?.clientId === id) return metadata(application);
      const found = await findApplication(database, id);
      return found === undefined ? undefined : metadata(found);
    },
  };
}

/** An application by its id alone; a first-party one as one of no tenant. */
export async function findApplication(database: Database, clientId: string): Promise<ApplicationFacts | undefined> {
  if (!isGuid(clientId)) return undefined;
  const firstParty = firstPartyApplication(clientId, '');
  if (firstParty !== undefined) return firstParty;
  return (await findTenantAndApplication(database, { by: 'none' }, clientId)).application ?? undefined;
}

function metadata(application: ApplicationFacts): AdapterPayload {
  return {
    client_id: application.clientId,
    client_name: application.displayName,
    client_secret: internalSecret,
    token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['implicit', ...Object.values(grantTypes)],
    response_types: [...responseTypes],
    redirect_uris: ['https://unused.invalid/'],
    [redirectUrisMember]: [...application.redirectUris],
  } as AdapterPayload;
}

/**
 * Whether the address is registered: exactly; or, on the loopback interface, but for its port; a first-party page also
 * at the server's own origin.
 */
export function redirectUriAllowed(
  asked: string,
  registered: readonly string[],
  ownOrigin: string | undefined,
): boolean {
  if (registered.includes(asked)) return true;
  const url = URL.parse(asked);
  if (url === null || url.hash !== '' || url.username !== '' || url.password !== '') return false;
  if (ownOrigin !== undefined && `${url.protocol}//${url.host}` === ownOrigin) return true;
  if (!isLoopback(url)) return false;
  return registered.some((one) => {
    const other = URL.parse(one);
    return (
      other !== null &&
      isLoopback(other) &&
      other.hostname === url.hostname &&
      other.pathname === url.pathname &&
      other.search === url.search
    );
  });
}

function isLoopback(url: URL): boolean {
  return url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}
