import { randomUUID } from 'node:crypto';
import type { Static } from 'typebox';
import { refused } from '../../../operations/operation.ts';
import {
  createSandboxReseller,
  type SandboxReseller,
  type NewSandboxReseller as Wanted,
} from '../../../operations/partnership/create-sandbox-reseller.ts';
import { deleteSandboxReseller } from '../../../operations/partnership/delete-sandbox-reseller.ts';
import { type Route, route } from '../house/route.ts';
import { partnerRelationship } from '../resources/partner-relationship.ts';
import { NewSandboxIndirectReseller, SandboxIndirectReseller } from '../schemas/relationship.ts';

/** The published id of the agreement that a value-added reseller signs. */
const resellerAgreementId = '1e18c5b2-e42a-4b84-82c8-d0155aa94c6e';

export const sandboxIndirectResellerRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v1/sandboxIndirectReseller',
    serves: ['create-indirect-reseller-in-sandbox'],
    credentials: 'user',
    summary: "Makes an indirect reseller for the provider's tests, at most five",
    body: NewSandboxIndirectReseller,
    answer: SandboxIndirectReseller,
    handle: async ({ context, body }) => rendered(await createSandboxReseller(context, wanted(body))),
  }),
  route({
    method: 'DELETE',
    path: '/v1/sandboxIndirectReseller/{resellerId}',
    serves: ['delete-indirect-reseller-in-sandbox'],
    credentials: 'user',
    summary: 'Takes a sandbox reseller away; its customers go first',
    status: 204,
    handle: ({ context, params }) => {
      if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(params.resellerId)) {
        throw refused('value-invalid', { field: 'resellerId', reason: 'is not a GUID' });
      }
      return deleteSandboxReseller(context, { resellerId: params.resellerId.toLowerCase() });
    },
  }),
];

function needed(field: string, value: string | undefined): string {
  if (value === undefined || value.trim() === '') throw refused('value-missing', { field });
  return value.trim();
}

function wanted({ mpnId, tenant, legalBusinessProfile: legal }: Static<typeof NewSandboxIndirectReseller>): Wanted {
  const contact = legal?.primaryContact;
  const country = needed('tenant.country', tenant?.country).toUpperCase();
  return {
    mpnId: needed('mpnId', mpnId),
    domainPrefix: needed('tenant.domainPrefix', tenant?.domainPrefix),
    displayName: needed('tenant.displayName', tenant?.displayName ?? tenant?.name),
    administrator: {
      userName: needed('tenant.adminUserName', tenant?.adminUserName),
      givenName: needed('tenant.adminFirstName', tenant?.adminFirstName),
      surname: needed('tenant.adminLastName', tenant?.adminLastName),
    },
    country,
    company: {
      companyName: needed('legalBusinessProfile.companyName', legal?.companyName),
      ...(contact?.email === undefined ? {} : { email: contact.email }),
      address: {
        ...legal?.address,
        country: (legal?.address?.country || country).toUpperCase(),
        ...(contact?.firstName === undefined ? {} : { firstName: contact.firstName }),
        ...(contact?.lastName === undefined ? {} : { lastName: contact.lastName }),
        ...(contact?.phoneNumber === undefined ? {} : { phoneNumber: contact.phoneNumber }),
      },
    },
  };
}

function rendered(made: SandboxReseller): Static<typeof SandboxIndirectReseller> {
  const name = made.signer.userPrincipalName;
  return {
    accountId: made.id,
    mpnId: made.mpnId,
    tenant: { id: made.id, adminUserAccount: made.administratorName, password: made.password },
    agreementSignature: {
      id: randomUUID(),
      accountId: made.id,
      agreementId: resellerAgreementId,
      agreementType: 'ValueAddedReseller',
      dateSigned: made.signedAt.toISOString(),
      signedByFirstName: name,
      signedByUserPrincipalName: name,
      signedByUserObjectId: made.signer.userId,
      signedByUserTenantId: made.signer.tenantId,
      attributes: { objectType: 'AgreementSignatureResponse' },
    },
    partnerRelationship: {
      ...partnerRelationship(made.provider, 'reseller'),
      attributes: { objectType: 'PartnerRelationshipResponse' },
    },
  };
}
