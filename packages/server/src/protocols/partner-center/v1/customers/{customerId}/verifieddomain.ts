import { addVerifiedDomain } from '../../../../../operations/customer/add-domain.ts';
import { refused } from '../../../../../operations/operation.ts';
import { type Route, route } from '../../../house/route.ts';
import { Domain, NewVerifiedDomain } from '../../../schemas/customer.ts';

/** Settings that a federated domain cannot be without. */
const federationNeeds = [
  'issuerUri',
  'logOffUri',
  'passiveLogOnUri',
  'preferredAuthenticationProtocol',
  'promptLoginBehavior',
  'signingCertificate',
] as const;

export const verifiedDomainRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v1/customers/{customerId}/verifieddomain',
    serves: ['add-a-verified-domain-for-a-customer'],
    credentials: 'either',
    summary: "Adds a domain that its registrar vouches for to the customer's tenant",
    body: NewVerifiedDomain,
    answer: Domain,
    status: 201,
    handle: async ({ context, params, body }) => {
      const { verifiedDomainName: name, domain, domainFederationSettings: federation } = body;
      if (name === undefined) throw refused('value-missing', { field: 'verifiedDomainName' });
      if (domain?.authenticationType === undefined)
        throw refused('value-missing', { field: 'domain.authenticationType' });
      if (domain.name !== undefined && domain.name.toLowerCase() !== name.toLowerCase()) {
        throw refused('value-conflicts', { field: 'domain.name', with: 'verifiedDomainName' });
      }
      if (domain.status !== 'verified')
        throw refused('value-invalid', { field: 'domain.status', reason: 'is not verified' });
      const federated = domain.authenticationType === 'federated';
      const missing = federated ? federationNeeds.find((one) => federation?.[one] === undefined) : undefined;
      if (missing !== undefined) throw refused('value-missing', { field: `domainFederationSettings.${missing}` });
      await addVerifiedDomain(context, {
        customerId: params.customerId,
        name,
        authentication: federated ? 'federated' : 'managed',
        capability: domain.capability ?? 'none',
        isDefault: domain.isDefault ?? false,
        federation: federated ? (federation ?? null) : null,
      });
      return {
        authenticationType: domain.authenticationType,
        capability: domain.capability ?? 'none',
        isDefault: domain.isDefault ?? false,
        isInitial: false,
        name,
        status: 'verified',
        verificationMethod: 'dns_record',
      };
    },
  }),
];
