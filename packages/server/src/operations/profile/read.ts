import { refuse } from '@multipartner/domain/refusal.ts';
import { ownProfile, type ProfileKind, type ProfileRow, partnerByMpnId } from '../../store/profile.ts';
import { read } from '../operation.ts';

export type { ProfileKind, ProfileRow } from '../../store/profile.ts';

/** One of the caller's own profiles. */
export const readProfile = read<{ kind: ProfileKind }, { profile: ProfileRow }, ProfileRow>({
  permission: 'profile.read',
  load: (sql, caller, { kind }) => ({ profile: ownProfile(sql, { partnerId: caller.tenantId }, kind) }),
  answer: ({ facts }) => facts.profile,
});

/** The public name behind a programme id. Refusals: not-found. */
export const findPartner = read<
  { mpnId: string },
  { partner: { mpn_id: string; name: string } | null },
  { mpn_id: string; name: string }
>({
  permission: 'profile.read',
  load: (sql, _caller, { mpnId }) => ({ partner: partnerByMpnId(sql, mpnId) }),
  answer: ({ facts }, { mpnId }) => facts.partner ?? refuse('partner-on-record-unknown', { id: mpnId }),
});
