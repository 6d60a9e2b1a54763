import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('licences of a customer', () => {
  let server: TestServer;
  let base: string;
  beforeAll(async () => {
    server = await startServer();
    base = `/v1/customers/${server.tenant('woodgrove').id}/users`;
  });
  afterAll(() => server.stop());

  const newUser = (name: string) => ({
    UserPrincipalName: `${name}@woodgrove.onmicrosoft.com`,
    DisplayName: name,
    FirstName: 'First',
    LastName: null,
    UsageLocation: 'US',
    PasswordProfile: { Password: 'abCD123*xyz', ForceChangePassword: true },
    LastDirectorySyncTime: '0001-01-01T00:00:00',
    Attributes: { ObjectType: 'CustomerUser' },
  });
  const create = async (name: string) => (await server.call('alpha.admin', 'POST', base, newUser(name))).body;

  const skus = () => `/v1/customers/${server.tenant('woodgrove').id}/subscribedskus`;
  const sku = async () => (await server.call('alpha.admin', 'GET', skus())).body.items[0];

  it('are pooled by SKU: 50 sold, 50 assigned, none left', async () => {
    expect(await sku()).toMatchObject({
      totalUnits: 50,
      activeUnits: 50,
      consumedUnits: 50,
      availableUnits: 0,
      capabilityStatus: 'Enabled',
    });
  });

  it('refuse one more than there is, and give a freed one to one of several who ask at once', async () => {
    const { productSku } = await sku();
    const people = await Promise.all(['ines', 'jack', 'kurt'].map(create));
    const assign = (id: string) =>
      server.call('alpha.admin', 'POST', `${base}/${id}/licenseupdates`, {
        LicensesToAssign: [{ ExcludedPlans: null, SkuId: productSku.id }],
        LicensesToRemove: null,
      });
    expect((await assign(people[0].id)).body).toMatchObject({ code: 60012 });
    const [holder] =
      await server.database`select user_id from licence_assignment where tenant_id = ${server.tenant('woodgrove').id} limit 1`;
    const removed = await server.call('alpha.admin', 'POST', `${base}/${holder?.user_id}/licenseupdates`, {
      licensesToRemove: [productSku.id],
    });
    expect(removed.status).toBe(201);
    const answers = await Promise.all(people.map((person) => assign(person.id)));
    expect(answers.map((one) => one.status).sort()).toEqual([201, 400, 400]);
    expect(await sku()).toMatchObject({ consumedUnits: 50, availableUnits: 0 });
  });

  it('are listed by person, and by group', async () => {
    const [holder] =
      await server.database`select user_id from licence_assignment where tenant_id = ${server.tenant('woodgrove').id} limit 1`;
    const { body } = await server.call(
      'alpha.admin',
      'GET',
      `${base}/${holder?.user_id}/licenses?licenseGroupIds=group1&licenseGroupIds=group2`,
    );
    expect(body.items[0]).toMatchObject({
      productSku: { licenseGroupId: 'group1' },
      attributes: { objectType: 'License' },
    });
    expect((await server.call('alpha.admin', 'GET', `${skus()}?licenseGroupIds=group2`)).body.items).toEqual([]);
    expect((await server.call('alpha.admin', 'GET', `${skus()}?licenseGroupIds=group9`)).status).toBe(400);
  });

  it('are for those with rights in the customer', async () => {
    expect((await server.call('alpha.user', 'GET', skus())).body).toMatchObject({ code: 900308 });
    expect((await server.call('beta.admin', 'GET', skus())).body).toMatchObject({ code: 20002 });
    expect(
      (
        await server.call('alpha.helpdesk', 'POST', `${base}/${server.person('woodgrove.user').id}/licenseupdates`, {
          licensesToRemove: [],
        })
      ).body,
    ).toMatchObject({ code: 900308 });
    expect(
      (await server.call('alpha.admin', 'POST', `${base}/${server.person('woodgrove.user').id}/licenseupdates`, {}))
        .status,
    ).toBe(400);
  });
});
