import { type Company, missingCompanyData } from '@multipartner/domain/market/company.ts';
import { checkRegistration, needsRegistrationNumber } from '@multipartner/domain/market/registration.ts';
import { type CustomerRow, readCustomer } from '../../store/customer.ts';
import { lockBillTo, saveBillTo } from '../../store/profile.ts';
import { act, allowed, refused } from '../operation.ts';

export interface BillTo {
  readonly customerId: string;
  readonly etag: string | null;
  readonly profile: Readonly<Record<string, unknown>> & { readonly companyName?: string };
}

/**
 * Replaces the partner's own bill-to record of a customer (R43): neither the tenant nor another partner's list changes.
 * Refusals: no-relationship, stale-version, value-missing, value-invalid, registration-number-…, phone-missing.
 */
export const updateBillingProfile = act<BillTo, CustomerRow>({
  permission: 'customer.billing.update',
  kind: 'customer.billing.update',
  audited: { resourceType: 'customer', operationType: 'update_customer_billing_profile' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  body: async ({ tx, actor, audit }, { customerId, etag, profile }) => {
    const owner = { partnerId: actor.tenantId };
    const before = await lockBillTo(tx, owner, customerId);
    if (before === null) throw refused('no-relationship', { customerId });
    const current = await readCustomer(tx, owner, customerId);
    if (etag !== null && etag !== current.billing_etag) throw refused('stale-version');
    const companyName = profile.companyName ?? before.company_name;
    const address = profile.defaultAddress as Company['address'];
    const [missing] = missingCompanyData({
      companyName,
      ...(address === undefined ? {} : { address }),
      ...(typeof profile.email === 'string' ? { email: profile.email } : {}),
    });
    if (missing !== undefined)
      throw refused('value-invalid', {
        field: missing.replace(/^address/, 'defaultAddress'),
        reason: 'is missing or malformed',
      });
    // The number is a matter of the company; here it is asked for only where the company does not have it.
    const country = (address?.country ?? current.country).toUpperCase();
    const { organizationRegistrationNumber: given, ...kept } = profile;
    const number =
      given ?? (needsRegistrationNumber(country) ? current.company.organizationRegistrationNumber : undefined);
    allowed(checkRegistration(country, number as string | undefined, address?.phoneNumber));
    const saved = { ...kept, companyName };
    await saveBillTo(tx, owner, customerId, companyName, saved);
    audit({ oldValue: before.billing_profile, newValue: saved });
    return readCustomer(tx, owner, customerId);
  },
});
