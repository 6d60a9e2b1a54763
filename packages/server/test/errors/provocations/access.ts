import { role } from '../../delegated-admin/people.ts';
import { newUser } from '../../directory/people.ts';
import { items } from '../../selling/items.ts';
import { basic, type Provocations } from '../stage.ts';

/** Who may not, what cannot be read, and what is not there. */
export const access: Provocations = {
  'nobody asks': ({ call }) => call(null, 'GET', '/v1/customers'),
  'an application asks what takes a person': ({ call }) =>
    call({ application: 'alpha' }, 'GET', `/v1/SelfServePolicy/${crypto.randomUUID()}`),
  'a role that is not enough': ({ call, customer }) => call('alpha.helpdesk', 'POST', `${customer}/orders`, {}),
  'a partner without a right inside the customer': ({ call, customer }) =>
    call('beta.admin', 'GET', `${customer}/users`),
  'a partner that is none of the customer': ({ call, customer }) =>
    call('gamma.admin', 'GET', `${customer}/subscriptions`),
  'a body that is no JSON': ({ call, customer }) => call('alpha.sales', 'POST', `${customer}/orders`, '{"lineItems":'),
  'a customer id that is no GUID': ({ call }) => call('alpha.sales', 'GET', '/v1/customers/nobody'),
  'an order in the name of another customer': ({ order, server }) =>
    order(basic, { referenceCustomerId: server.tenant('litware').id }),
  'a change of what was changed since': async ({ buy, patch, done }) => {
    const one = await buy(items.businessBasic);
    await done(patch(one, { friendlyName: 'First' }));
    return patch(one, { friendlyName: 'Second' });
  },
  'an unknown invoice': ({ call }) => call('alpha.billing', 'GET', '/v1/invoices/nothing'),
  'an unknown order': ({ call, customer }) => call('alpha.sales', 'GET', `${customer}/orders/${crypto.randomUUID()}`),
  'an unknown subscription': ({ call, customer }) =>
    call('alpha.sales', 'GET', `${customer}/subscriptions/${crypto.randomUUID()}`),
  'an unknown cart': ({ call, customer }) => call('alpha.sales', 'GET', `${customer}/carts/${crypto.randomUUID()}`),
  'an unknown user': ({ call, customer }) => call('alpha.admin', 'GET', `${customer}/users/${crypto.randomUUID()}`),
  'an unknown product': ({ call }) => call('alpha.sales', 'GET', '/v1/products/NOTHING?country=US'),
  'an unknown SKU': ({ call }) => call('alpha.sales', 'GET', '/v1/products/CFQ7TTC0LH18/skus/9999?country=US'),
  'an unknown availability': ({ call }) =>
    call('alpha.sales', 'GET', '/v1/products/CFQ7TTC0LH18/skus/0001/availabilities/NOTHING?country=US'),
  'an unknown offer': ({ call }) => call('alpha.sales', 'GET', `/v1/offers/${crypto.randomUUID()}?country=US`),
  'an unknown view of the catalogue': ({ call }) =>
    call('alpha.sales', 'GET', '/v1/products?country=US&targetView=Everything'),
  'a segment that is not sold': ({ call, customer }) =>
    call('alpha.sales', 'GET', `${customer}/products?targetView=OnlineServices&targetSegment=government`),
  'an unknown transfer': ({ call, customer }) =>
    call('alpha.admin', 'GET', `${customer}/transfers/${crypto.randomUUID()}`),
  'an unknown partner': ({ call }) => call('alpha.admin', 'GET', '/v1/profiles/mpn?mpnId=9999999'),
  'licences that are used up': async ({ call, customer, done }) => {
    const sku = (await done(call('alpha.admin', 'GET', `${customer}/subscribedskus`))).body.items.find(
      (one: { availableUnits: number }) => one.availableUnits === 0,
    );
    const users = (await done(call('alpha.admin', 'GET', `${customer}/users?size=500`))).body.items;
    return call('alpha.admin', 'POST', `${customer}/users/${users.at(-1).id}/licenseupdates`, {
      licensesToAssign: [{ skuId: sku.productSku.id }],
    });
  },
  'a member of a role once more': async ({ call, customer, server, done }) => {
    const members = `${customer}/directoryroles/${role.helpdeskAdministrator}/usermembers`;
    const member = { id: server.person('woodgrove.user').id };
    await done(call('alpha.admin', 'POST', members, member));
    return call('alpha.admin', 'POST', members, member);
  },
  'a user of a name that is taken': async ({ call, customer, done }) => {
    const create = () => call('alpha.admin', 'POST', `${customer}/users`, newUser('twice'));
    await done(create());
    return create();
  },
  'a self-serve policy id that is none': ({ call }) => call('alpha.ga', 'GET', '/v1/SelfServePolicy/mine'),
  'a self-serve policy made twice': async ({ call, server, done }) => {
    const policy = {
      selfServeEntity: { selfServeEntityType: 'customer', tenantID: server.tenant('woodgrove').id },
      grantor: { grantorType: 'billToPartner', tenantID: server.tenant('alpha').id },
      permissions: [{ resource: 'AzureReservedInstances', action: 'Purchase' }],
    };
    await done(call('alpha.ga', 'POST', '/v1/SelfServePolicy', policy));
    return call('alpha.ga', 'POST', '/v1/SelfServePolicy', policy);
  },
  'a self-serve policy of another partner': async ({ call, server, done }) => {
    const { body } = await done(
      call('alpha.ga', 'GET', `/v1/SelfServePolicy?entity_id=${server.tenant('woodgrove').id}`),
    );
    return call('beta.admin', 'GET', `/v1/SelfServePolicy/${body.items[0].id}`);
  },
};
