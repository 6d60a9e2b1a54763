import type { ApplicationFacts } from '../store/identity/applications.ts';

/** The portal's client id: fixed, so that every installation has the same. */
export const portalClientId = '7d2f1c3e-5b64-4c0a-9a51-6d75c70a27a1';

interface FirstParty {
  readonly clientId: string;
  readonly displayName: string;
  readonly redirectUris: readonly string[];
}

const firstParties: readonly FirstParty[] = [
  {
    clientId: portalClientId,
    displayName: 'Multipartner portal',
    redirectUris: ['http://localhost', 'http://127.0.0.1'],
  },
  {
    clientId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
    displayName: 'Azure CLI',
    redirectUris: ['http://localhost', 'urn:ietf:wg:oauth:2.0:oob'],
  },
  {
    clientId: '1950a258-227b-4e31-a9cf-717495945fc2',
    displayName: 'Azure PowerShell',
    redirectUris: ['http://localhost', 'urn:ietf:wg:oauth:2.0:oob'],
  },
];
const byId = new Map(firstParties.map((one) => [one.clientId, one]));

export function isFirstParty(clientId: string): boolean {
  return byId.has(clientId);
}

/** A public client that exists in every tenant, as an application of the given one; everything is granted to it. */
export function firstPartyApplication(clientId: string, tenantId: string): ApplicationFacts | undefined {
  const found = byId.get(clientId);
  if (found === undefined) return undefined;
  return {
    ...found,
    tenantId,
    publicClient: true,
    applicationPermissions: [],
    delegatedPermissions: [],
    credentials: [],
  };
}
