import { type Company, missingCompanyData } from '@multipartner/domain/market/company.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { lockProfile, type ProfileKind, type ProfileRow, saveProfile } from '../../store/profile.ts';
import { type ActDefinition, act, allowed, refused } from '../operation.ts';

export interface ProfileChange {
  readonly profile: Readonly<Record<string, unknown>>;
  /** The version that the change was made from; null: whatever it is now. */
  readonly etag: string | null;
}

export type WritableProfile = Exclude<ProfileKind, 'network'>;

/** The etag of a profile: its version as clients send it back. */
export function profileEtag(row: ProfileRow): string {
  return String(row.version);
}

/** Members that the programme decides stay as they are, whatever a client echoes. */
const decidedElsewhere = [
  'vettingStatus',
  'vettingSubStatus',
  'profileType',
  'tenantId',
  'id',
  'domain',
  'billingCurrency',
  'billingDay',
  'attributes',
  'links',
];

function updating(kind: WritableProfile): ActDefinition<ProfileChange, ProfileRow> {
  return {
    permission: kind === 'billing' ? 'profile.billing.update' : 'profile.update',
    kind: 'profile.update',
    audited: { resourceType: 'partner_user', operationType: 'update_company_info' },
    pairs: () => [],
    body: async ({ tx, actor, audit }, change) => {
      const owner = { partnerId: actor.tenantId };
      const before = await lockProfile(tx, owner, kind);
      if (change.etag !== null && change.etag !== profileEtag(before)) throw refused('stale-version');
      allowed(check(kind, change.profile));
      const kept = Object.fromEntries(
        Object.entries(before.profile).filter(([name]) => decidedElsewhere.includes(name)),
      );
      const given = Object.fromEntries(
        Object.entries(change.profile).filter(([name]) => !decidedElsewhere.includes(name)),
      );
      const profile = { ...given, ...kept };
      await saveProfile(tx, owner, kind, profile);
      audit({ customerId: null, oldValue: before.profile, newValue: profile, customized: { profile: kind } });
      return { ...before, profile, version: before.version + 1 };
    },
  };
}

/** Replaces one of the caller's own profiles. Refusals: stale-version, value-invalid, value-missing. */
export const updateProfile = {
  organization: act(updating('organization')),
  legal: act(updating('legal')),
  billing: act(updating('billing')),
  support: act(updating('support')),
};

function check(kind: WritableProfile, profile: Readonly<Record<string, unknown>>) {
  if (kind === 'support') {
    for (const field of ['email', 'telephone', 'website'])
      if (typeof profile[field] !== 'string' || profile[field] === '') return refuse('value-missing', { field });
    return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(profile.email as string)
      ? null
      : refuse('value-invalid', { field: 'email', reason: 'is no mail address' });
  }
  const addressField = kind === 'organization' ? 'defaultAddress' : 'address';
  const company = {
    companyName: profile.companyName,
    address: profile[addressField],
    ...(kind === 'organization' ? { email: profile.email } : {}),
  } as unknown as Company;
  const [first] = missingCompanyData(company);
  return first === undefined
    ? null
    : refuse('value-invalid', { field: first.replace(/^address/, addressField), reason: 'is missing or malformed' });
}
