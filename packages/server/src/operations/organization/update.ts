import { type Company, missingCompanyData } from '@multipartner/domain/market/company.ts';
import { checkRegistration } from '@multipartner/domain/market/registration.ts';
import { lockOrganization, type OrganizationRow, updateOrganization } from '../../store/tenant.ts';
import { act, type Context, Refused, refused } from '../operation.ts';
import { type OwnOrganization, toOwnOrganization } from './get.ts';

/** Members to change; null takes one away, what is absent stays. */
export interface OrganizationChange {
  readonly displayName?: string;
  readonly email?: string;
  readonly culture?: string;
  readonly language?: string;
  readonly organizationRegistrationNumber?: string | null;
  readonly address?: Readonly<Record<string, string | null>>;
}

/**
 * The tenant's Global administrator changes its own company data (R37); no partner's copy of it follows (R43). Refusals:
 * value-invalid naming a member that was given and is not valid, registration-number-*, phone-missing.
 */
export const updateOwnOrganization: (context: Context, change: OrganizationChange) => Promise<OwnOrganization> = act<
  OrganizationChange,
  OwnOrganization
>({
  permission: 'customer.organization.update',
  kind: 'tenant.update',
  audited: { resourceType: 'customer', operationType: 'update_company_info' },
  pairs: () => [],
  body: async (work, change) => {
    const before = await lockOrganization(work.tx, work.actor.tenantId);
    const displayName = change.displayName?.trim() ?? before.display_name;
    if (displayName === '') throw refused('value-invalid', { field: 'displayName', reason: 'is empty' });
    const company = changed(before, displayName, change);
    check(before, company, change);
    await updateOrganization(work.tx, before.id, { displayName, company });
    work.audit({
      customerId: before.id,
      oldValue: { displayName: before.display_name, ...before.company },
      newValue: { displayName, ...company },
    });
    return toOwnOrganization({ ...before, display_name: displayName, company });
  },
});

function changed(before: OrganizationRow, displayName: string, change: OrganizationChange): Record<string, unknown> {
  const { address, displayName: _, ...members } = change;
  const merged = { ...before.company, companyName: displayName, ...members };
  return present({ ...merged, address: present({ ...(before.company.address as object | undefined), ...address }) });
}

/** Without the members that are null. */
function present(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== undefined));
}

/** What was given must be right; what was missing before may be completed later. */
function check(before: OrganizationRow, company: Record<string, unknown>, change: OrganizationChange): void {
  const address = company.address as Readonly<Record<string, string>>;
  const country = address.country ?? before.country;
  if (country.toUpperCase() !== before.country) {
    throw refused('value-invalid', {
      field: 'address.country',
      reason: `is not the country of the tenant, ${before.country}, which stays`,
    });
  }
  const given = new Set([
    ...Object.keys(change),
    ...Object.keys(change.address ?? {}).map((name) => `address.${name}`),
  ]);
  const wrong = missingCompanyData(company as unknown as Company).find((field) => given.has(field));
  if (wrong !== undefined)
    throw refused('value-invalid', { field: wrong, reason: 'is missing or not valid in this country' });
  if (!given.has('organizationRegistrationNumber') && !given.has('address.phoneNumber')) return;
  const registration = checkRegistration(
    before.country,
    company.organizationRegistrationNumber as string | undefined,
    address.phoneNumber,
  );
  if (registration !== null) throw new Refused(registration);
}
