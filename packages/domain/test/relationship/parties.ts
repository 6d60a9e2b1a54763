import type { Actor, ActorPartner } from '../../src/access/actor.ts';
import type { AcceptanceFacts, InvitingPartner } from '../../src/relationship/acceptance.ts';
import type { PartnershipParty } from '../../src/relationship/partnership.ts';

/** A direct partner as a link names it: active, with its agreement, of the customer's market, with no relationship yet. */
export const alpha: InvitingPartner = {
  tenantId: 'alpha',
  kind: 'direct',
  cloud: 'public',
  programStatus: 'active',
  mpaAccepted: true,
  sameMarket: true,
  related: false,
  dap: false,
};
export const dist: InvitingPartner = { ...alpha, tenantId: 'dist', kind: 'indirect_provider' };
export const rho: InvitingPartner = { ...alpha, tenantId: 'rho', kind: 'indirect_reseller' };

export const woodgrove: AcceptanceFacts['customer'] = {
  id: 'woodgrove',
  cloud: 'public',
  partner: null,
  missingCompanyData: [],
};

export function party(one: InvitingPartner, change: Partial<PartnershipParty> = {}): PartnershipParty {
  const { tenantId, kind, cloud, programStatus, mpaAccepted } = one;
  return { tenantId, kind, cloud, programStatus, mpaAccepted, ...change };
}

/** A person of a partner, or of a customer when the partner is null. */
export function actor(partner: Partial<ActorPartner> | null, change: Partial<Actor> = {}): Actor {
  return {
    tenantId: 'somebody',
    tenantName: 'Somebody',
    cloud: 'public',
    country: 'US',
    userId: 'ann',
    userPrincipalName: 'ann@somebody.example',
    applicationId: 'application',
    roles: ['user', 'globalAdmin'],
    directoryRoleIds: [],
    partner:
      partner === null
        ? null
        : { kind: 'direct', mpnId: '5000001', programStatus: 'active', mpaAccepted: true, ...partner },
    operator: false,
    ...change,
  };
}
