import { refuse } from '@multipartner/domain/refusal.ts';
import { ownProfile, type PartnerRow, type ProfileKind, type ProfileRow, partnerByMpnId } from '../../store/profile.ts';
import { read } from '../operation.ts';

export type { ProfileKind, ProfileRow } from '../../store/profile.ts';

/** One of the caller's own profiles. */
export const readProfile = read<{ kind: ProfileKind }, { profile: ProfileRow }, ProfileRow>({
  permission: 'profile.read',
  load: (sql, caller, { kind }) => ({ profile: ownProfile(sql, { partnerId: caller.tenantId }, kind) }),
  answer: ({ facts }) => facts.profile,
});

/** The public name behind a programme id, of the caller's cloud (R170). Refusals: partner-not-found. */
export const findPartner = read<{ mpnId: string }, { partner: PartnerRow | null }, PartnerRow>({
  permission: 'profile.read',
  load: (sql, _caller, { mpnId }) => ({ partner: partnerByMpnId(sql, mpnId) }),
  answer: ({ actor, facts: { partner } }, { mpnId }) =>
    partner === null || partner.cloud !== actor.cloud ? refuse('partner-not-found', { id: mpnId }) : partner,
});
