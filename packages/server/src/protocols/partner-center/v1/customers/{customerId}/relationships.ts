import { listIndirectPartners } from '../../../../../operations/relationship/list-indirect-partners.ts';
import { collection } from '../../../house/collection.ts';
import { type Route, route } from '../../../house/route.ts';
import { partnerRelationship } from '../../../resources/partner-relationship.ts';
import { PartnerRelationships } from '../../../schemas/relationship.ts';

export const customerRelationshipsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/relationships',
    serves: ['get-indirect-resellers-of-a-customer'],
    credentials: 'user',
    summary: 'The indirect resellers of a customer of the provider',
    answer: PartnerRelationships,
    handle: async ({ context, params }) => {
      const { resellers, providers } = await listIndirectPartners(context, params);
      return collection([
        ...resellers.map((one) => partnerRelationship(one, 'provider')),
        ...providers.map((one) => partnerRelationship(one, 'reseller')),
      ]);
    },
  }),
];
