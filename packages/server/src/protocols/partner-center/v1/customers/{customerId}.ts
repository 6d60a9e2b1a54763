import { deleteCustomer } from '../../../../operations/customer/delete.ts';
import { getCustomer } from '../../../../operations/customer/get.ts';
import { refused } from '../../../../operations/operation.ts';
import { removeRelationship } from '../../../../operations/relationship/remove.ts';
import { removeDelegatedAdministration } from '../../../../operations/relationship/remove-delegated-administration.ts';
import { type Route, route } from '../../house/route.ts';
import { customerResource } from '../../resources/customer.ts';
import { Customer, CustomerPatch } from '../../schemas/customer.ts';

/** A removal is answered as it is documented: the customer that was sent, in the names and with the nulls of its senders. */
function echo(change: {
  RelationshipToPartner: string;
  AllowDelegatedAccess: boolean | null;
}): Record<string, unknown> {
  return {
    Id: null,
    CommerceId: null,
    CompanyProfile: null,
    BillingProfile: null,
    ...change,
    UserCredentials: null,
    CustomDomains: null,
    AssociatedPartnerId: null,
    Attributes: { ObjectType: 'Customer' },
  };
}

export const customerRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}',
    serves: ['get-a-customer-by-id'],
    credentials: 'either',
    summary: 'One customer; its own address, mail and domains only with a delegated right inside it',
    answer: Customer,
    handle: async ({ context, params }) => customerResource(await getCustomer(context, params)),
  }),
  route({
    method: 'PATCH',
    path: '/v1/customers/{customerId}',
    serves: ['remove-a-reseller-relationship-with-a-customer', 'remove-dap'],
    credentials: 'user',
    summary:
      'Ends delegated administration (allowDelegatedAccess false), or the relationship (relationshipToPartner none)',
    body: CustomerPatch,
    handle: async ({ context, params, body }) => {
      // Senders that give up delegated administration may repeat a default of the other member: the lesser act is meant.
      if (body.allowDelegatedAccess === false) {
        await removeDelegatedAdministration(context, params);
        return echo({ RelationshipToPartner: 'reseller', AllowDelegatedAccess: false });
      }
      if (body.relationshipToPartner === undefined) throw refused('value-missing', { field: 'relationshipToPartner' });
      if (body.relationshipToPartner !== 'none') {
        throw refused('value-invalid', { field: 'relationshipToPartner', reason: 'can only become none' });
      }
      await removeRelationship(context, params);
      return echo({ RelationshipToPartner: 'none', AllowDelegatedAccess: null });
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/customers/{customerId}',
    serves: ['delete-a-customer-account-from-the-integration-sandbox'],
    credentials: 'either',
    summary: 'Takes a customer out of the sandbox',
    status: 204,
    handle: ({ context, params }) => deleteCustomer(context, params),
  }),
];
