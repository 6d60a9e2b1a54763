import { getCustomerOrganization } from '../../../../../operations/customer/get-organization.ts';
import { type Route, route } from '../../../house/route.ts';
import { Organizations } from '../../../schemas/customer.ts';

export const customerOrganizationRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/organization',
    serves: ['get-customer-organization'],
    credentials: 'either',
    summary: 'The organisation as the customer has it in its directory, by a right inside it',
    answer: Organizations,
    handle: async ({ context, params }) => {
      const { display_name: displayName, country, company } = await getCustomerOrganization(context, params);
      const address = (company.address ?? {}) as Readonly<Record<string, string | undefined>>;
      return [
        {
          displayName,
          street: [address.addressLine1, address.addressLine2].filter(Boolean).join(', ') || undefined,
          city: address.city,
          state: address.state ?? address.region,
          postalCode: address.postalCode,
          countryLetterCode: country,
          technicalNotificationMails: [company.email].filter((mail) => typeof mail === 'string'),
        },
      ];
    },
  }),
];
