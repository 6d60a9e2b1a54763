import type { Actor } from '@multipartner/domain/access/actor.ts';
import { sameRegion } from '@multipartner/domain/market/markets.ts';
import { type Refusal, refuse } from '@multipartner/domain/refusal.ts';
import { decidePartnership, type PartnershipParty } from '@multipartner/domain/relationship/partnership.ts';
import type { PartyRow } from '../../store/relationship.ts';

/** Decides for the calling reseller from the provider's row and its own; null: the provider is unknown. */
export function decideFor(actor: Actor, provider: PartyRow | null, own: PartyRow | null): Refusal | null {
  if (actor.partner === null) return refuse('not-an-indirect-reseller');
  const reseller: PartnershipParty = {
    tenantId: actor.tenantId,
    cloud: actor.cloud,
    ...actor.partner,
    alsoReseller: own?.also_reseller ?? false,
  };
  return decidePartnership(
    provider === null ? null : toParty(provider),
    reseller,
    provider !== null && sameRegion(provider.country, actor.country),
  );
}

function toParty(row: PartyRow): PartnershipParty {
  return {
    tenantId: row.tenant_id,
    kind: row.kind,
    cloud: row.cloud,
    programStatus: row.program_status,
    mpaAccepted: row.mpa_accepted,
  };
}
