import axios from 'axios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';
import { type HardWired, login, partnerCenter, startHardWired } from './hard-wired.ts';
import { integration } from './pliancy.ts';

const globalReader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';

describe('a hand-written integration with hard-wired hosts', () => {
  let wired: HardWired;
  let woodgrove: string;
  const applicationOf = (key: string) => {
    const { id: tenant, applications } = wired.server.tenant(key);
    const [{ clientId, clientSecret }] = applications as [(typeof applications)[number]];
    return { tenant, clientId, secret: clientSecret as string };
  };
  /** As the one-time consent of a person gives it, which such integrations then keep. */
  async function refreshToken(key: string): Promise<string> {
    const { tenant, clientId, secret } = applicationOf(key.split('.')[0] as string);
    const { userPrincipalName, password } = wired.server.person(key);
    const { data } = await axios.post(
      `${login}/${tenant}/oauth2/v2.0/token`,
      new URLSearchParams({
        grant_type: 'password',
        client_id: clientId,
        client_secret: secret,
        username: userPrincipalName,
        password: password as string,
        scope: `${partnerCenter}/user_impersonation offline_access`,
      }).toString(),
      { httpsAgent: wired.agent, proxy: false },
    );
    return data.refresh_token;
  }
  beforeAll(async () => {
    wired = await startHardWired();
    woodgrove = wired.server.tenant('woodgrove').id;
  });
  afterAll(() => wired.close());

  it('lists customers without paging, as an application, with one token for all calls', async () => {
    const client = await integration(wired, applicationOf('alpha'));
    const customers = await client.customers();
    expect(customers.map(({ id }) => id)).toEqual([woodgrove]);
    expect((await client.customer(woodgrove)).companyProfile.companyName).toBe('Woodgrove');
    expect(await client.subscriptions(woodgrove)).toHaveLength(1);
    expect(client.tokens()).toBe(1);
  });

  it('changes seats by reading, merging and patching', async () => {
    const client = await integration(wired, applicationOf('alpha'));
    const [{ id, quantity }] = await client.subscriptions(woodgrove);
    expect((await client.changeSeats(woodgrove, id, quantity + 5)).quantity).toBe(quantity + 5);
    expect((await client.subscriptions(woodgrove))[0].quantity).toBe(quantity + 5);
  });

  it('orders by a product’s id, through its SKUs and their availabilities', async () => {
    const client = await integration(wired, applicationOf('alpha'));
    const [productId = ''] = items.businessBasic.split(':');
    const order = await client.orderByProduct(woodgrove, productId, { quantity: 4, termDuration: 'P1M' });
    expect(order.lineItems).toMatchObject([{ quantity: 4, subscriptionId: expect.any(String) }]);
    expect((await client.subscriptions(woodgrove)).map((one: { id: string }) => one.id)).toContain(
      order.lineItems[0].subscriptionId,
    );
  });

  it('adds people and gives licences with a refresh token that a person once gave it', async () => {
    const client = await integration(wired, {
      ...applicationOf('alpha'),
      refreshToken: await refreshToken('alpha.admin'),
    });
    const { defaultDomain } = wired.server.tenant('woodgrove');
    const user = await client.addUser(woodgrove, {
      usageLocation: 'US',
      userPrincipalName: `nina@${defaultDomain}`,
      firstName: 'Nina',
      lastName: 'Node',
      displayName: 'Nina Node',
      passwordProfile: { password: 'Unguessable-2', forceChangePassword: false },
    });
    const free = (await client.skus(woodgrove)).find((one: { availableUnits: number }) => one.availableUnits > 0);
    await client.assign(woodgrove, user.id, free.productSku.id);
    const [license] = await client.licenses(woodgrove, user.id);
    expect(license.productSku.id).toBe(free.productSku.id);
    await client.setUserPassword(woodgrove, user.id, 'Unguessable-3');
    expect((await client.users(woodgrove)).length).toBeGreaterThan(60);
    // The old refresh token is still good: it keeps only the first.
    expect(client.tokens()).toBe(1);
  });

  it('asks for granular rights, and finds them by a filter, however often it was encoded', async () => {
    const client = await integration(wired, applicationOf('beta'));
    const { id } = await client.createRelationship({
      displayName: 'By an integration',
      duration: 'P730D',
      customer: { tenantId: woodgrove },
      accessDetails: { unifiedRoles: [{ roleDefinitionId: globalReader }] },
    });
    expect((await client.lockForApproval(id)).action).toBe('lockForApproval');
    for (const found of [await client.relationshipsOf(woodgrove), await client.relationshipsTwiceEncoded(woodgrove)])
      expect(found.map((one: { id: string }) => one.id)).toEqual([id]);
    expect(await client.relationshipsOf(wired.server.tenant('litware').id)).toEqual([]);
  });

  it('is told in Partner Center’s shape what was refused', async () => {
    const client = await integration(wired, applicationOf('beta'));
    await expect(client.customer(woodgrove)).rejects.toMatchObject({
      response: { status: 403, data: { code: expect.anything(), description: expect.any(String) } },
    });
  });
});
