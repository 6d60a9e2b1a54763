import { refused } from '../../../../../../../operations/operation.ts';
import {
  type SupportContact as Contact,
  getSupportContact,
  setSupportContact,
} from '../../../../../../../operations/subscription/support-contact.ts';
import { link } from '../../../../../house/link.ts';
import { type Route, route } from '../../../../../house/route.ts';
import { blank } from '../../../../../resources/order.ts';
import { SupportContact, SupportContactRequest } from '../../../../../schemas/subscription.ts';

const path = '/v1/customers/{customerId}/subscriptions/{subscriptionId}/supportcontact';

const render = (contact: Contact, { customerId, subscriptionId }: { customerId: string; subscriptionId: string }) => ({
  supportTenantId: contact.tenantId,
  supportMpnId: contact.mpnId,
  name: contact.name,
  links: { self: link(`/customers/${customerId}/subscriptions/${subscriptionId}/supportcontact`) },
  attributes: { objectType: 'SupportContact' },
});

export const supportContactRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path,
    serves: ['get-a-subscription-s-support-contact'],
    credentials: 'user',
    answer: SupportContact,
    summary: 'Who supports the customer on a subscription',
    handle: async ({ context, params }) => render(await getSupportContact(context, params), params),
  }),
  route({
    method: 'PUT',
    path,
    serves: ['update-a-subscription-s-support-contact'],
    credentials: 'user',
    body: SupportContactRequest,
    answer: SupportContact,
    summary: 'Name who supports the customer on a subscription',
    handle: async ({ context, params, body }) => {
      if (body.supportTenantId === undefined) throw refused('value-missing', { field: 'supportTenantId' });
      const contactId = body.supportTenantId.toLowerCase();
      if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(contactId))
        throw refused('value-invalid', { field: 'supportTenantId', reason: 'is not a GUID' });
      return render(
        await setSupportContact(context, { ...params, contactId, mpnId: blank(body.supportMpnId) }),
        params,
      );
    },
  }),
];
