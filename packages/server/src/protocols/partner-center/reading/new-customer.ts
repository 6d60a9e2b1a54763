import type { Static } from 'typebox';
import type { NewCustomer as Wanted } from '../../../operations/customer/create.ts';
import { refused } from '../../../operations/operation.ts';
import type { NewCustomer } from '../schemas/customer.ts';

/** A new customer as the body has it. Refusals: value-missing, value-invalid, each naming the member. */
export function newCustomerOf(body: Static<typeof NewCustomer>): Wanted {
  const { companyProfile, billingProfile } = body;
  const address = billingProfile?.defaultAddress;
  if (address === undefined) throw refused('value-missing', { field: 'billingProfile.defaultAddress' });
  return {
    domain: needed('companyProfile.domain', companyProfile?.domain).trim(),
    companyName: needed(
      'billingProfile.companyName',
      billingProfile?.companyName ?? companyProfile?.companyName,
    ).trim(),
    email: needed('billingProfile.email', billingProfile?.email),
    culture: cultureOf(needed('billingProfile.culture', billingProfile?.culture)),
    language: needed('billingProfile.language', billingProfile?.language),
    address: {
      ...address,
      country: needed('billingProfile.defaultAddress.country', address.country).toUpperCase(),
    } as Record<string, string>,
    organizationRegistrationNumber: companyProfile?.organizationRegistrationNumber ?? null,
    resellerId: guidOf('associatedPartnerId', body.associatedPartnerId),
    defaultGdap: body.enableGDAPByDefault ?? null,
  };
}

function needed(field: string, value: string | undefined): string {
  if (value === undefined || value.trim() === '') throw refused('value-missing', { field });
  return value;
}

function cultureOf(text: string): string {
  try {
    return new Intl.Locale(text).toString();
  } catch {
    throw refused('value-invalid', { field: 'billingProfile.culture', reason: 'is no culture such as en-US' });
  }
}

function guidOf(field: string, text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
    throw refused('value-invalid', { field, reason: 'is not a GUID' });
  return text.toLowerCase();
}
