import {
  type DirectoryOrganizationRow,
  getOrganization,
  listSubscribedSkus,
  type SubscribedSkus,
} from '../../../../operations/directory/organization.ts';
import { refused } from '../../../../operations/operation.ts';
import { type GraphRoute, graphRoute } from '../../house/route.ts';
import { readGuid } from '../../resources/answer.ts';
import { directoryEntity, directoryList, second } from '../../resources/directory/answer.ts';
import { readingDirectory, readingMyself } from '../../resources/directory/permissions.ts';
import { Organization, SubscribedSku } from '../../resources/directory/schemas.ts';
import { collectionOf } from '../../resources/schemas.ts';

const whole = <T>(items: readonly T[]) => ({ items, next: null });

interface Company {
  readonly email?: string;
  readonly phoneNumber?: string;
  readonly culture?: string;
  readonly address?: {
    readonly city?: string;
    readonly state?: string;
    readonly addressLine1?: string;
    readonly postalCode?: string;
    readonly phoneNumber?: string;
  };
}

function organizationBody(row: DirectoryOrganizationRow) {
  const { email, phoneNumber, culture, address = {} } = row.company as Company;
  const phone = phoneNumber ?? address.phoneNumber;
  return {
    id: row.id,
    deletedDateTime: null,
    businessPhones: phone === undefined ? [] : [phone],
    city: address.city ?? null,
    country: null,
    countryLetterCode: row.country,
    createdDateTime: second(row.created_at),
    displayName: row.display_name,
    marketingNotificationEmails: [],
    onPremisesSyncEnabled: null,
    postalCode: address.postalCode ?? null,
    preferredLanguage: culture?.split('-')[0] ?? null,
    state: address.state ?? null,
    street: address.addressLine1 ?? null,
    technicalNotificationMails: email === undefined ? [] : [email],
    tenantType: 'AAD',
    assignedPlans: [],
    provisionedPlans: [],
    verifiedDomains: row.domains.map(({ name, initial, federated }) => ({
      capabilities: 'Email, OfficeCommunicationsOnline',
      isDefault: name === row.default_domain,
      isInitial: initial,
      name,
      type: federated ? 'Federated' : 'Managed',
    })),
  };
}

type Pool = SubscribedSkus['pools'][number];

/** Lower than active means that the whole of the SKU is so. */
function statusOf({ active, warning, suspended }: Pool): string {
  if (active > 0) return 'Enabled';
  if (warning > 0) return 'Warning';
  return suspended > 0 ? 'Suspended' : 'Deleted';
}

function skuBody(tenantId: string, pool: Pool) {
  return {
    accountId: tenantId,
    appliesTo: 'User',
    capabilityStatus: statusOf(pool),
    consumedUnits: pool.consumed,
    id: `${tenantId}_${pool.skuId}`,
    skuId: pool.skuId,
    skuPartNumber: pool.skuPartNumber,
    prepaidUnits: { enabled: pool.active, suspended: pool.suspended, warning: pool.warning, lockedOut: 0 },
    servicePlans: pool.servicePlans.map(({ id, name }) => ({
      servicePlanId: id,
      servicePlanName: name,
      provisioningStatus: 'Success',
      appliesTo: 'User',
    })),
  };
}

export const organizationRoutes: readonly GraphRoute[] = [
  graphRoute({
    method: 'GET',
    path: '/organization',
    summary: 'The tenant of the token',
    permission: readingMyself,
    options: ['select'],
    answer: collectionOf(Organization),
    handle: async (request) =>
      directoryList(request, 'organization', whole([await getOrganization(request.context, {})]), organizationBody),
  }),
  graphRoute({
    method: 'GET',
    path: '/organization/{organizationId}',
    summary: 'The same by its id',
    permission: readingMyself,
    options: ['select'],
    answer: Organization,
    handle: async (request) => {
      const id = readGuid(request.params.organizationId, 'organizationId');
      const row = await getOrganization(request.context, {});
      if (row.id !== id) throw refused('not-found', { kind: 'organization', id });
      return directoryEntity(request, 'organization', organizationBody(row));
    },
  }),
  graphRoute({
    method: 'GET',
    path: '/subscribedSkus',
    summary: 'Licences of the tenant of the token, whoever sold them',
    permission: readingDirectory,
    options: ['select'],
    answer: collectionOf(SubscribedSku),
    handle: async (request) => {
      const { tenantId, pools } = await listSubscribedSkus(request.context, {});
      return directoryList(request, 'subscribedSkus', whole(pools), (pool) => skuBody(tenantId, pool));
    },
  }),
];
