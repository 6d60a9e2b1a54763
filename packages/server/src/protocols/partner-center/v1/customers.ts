import { Type } from 'typebox';
import { createCustomer } from '../../../operations/customer/create.ts';
import { listCustomers } from '../../../operations/customer/list.ts';
import { seekPage } from '../house/collection.ts';
import { type Route, route } from '../house/route.ts';
import { type CustomerPageQuery, customerPageToken, readCustomerPage } from '../reading/customer-page.ts';
import { newCustomerOf } from '../reading/new-customer.ts';
import { customerResource, listedCustomer } from '../resources/customer.ts';
import { Customer, Customers, NewCustomer } from '../schemas/customer.ts';

export const customersRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers',
    serves: ['get-a-list-of-customers', 'get-a-customer-by-name', 'get-customers-of-an-indirect-reseller'],
    credentials: 'either',
    summary: "The partner's customers, by name; of a prefix, a reseller or a provider when a filter is given",
    query: Type.Object({
      size: Type.Optional(Type.Integer({ description: 'How many on a page, at most 500; 0 is 500' })),
      filter: Type.Optional(Type.String({ description: 'JSON: Field, Value and Operator starts_with' })),
      seekOperation: Type.Optional(Type.Enum(['Next', 'Previous', 'First', 'Last'])),
    }),
    answer: Customers,
    handle: async ({ context, query, headers, reply }) => {
      const asked = readCustomerPage(query as CustomerPageQuery, headers['ms-continuationtoken']);
      const list = await listCustomers(context, asked.input);
      const next = list.more.after ? customerPageToken(asked, list.items) : null;
      const self = reply.request.url.replace(/^\/v1(?=\/)/i, '');
      return seekPage(list.items.map(listedCustomer), list.totalCount, '/customers', {
        size: asked.input.size,
        next,
        self,
      });
    },
  }),
  route({
    method: 'POST',
    path: '/v1/customers',
    serves: ['create-a-customer', 'create-a-customer-for-an-indirect-reseller'],
    credentials: 'either',
    summary: 'Makes a tenant for a new customer, and the relationship with it',
    body: NewCustomer,
    answer: Customer,
    status: 201,
    handle: async ({ context, body }) => {
      const made = await createCustomer(context, newCustomerOf(body));
      const { links: _links, ...customer } = customerResource(made.customer);
      return {
        ...customer,
        userCredentials: made.credentials,
        ...(made.defaultGdap === null ? {} : { enableGDAPByDefault: made.defaultGdap }),
        ...(made.resellerId === null ? {} : { associatedPartnerId: made.resellerId }),
      };
    },
  }),
];
