import { Type } from 'typebox';
import { refused } from '../../../operations/operation.ts';
import { listPartnerships } from '../../../operations/partnership/list.ts';
import { collection } from '../house/collection.ts';
import { readFilter } from '../house/filter.ts';
import { type Route, route } from '../house/route.ts';
import { partnerRelationship } from '../resources/partner-relationship.ts';
import { PartnerRelationships } from '../schemas/relationship.ts';

export const relationshipsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/relationships',
    serves: ['retrieve-a-list-of-indirect-resellers'],
    credentials: 'user',
    summary: "The provider's indirect resellers, or the reseller's providers",
    query: Type.Object({
      relationship_type: Type.Optional(
        Type.Enum(['IsIndirectCloudSolutionProviderOf', 'IsIndirectResellerOf'], {
          description: 'What the caller is to them',
        }),
      ),
      filter: Type.Optional(Type.String({ description: 'JSON: Field Name, Value, Operator substring' })),
    }),
    answer: PartnerRelationships,
    handle: async ({ context, query }) => {
      if (query.relationship_type === undefined) throw refused('value-missing', { field: 'relationship_type' });
      const side = query.relationship_type === 'IsIndirectCloudSolutionProviderOf' ? 'provider' : 'reseller';
      const wanted = readFilter(query.filter, { Name: ['substring'] })?.value.toLowerCase() ?? '';
      const found = (await listPartnerships(context, { side })).filter((one) =>
        one.name.toLowerCase().includes(wanted),
      );
      return collection(found.map((one) => partnerRelationship(one, side)));
    },
  }),
];
