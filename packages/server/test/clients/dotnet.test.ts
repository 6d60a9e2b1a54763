import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dotnetClient, pascal, unsetDate } from './dotnet.ts';
import { type HardWired, startHardWired } from './hard-wired.ts';

/** The SDK's own collection members, which it sends back as it got them, and what it never set. */
const empty = { Links: null, Attributes: { Etag: null, ObjectType: 'Customer' } };

const address = {
  Country: 'US',
  Region: null,
  City: 'Bellevue',
  State: 'WA',
  AddressLine1: 'One Microsoft Way',
  AddressLine2: null,
  PostalCode: '98004',
  FirstName: 'Gena',
  LastName: 'Soto',
  MiddleName: null,
  PhoneNumber: '4255550101',
};

const newCustomer = (domain: string) => ({
  Id: null,
  CommerceId: null,
  CompanyProfile: { TenantId: null, Domain: domain, CompanyName: 'Relecloud', Address: null, Email: null, ...empty },
  BillingProfile: {
    Id: null,
    FirstName: null,
    LastName: null,
    Email: 'gena@relecloud2.com',
    Culture: 'EN-US',
    Language: 'En',
    CompanyName: 'Relecloud',
    DefaultAddress: address,
    ...empty,
  },
  RelationshipToPartner: 'none',
  AllowDelegatedAccess: null,
  UserCredentials: null,
  CustomDomains: null,
  AssociatedPartnerId: null,
  CustomerDomain: null,
  ...empty,
});

