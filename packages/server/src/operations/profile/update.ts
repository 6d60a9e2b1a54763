import { type Company, missingCompanyData } from '@multipartner/domain/market/company.ts';
import { type Refusal, refuse } from '@multipartner/domain/refusal.ts';
import { lockProfile, type ProfileKind, type ProfileRow, saveProfile } from '../../store/profile.ts';
import { type ActDefinition, act, allowed, refused } from '../operation.ts';

export interface ProfileChange {
  readonly profile: Readonly<Record<string, unknown>>;
  /** The version that the change was made from; null: whatever it is now. */
  readonly etag: string | null;
}

export type WritableProfile = Exclude<ProfileKind, 'network'>;

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
      if (change.etag !== null && change.etag !== before.etag) throw refused('stale-version');
      allowed(check(kind, change.profile, before.country));
      const kept = Object.fromEntries(
        Object.entries(before.profile).filter(([name]) => decidedElsewhere.includes(name)),
      );
      const given = Object.fromEntries(
        Object.entries(change.profile).filter(([name]) => !decidedElsewhere.includes(name)),
      );
      const profile = { ...given, ...kept };
      audit({ customerId: null, oldValue: before.profile, newValue: profile, customized: { profile: kind } });
      return saveProfile(tx, owner, kind, profile);
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

const mailAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Refusals: value-missing, value-invalid naming the member. */
function check(kind: WritableProfile, profile: Readonly<Record<string, unknown>>, country: string): Refusal | null {
  return kind === 'support' ? checkSupport(profile) : checkCompany(kind, profile, country);
}

function checkSupport(profile: Readonly<Record<string, unknown>>): Refusal | null {
  const missing = ['email', 'telephone', 'website'].find(
    (field) => typeof profile[field] !== 'string' || profile[field] === '',
  );
  if (missing !== undefined) return refuse('value-missing', { field: missing });
  return mailAddress.test(profile.email as string)
    ? null
    : refuse('value-invalid', { field: 'email', reason: 'is no mail address' });
}

function checkCompany(
  kind: WritableProfile,
  profile: Readonly<Record<string, unknown>>,
  country: string,
): Refusal | null {
  const field = kind === 'organization' ? 'defaultAddress' : 'address';
  const address = profile[field] as Company['address'];
  const [first] = missingCompanyData({
    companyName: profile.companyName as string,
    ...(address === undefined ? {} : { address }),
    ...(kind === 'organization' ? { email: String(profile.email ?? '') } : {}),
  });
  if (first !== undefined)
    return refuse('value-invalid', { field: first.replace(/^address/, field), reason: 'is missing or malformed' });
  // The market of a partner is that of its account's country (R11): an address elsewhere would contradict it.
  if (address?.country?.toUpperCase() !== country)
    return refuse('value-invalid', {
      field: `${field}.country`,
      reason: `is not the country of the account, ${country}`,
    });
  const contact = profile.primaryContact as { readonly email?: string } | undefined;
  if (contact?.email !== undefined && contact.email !== '' && !mailAddress.test(contact.email))
    return refuse('value-invalid', { field: 'primaryContact.email', reason: 'is no mail address' });
  return null;
}
