import type { PartnerRelationship } from '../schemas/relationship.ts';

interface Other {
  readonly id: string;
  readonly name: string;
  readonly mpn_id: string;
  readonly country: string;
}

/** Another partner, and what the caller is to it: a provider of its resellers, a reseller of its providers. */
export function partnerRelationship(other: Other, callerIs: 'provider' | 'reseller'): PartnerRelationship {
  return {
    id: other.id,
    name: other.name,
    relationshipType: callerIs === 'provider' ? 'is_indirect_cloud_solution_provider_of' : 'is_indirect_reseller_of',
    state: 'Active',
    mpnId: other.mpn_id,
    location: other.country,
    attributes: { objectType: 'PartnerRelationship' },
  };
}
