import { getCustomer } from '../../../../../operations/customer/get.ts';
import { getBillingProfile } from '../../../../../operations/customer/get-billing-profile.ts';
import { updateBillingProfile } from '../../../../../operations/customer/update-billing-profile.ts';
import { type Route, route } from '../../../house/route.ts';
import { billingProfile, companyProfile } from '../../../resources/customer.ts';
import {
  CustomerBillingProfile,
  CustomerBillingProfileRequest,
  CustomerCompanyProfile,
} from '../../../schemas/customer.ts';

export const customerProfilesRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/profiles/billing',
    serves: ['get-all-of-a-customer-s-billing-profiles'],
    credentials: 'either',
    summary: "The partner's own bill-to record of a customer",
    answer: CustomerBillingProfile,
    handle: async ({ context, params }) => billingProfile(await getBillingProfile(context, params)),
  }),
  route({
    method: 'PUT',
    path: '/v1/customers/{customerId}/profiles/billing',
    serves: ['update-a-customer-s-billing-profile'],
    credentials: 'either',
    summary: "Replaces the partner's own bill-to record of a customer",
    body: CustomerBillingProfileRequest,
    answer: CustomerBillingProfile,
    handle: async ({ context, params, body, headers }) => {
      const { attributes, id: _id, ...profile } = body;
      const given = headers['if-match'] ?? attributes?.etag;
      const etag = given === undefined || given === '' || given === '*' ? null : given.replaceAll('"', '');
      return billingProfile(
        await updateBillingProfile(context, {
          ...params,
          etag,
          profile: profile as Record<string, unknown> & { companyName?: string },
        }),
      );
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/profiles/company',
    serves: ['get-a-customer-s-company-profile'],
    credentials: 'user',
    summary: "The tenant's own company data; address and e-mail with delegated rights only",
    answer: CustomerCompanyProfile,
    handle: async ({ context, params }) => {
      const customer = await getCustomer(context, params);
      return companyProfile(customer, customer.company);
    },
  }),
];