describe('the Partner Center .NET SDK', () => {
  let wired: HardWired;
  let customerId: string;
  const client = async () => dotnetClient(wired, await wired.server.token('alpha.admin'));
  beforeAll(async () => {
    wired = await startHardWired();
    customerId = wired.server.tenant('woodgrove').id;
  });
  afterAll(() => wired.close());

  it('looks a domain up by HEAD, and makes a customer of PascalCase with every null', async () => {
    const send = await client();
    expect((await send('HEAD', '/domains/relecloud2.onmicrosoft.com')).status).toBe(404);
    const made = await send('POST', '/customers', newCustomer('relecloud2.onmicrosoft.com'));
    expect([made.status, made.text]).toEqual([201, expect.stringContaining('"companyName":"Relecloud"')]);
    expect(made.body.userCredentials).toMatchObject({ userName: 'admin', password: expect.any(String) });
    expect(made.text).not.toContain(':null');
    expect((await send('HEAD', '/domains/relecloud2.onmicrosoft.com')).status).toBe(200);

    // What it read goes back, with links, attributes and read-only members, and one of them changed.
    const path = `/customers/${made.body.id}/profiles/billing`;
    const { body: profile } = await send('GET', path);
    const back = { ...(pascal(profile) as object), FirstName: 'Gina', MiddleName: null, Links: { Self: null } };
    const changed = await send('PUT', path, back);
    expect([changed.status, changed.body.firstName]).toEqual([200, 'Gina']);
  });

  it('buys by cart, and changes seats with a subscription as it was read', async () => {
    const send = await client();
    const products = await send('GET', `/customers/${customerId}/products?country=US&targetView=OnlineServices`);
    expect(products.status).toBe(200);
    const { body: before } = await send('GET', `/customers/${customerId}/subscriptions`);
    const [owned] = before.items;
    const cart = await send('POST', `/customers/${customerId}/carts`, {
      Id: null,
      CreationTimestamp: unsetDate,
      LastModifiedTimestamp: unsetDate,
      ExpirationTimestamp: unsetDate,
      LastModifiedUser: null,
      Status: null,
      LineItems: [
        {
          Id: 0,
          CatalogItemId: owned.offerId,
          FriendlyName: 'Ten more',
          Quantity: 10,
          CurrencyCode: null,
          BillingCycle: 'monthly',
          TermDuration: 'P1Y',
          Participants: null,
          ProvisioningContext: null,
          OrderGroup: null,
          AddonItems: null,
          Error: null,
          RenewsTo: null,
        },
      ],
      Attributes: { ObjectType: 'Cart' },
    });
    expect([cart.status, cart.text]).toEqual([201, expect.stringContaining('"lineItems"')]);
    const checkout = await send('POST', `/customers/${customerId}/carts/${cart.body.id}/checkout`);
    expect(checkout.status, checkout.text).toBe(201);
    const subscriptionId = checkout.body.orders[0].lineItems[0].subscriptionId;

    const path = `/customers/${customerId}/subscriptions/${subscriptionId}`;
    const { body: subscription } = await send('GET', path);
    const changed = await send('PATCH', path, {
      ...(pascal(subscription) as object),
      Quantity: 12,
      SuspensionReasons: null,
      PartnerId: null,
      Actions: null,
      MigratedFromSubscriptionId: null,
      CancellationAllowedUntilDate: unsetDate,
      Attributes: { Etag: subscription.attributes.etag, ObjectType: 'Subscription' },
    });
    expect([changed.status, changed.text]).toEqual([200, expect.stringContaining('"quantity":12')]);
  });

  it('orders with "unknown" for what it does not say, and dates that nobody set', async () => {
    const send = await client();
    const { body } = await send('GET', `/customers/${customerId}/subscriptions`);
    const order = await send('POST', `/customers/${customerId}/orders`, {
      Id: null,
      AlternateId: null,
      ReferenceCustomerId: customerId,
      BillingCycle: 'unknown',
      CurrencyCode: null,
      LineItems: [
        {
          LineItemNumber: 0,
          OfferId: body.items[0].offerId,
          SubscriptionId: null,
          ParentSubscriptionId: null,
          FriendlyName: 'By order',
          Quantity: 3,
          TermDuration: 'P1Y',
          TransactionType: 'unknown',
          PartnerIdOnRecord: null,
          ProvisioningContext: null,
        },
      ],
      CreationDate: unsetDate,
      Status: null,
      TransactionType: 'unknown',
      Links: null,
      Attributes: { ObjectType: 'Order' },
    });
    expect(order.status, order.text).toBe(201);
    expect(order.text).not.toContain('0001-01-01');
  });

  it('pages from size=0, and filters in its own spelling', async () => {
    const send = await client();
    const all = await send('GET', '/customers?size=0');
    expect(all.status).toBe(200);
    expect(all.body.items.length).toBeGreaterThan(1);
    const filter =
      '%7b%22Field%22%3a%22CompanyName%22%2c%22Value%22%3a%22Wood%22%2c%22Operator%22%3a%22starts_with%22%7d';
    const found = await send('GET', `/customers?size=0&filter=${filter}`);
    expect(
      found.body.items.map((one: { companyProfile: { companyName: string } }) => one.companyProfile.companyName),
    ).toEqual(['Woodgrove']);
    const halfEncoded = `%7B"Field":"CompanyName","Value":"No+such","Operator":"starts_with"%7D`;
    expect((await send('GET', `/customers?size=15&filter=${halfEncoded}`)).body.items).toEqual([]);

    const first = await send('GET', '/customers?size=1');
    const { uri, headers } = first.body.links.next;
    const [{ key, value }] = headers;
    expect([uri, key]).toEqual([expect.stringMatching(/^\/customers\?/), 'MS-ContinuationToken']);
    const next = await send('GET', '/customers?size=1&seekOperation=Next', undefined, [[key, value]]);
    expect(next.status).toBe(200);
    expect(next.body.items[0].id).not.toBe(first.body.items[0].id);
  });

  it('adds a person with a trailing slash, and gives him a licence', async () => {
    const send = await client();
    const domain = wired.server.tenant('woodgrove').defaultDomain;
    const user = await send('POST', `/customers/${customerId}/users/`, {
      Id: null,
      UsageLocation: 'US',
      UserPrincipalName: `gena@${domain}`,
      FirstName: 'Gena',
      LastName: 'Soto',
      DisplayName: 'Gena Soto',
      ImmutableId: null,
      PhoneNumber: null,
      PasswordProfile: { Password: 'Unguessable-1', ForceChangePassword: true },
      LastDirectorySyncTime: null,
      UserDomainType: 'none',
      State: 'active',
      SoftDeletionTime: null,
      ...empty,
    });
    expect(user.status, user.text).toBe(200);
    const { body: skus } = await send('GET', `/customers/${customerId}/subscribedskus`);
    const free = skus.items.find((one: { availableUnits: number }) => one.availableUnits > 0);
    const assigned = await send('POST', `/customers/${customerId}/users/${user.body.id}/licenseupdates`, {
      LicensesToAssign: [{ ExcludedPlans: null, SkuId: free.productSku.id }],
      LicensesToRemove: null,
      LicenseWarnings: null,
      Attributes: { ObjectType: 'LicenseUpdate' },
    });
    expect(assigned.status, assigned.text).toBe(201);
    const removed = await send('DELETE', `/customers/${customerId}/users/${user.body.id}`);
    expect([removed.status, removed.text]).toEqual([204, '']);
  });

  it('is told in seconds when to come again, and may repeat a request under its id', async () => {
    const call = wired.server.call;
    const fault = { match: { path: '/v1/customers' }, status: 429, retryAfter: 7, times: 1 };
    expect((await call(null, 'POST', '/sandbox/v1/faults', fault)).status).toBe(201);
    const send = await client();
    const refused = await send('GET', '/customers');
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '7']);

    const id = randomUUID();
    const same = dotnetClient(wired, await wired.server.token('alpha.admin'), () => id);
    const first = await same('POST', '/customers', newCustomer('relecloud3.onmicrosoft.com'));
    const again = await same('POST', '/customers', newCustomer('relecloud3.onmicrosoft.com'));
    expect(again.status).toBe(first.status);
    expect([again.body.id, again.headers['ms-requestid']]).toEqual([first.body.id, id]);
  });

  it('reads what was refused in the shape it knows', async () => {
    const send = await client();
    const refused = await send('GET', `/customers/${randomUUID()}`);
    expect(refused.status).toBe(403);
    expect(Object.keys(refused.body)).toEqual(expect.arrayContaining(['code', 'description', 'data', 'source']));
    const unserved = await send('GET', '/no/such/thing');
    expect(Object.keys(unserved.body)).toEqual(expect.arrayContaining(['code', 'description']));
  });
});
