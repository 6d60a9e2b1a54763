import { link } from '../house/link.ts';
import type { Address } from '../schemas/common.ts';
import type { Customer, CustomerBillingProfile, CustomerCompanyProfile } from '../schemas/customer.ts';

/** What a list knows of a customer. */
interface Listed {
  readonly id: string;
  readonly domain: string;
  readonly company_name: string;
  readonly type: 'reseller' | 'advisor';
}

/** A partner's own bill-to record. */
interface Billed {
  readonly id: string;
  readonly billing_profile: Readonly<Record<string, unknown>>;
  readonly billing_id: string;
  readonly billing_etag: string;
}

/** A customer as its partner may see it; `company` and `domains` are null without a right inside the tenant (R59). */
interface Viewed extends Listed, Billed {
  readonly dap: boolean;
  readonly company: Readonly<Record<string, unknown>> | null;
  readonly domains: readonly string[] | null;
}

/** A customer in a list. */
export function listedCustomer(row: Listed): Customer {
  return {
    id: row.id,
    companyProfile: companyProfile(row, null),
    relationshipToPartner: row.type,
    links: { self: link(`/customers/${row.id}`) as never },
    attributes: { objectType: 'Customer' },
  };
}

/** A customer by itself. */
export function customerResource(row: Viewed): Customer {
  return {
    id: row.id,
    commerceId: row.id,
    companyProfile: companyProfile(row, row.company),
    billingProfile: billingProfile(row),
    relationshipToPartner: row.type,
    allowDelegatedAccess: row.dap,
    ...(row.domains === null ? {} : { customDomains: [...row.domains] }),
    links: { self: link(`/customers/${row.id}`) as never },
    attributes: { objectType: 'Customer' },
  };
}

/** The names that the partner keeps; the tenant's own address and mail where they may be read. */
export function companyProfile(row: Listed, company: Readonly<Record<string, unknown>> | null): CustomerCompanyProfile {
  return {
    tenantId: row.id,
    domain: row.domain,
    companyName: row.company_name,
    ...(company === null ? {} : ownData(company)),
    links: { self: link(`/customers/${row.id}/profiles/company`) as never },
    attributes: { objectType: 'CustomerCompanyProfile' },
  };
}

function ownData(company: Readonly<Record<string, unknown>>): Partial<CustomerCompanyProfile> {
  const { firstName: _first, lastName: _last, ...place } = addressOf(company.address);
  return {
    address: { ...place, ...(place.region === undefined && place.state !== undefined ? { region: place.state } : {}) },
    ...text('email', company.email),
    ...text('organizationRegistrationNumber', company.organizationRegistrationNumber),
  };
}

export function billingProfile(row: Billed): CustomerBillingProfile {
  const { billing_profile: profile } = row;
  return {
    id: row.billing_id,
    ...text('firstName', profile.firstName),
    ...text('lastName', profile.lastName),
    ...text('email', profile.email),
    ...text('culture', profile.culture),
    ...text('language', profile.language),
    ...text('companyName', profile.companyName),
    defaultAddress: addressOf(profile.defaultAddress),
    links: { self: link(`/customers/${row.id}/profiles/billing`) as never },
    attributes: { etag: row.billing_etag, objectType: 'CustomerBillingProfile' },
  };
}

const addressMembers = [
  'country',
  'region',
  'city',
  'state',
  'addressLine1',
  'addressLine2',
  'postalCode',
  'firstName',
  'middleName',
  'lastName',
  'phoneNumber',
] as const satisfies readonly (keyof Address)[];

/** The members of an address that have a value. */
function addressOf(value: unknown): Address {
  const given = (value ?? {}) as Readonly<Record<string, unknown>>;
  return Object.assign({}, ...addressMembers.map((name) => text(name, given[name]))) as Address;
}

function text<N extends string>(name: N, value: unknown): { [K in N]?: string } {
  return (typeof value === 'string' && value !== '' ? { [name]: value } : {}) as { [K in N]?: string };
}
