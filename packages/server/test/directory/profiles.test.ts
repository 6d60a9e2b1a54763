import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('profiles', () => {
  let server: TestServer;
  let customer: string;
  beforeAll(async () => {
    server = await startServer();
    customer = `/v1/customers/${server.tenant('woodgrove').id}`;
  });
  afterAll(() => server.stop());

  describe("the partner's profiles", () => {
    it.each(['organization', 'legalbusiness', 'billing', 'support', 'mpn'])(
      'GET /profiles/%s answers every person of the partner',
      async (name) => {
        const { status, body } = await server.call('alpha.user', 'GET', `/v1/profiles/${name}`);
        expect(status).toBe(200);
        expect(body.attributes.objectType).toBe(body.profileType);
        expect((await server.call('woodgrove.admin', 'GET', `/v1/profiles/${name}`)).status).toBe(403);
        expect((await server.call(null, 'GET', `/v1/profiles/${name}`)).status).toBe(401);
      },
    );

    it('are replaced by whoever may, from the version that was read', async () => {
      const before = (await server.call('alpha.ga', 'GET', '/v1/profiles/organization')).body;
      const put = (who: string, body: object, headers = {}) =>
        server.call(who, 'PUT', '/v1/profiles/organization', body, headers);
      const changed = await put('alpha.ga', { ...before, companyName: 'Alpha Clouds' });
      expect(changed.body).toMatchObject({ companyName: 'Alpha Clouds', tenantId: server.tenant('alpha').id });
      expect((await put('alpha.ga', before)).body).toMatchObject({ code: 2055 });
      expect(
        (await put('alpha.ga', { ...before, attributes: {} }, { 'if-match': `"${before.attributes.etag}"` })).body,
      ).toMatchObject({ code: 2055 });
      expect((await put('alpha.sales', changed.body)).body).toMatchObject({ code: 900150 });
      expect(
        (await put('alpha.ga', { ...changed.body, defaultAddress: { ...changed.body.defaultAddress, city: '' } })).body
          .description,
      ).toContain('defaultAddress.city');
    });

    it('billing is for Billing administrators too; support is written on both paths', async () => {
      const billing = (await server.call('alpha.billing', 'GET', '/v1/profiles/billing')).body;
      expect(
        (await server.call('alpha.billing', 'PUT', '/v1/profiles/billing', { ...billing, purchaseOrderNumber: '77' }))
          .body.purchaseOrderNumber,
      ).toBe('77');
      const support = {
        Email: 'help@alpha.example',
        Telephone: '4255555555',
        Website: 'www.alpha.example',
        ProfileType: 'support_profile',
      };
      expect((await server.call('alpha.ga', 'PUT', '/v1/profiles/supportprofile', support)).body.email).toBe(
        'help@alpha.example',
      );
      expect(
        (await server.call('alpha.ga', 'PUT', '/v1/profiles/support', { ...support, Telephone: '1' })).body.telephone,
      ).toBe('1');
      expect(
        (await server.call('alpha.ga', 'PUT', '/v1/profiles/support', { ...support, Email: null })).body.description,
      ).toContain('email');
    });

    it('find another partner by its programme id', async () => {
      expect((await server.call('alpha.user', 'GET', '/v1/profiles/mpn?mpnId=5000002')).body).toMatchObject({
        mpnId: '5000002',
        profileType: 'MpnProfile',
      });
      const unknown = await server.call('alpha.user', 'GET', '/v1/profiles/mpn?mpnId=1');
      expect([unknown.status, unknown.body.code]).toEqual([404, 3000]);
      expect((await server.call('alpha.user', 'GET', '/v1/profiles/mpn?mpnId=x')).status).toBe(400);
    });
  });

  describe("a customer's profiles", () => {
    it("the bill-to record is the partner's own copy (R43)", async () => {
      const path = `${customer}/profiles/billing`;
      const before = (await server.call('alpha.sales', 'GET', path)).body;
      const changed = await server.call(
        'alpha.sales',
        'PUT',
        path,
        { ...before, companyName: 'Woodgrove as Alpha says' },
        { 'if-match': `"${before.attributes.etag}"` },
      );
      expect(changed.body.companyName).toBe('Woodgrove as Alpha says');
      expect(changed.body.attributes.etag).not.toBe(before.attributes.etag);
      expect((await server.call('alpha.sales', 'PUT', path, before)).body).toMatchObject({ code: 2055 });
      expect(
        (
          await server.call('alpha.sales', 'PUT', path, {
            ...changed.body,
            defaultAddress: { ...before.defaultAddress, postalCode: 'X' },
          })
        ).body.description,
      ).toContain('defaultAddress.postalCode');
      const list = (await server.call('alpha.sales', 'GET', '/v1/customers')).body.items;
      expect(list.map((one: { companyProfile: { companyName: string } }) => one.companyProfile.companyName)).toContain(
        'Woodgrove as Alpha says',
      );
      expect((await server.call('woodgrove.admin', 'GET', '/multipartner/v1/organization')).body.companyName).not.toBe(
        'Woodgrove as Alpha says',
      );
      expect((await server.call('alpha.helpdesk', 'PUT', path, before)).body).toMatchObject({ code: 900150 });
      expect((await server.call('beta.sales', 'GET', path)).body).toMatchObject({ code: 20002 });
      expect((await server.call(null, 'GET', path)).status).toBe(401);
    });

    it('the company profile leaves out address and e-mail without delegated rights (R59)', async () => {
      const path = `${customer}/profiles/company`;
      expect((await server.call('alpha.admin', 'GET', path)).body).toHaveProperty('address');
      const bare = (await server.call('alpha.sales', 'GET', path)).body;
      expect(bare).not.toHaveProperty('address');
      expect(bare).not.toHaveProperty('email');
      expect((await server.call('beta.admin', 'GET', path)).body).toMatchObject({ code: 20002 });
    });
  });
});
