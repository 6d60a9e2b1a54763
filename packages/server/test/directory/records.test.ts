import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('agreements, profiles, qualifications and the log', () => {
  let server: TestServer;
  let customer: string;
  beforeAll(async () => {
    server = await startServer();
    customer = `/v1/customers/${server.tenant('woodgrove').id}`;
  });
  afterAll(() => server.stop());

  describe('customer agreements (R201–R204)', () => {
    const attestation = (change: object = {}) => ({
      primaryContact: { firstName: 'Tania', lastName: 'Carr', email: 'tania@example.com', phoneNumber: '1234567890' },
      templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
      dateAgreed: '2019-08-26T00:00:00',
      type: 'MicrosoftCustomerAgreement',
      ...change,
    });

    it('are attested with contact and date, and answered with who did it', async () => {
      const { status, body } = await server.call('alpha.sales', 'POST', `${customer}/agreements`, attestation());
      expect(status).toBe(201);
      expect(body).toMatchObject({
        userId: server.person('alpha.sales').id,
        dateAgreed: '2019-08-26T00:00:00.000Z',
        type: 'MicrosoftCustomerAgreement',
      });
    });

    it('tell the contact by mail within 30 minutes', async () => {
      const { body } = await server.call('realm.operator', 'GET', '/sandbox/v1/outbox?kind=mail');
      const mail = body.items.find((item: { to: string }) => item.to === 'tania@example.com');
      const [row] =
        await server.database`select extract(epoch from due_at - created_at)::int as seconds from outbox_item where recipient = 'tania@example.com'`;
      expect(mail.text).toContain('Alpha');
      expect(row?.seconds).toBeLessThanOrEqual(1800);
    });

    it('are refused twice the same, in the future, and incomplete', async () => {
      const post = async (change: object) =>
        (await server.call('alpha.sales', 'POST', `${customer}/agreements`, attestation(change))).body;
      expect(await post({})).toMatchObject({ code: 600061 });
      expect((await post({ dateAgreed: '2199-01-01T00:00:00Z' })).description).toContain('dateAgreed');
      expect(
        (await post({ primaryContact: { firstName: 'T', lastName: 'C', email: 'nobody' } })).description,
      ).toContain('email');
      expect((await post({ primaryContact: null })).description).toContain('primaryContact');
      expect((await post({ dateAgreed: null })).description).toContain('dateAgreed');
      expect((await post({ templateId: server.tenant('alpha').id })).description).toContain('templateId');
    });

    it("are the attesting partner's own", async () => {
      const { body } = await server.call('alpha.admin', 'GET', `${customer}/agreements?agreementType=*`);
      expect(body.totalCount).toBe(2);
      expect((await server.call('beta.admin', 'GET', `${customer}/agreements`)).body).toMatchObject({ code: 20002 });
      expect(
        (await server.call('alpha.admin', 'GET', `${customer}/agreements?agreementType=MicrosoftCloudAgreement`)).body
          .items,
      ).toEqual([]);
      expect((await server.call('alpha.admin', 'GET', `${customer}/agreements?agreementType=Other`)).status).toBe(400);
    });

    it('are attested by sellers only, and never by a reseller', async () => {
      expect((await server.call('alpha.helpdesk', 'POST', `${customer}/agreements`, attestation())).body).toMatchObject(
        { code: 900150 },
      );
      expect((await server.call('alpha.ga', 'POST', `${customer}/agreements`, attestation())).body).toMatchObject({
        code: 900150,
      });
      expect((await server.call('rho.admin', 'POST', `${customer}/agreements`, attestation())).body).toMatchObject({
        code: 900150,
      });
      expect(
        (await server.call({ application: 'alpha' }, 'POST', `${customer}/agreements`, attestation())).body,
      ).toMatchObject({ code: 900329 });
      expect((await server.call(null, 'GET', `${customer}/agreements`)).status).toBe(401);
    });

    it('do not exist in US Government (R174)', async () => {
      expect((await server.call('deltagov.admin', 'GET', '/v1/agreements')).status).toBe(403);
    });

    it('list templates and say where the text is', async () => {
      const { body } = await server.call(
        'alpha.admin',
        'GET',
        '/v1/agreements?agreementType=MicrosoftCustomerAgreement',
      );
      expect(body.items[0]).toMatchObject({
        templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
        agreementType: 'MicrosoftCustomerAgreement',
      });
      const document = await server.call(
        'alpha.admin',
        'GET',
        `/v1/agreementtemplates/${body.items[0].templateId}/document?language=de-DE&country=DE`,
      );
      expect(document.body).toMatchObject({ language: 'de-DE', country: 'DE' });
      expect((await fetch(document.body.displayUri)).status).toBe(200);
      expect(
        (await server.call('alpha.admin', 'GET', `/v1/agreementtemplates/${server.tenant('alpha').id}/document`))
          .status,
      ).toBe(404);
    });

    it('say whether the customer signed itself', async () => {
      const path = `${customer}/directSignedMicrosoftCustomerAgreementStatus`;
      expect((await server.call('alpha.admin', 'GET', path)).body).toEqual({ isSigned: false });
      expect(
        (await server.call('woodgrove.admin', 'POST', '/multipartner/v1/agreements/customerAgreement/acceptances', {}))
          .status,
      ).toBe(201);
      expect((await server.call('alpha.admin', 'GET', path)).body).toEqual({ isSigned: true });
      expect((await server.call('beta.admin', 'GET', path)).body).toMatchObject({ code: 20002 });
    });

    describe("say to a provider whether its reseller accepted the partner's (R17)", () => {
      const status = (query: string, who = 'dist1.admin') =>
        server.call(who, 'GET', `/v1/compliance/csp/agreementstatus${query}`);
      const setAccepted = (key: string, mpaAccepted: boolean) =>
        server.call('realm.operator', 'PATCH', `/sandbox/v1/tenants/${server.tenant(key).id}`, {
          partner: { mpaAccepted },
        });

      it('by exactly one of its ids', async () => {
        expect((await status('?mpnId=5000111')).body).toEqual({ isAgreementSigned: true });
        expect((await status(`?MpnId=&tenantId=${server.tenant('rho').id.toUpperCase()}`)).body).toEqual({
          isAgreementSigned: true,
        });
      });

      it.each([
        ['nothing given', '', 2001],
        ['both given', '?mpnId=5000111&tenantId=a2898e3a-06ca-454e-a0d0-c73b0ee36bba', 2000],
        ['a location id that is no number', '?mpnId=abc', 2000],
        ['a tenant that is no GUID', '?tenantId=abc', 2000],
        ['an unknown location', '?mpnId=999', 2200],
        ['a location of no reseller', '?mpnId=5000002', 2204],
        ['an unknown tenant', '?tenantId=00000000-0000-4000-8000-000000000000', 2205],
      ])('with the documented number for %s', async (_, query, code) => {
        const answer = await status(query);
        expect([answer.status, answer.body.code]).toEqual([400, code]);
      });

      it('with the documented number for another region', async () => {
        const elsewhere = await server.call('realm.operator', 'POST', '/sandbox/v1/tenants', {
          key: 'sigma',
          displayName: 'Sigma',
          country: 'DE',
          partner: { kind: 'indirect_reseller', mpnId: '5000222' },
        });
        expect(elsewhere.status).toBe(201);
        expect((await status('?mpnId=5000222')).body.code).toBe(2201);
      });

      it('with the documented numbers for a reseller that has not', async () => {
        await setAccepted('rho', false);
        expect((await status('?mpnId=5000111')).body.code).toBe(2203);
        expect((await status(`?tenantId=${server.tenant('rho').id}`)).body.code).toBe(2206);
        await setAccepted('rho', true);
      });

      it('and to nobody else', async () => {
        expect((await status('?mpnId=5000111', 'dist1.helpdesk')).body).toMatchObject({ code: 900150 });
        expect((await status('?mpnId=5000111', 'alpha.admin')).body).toMatchObject({ code: 900150 });
        expect((await status('?mpnId=5000111', 'woodgrove.admin')).body).toMatchObject({ code: 900150 });
      });
    });
  });

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

  describe('qualifications (R205, R206)', () => {
    const path = () => `${customer}/qualifications`;
    it('are none at first, are set by a seller, and are the tenant’s', async () => {
      expect((await server.call('alpha.sales', 'GET', path())).body).toEqual([{ qualification: 'None' }]);
      const set = await server.call('alpha.sales', 'POST', path(), { Qualification: 'StateOwnedEntity' });
      expect(set.status).toBe(201);
      expect(
        (await server.call('alpha.sales', 'POST', path(), { qualification: 'Education', educationSegment: 'K12' }))
          .body,
      ).toMatchObject({ qualification: 'Education', vettingStatus: 'InReview' });
      expect(
        (await server.call('alpha.sales', 'GET', path())).body.map(
          (one: { qualification: string }) => one.qualification,
        ),
      ).toEqual(['StateOwnedEntity', 'Education']);
      expect((await server.call('alpha.sales', 'GET', `${customer}/qualification`)).body).toBe('education');
    });

    it('are refused where a partner may not set them', async () => {
      const post = async (body: object) => server.call('alpha.sales', 'POST', path(), body);
      expect((await post({ qualification: 'Nonprofit' })).status).toBe(403);
      expect((await post({ qualification: 'Education' })).body.description).toContain('educationSegment');
      expect((await post({ qualification: 'GovernmentCommunityCloud' })).body.description).toContain('validationCode');
      expect((await post({ qualification: 'Other' })).status).toBe(400);
      expect(
        (await server.call('beta.sales', 'POST', path(), { qualification: 'StateOwnedEntity' })).body,
      ).toMatchObject({ code: 20002 });
      expect(
        (await server.call('alpha.helpdesk', 'POST', path(), { qualification: 'StateOwnedEntity' })).body,
      ).toMatchObject({ code: 900150 });
    });
  });

  describe('GET /auditrecords (R211–R215)', () => {
    it('lists what the partner’s people did, newest first, and nothing of others', async () => {
      const { status, body } = await server.call('alpha.admin', 'GET', '/v1/auditrecords');
      expect(status).toBe(200);
      const partners = new Set(body.items.map((one: { partnerId: string }) => one.partnerId));
      expect([...partners]).toEqual([server.tenant('alpha').id]);
      expect(body.items[0]).toMatchObject({
        operationStatus: expect.any(String),
        attributes: { objectType: 'AuditRecord' },
      });
      const dates = body.items.map((one: { operationDate: string }) => one.operationDate);
      expect(dates).toEqual([...dates].sort().reverse());
    });

    it('records refused attempts of the caller as failed', async () => {
      const { body } = await server.call('alpha.admin', 'GET', '/v1/auditrecords');
      expect(
        body.items.some(
          (one: { operationStatus: string; customizedData: { key: string }[] }) =>
            one.operationStatus === 'failed' && one.customizedData.some((data) => data.key === 'refusal'),
        ),
      ).toBe(true);
    });

    it('takes ISO and culture dates, and goes back 90 days at most (R213)', async () => {
      const days = (n: number) => new Date(Date.now() - n * 86_400_000);
      const iso = (n: number) => days(n).toISOString().slice(0, 10);
      expect(
        (await server.call('alpha.admin', 'GET', `/v1/auditrecords?startDate=${iso(5)}&endDate=${iso(0)}`)).body
          .totalCount,
      ).toBeGreaterThan(0);
      const culture = `${days(5).getUTCMonth() + 1}/${days(5).getUTCDate()}/${days(5).getUTCFullYear()}%2000:00:00`;
      expect((await server.call('alpha.admin', 'GET', `/v1/auditrecords?startDate=${culture}`)).status).toBe(200);
      expect((await server.call('alpha.admin', 'GET', `/v1/auditrecords?startDate=${iso(91)}`)).status).toBe(400);
      expect(
        (await server.call('alpha.admin', 'GET', '/v1/auditrecords?startDate=yesterday')).body.description,
      ).toContain('startDate');
    });

    it('filters by customer, name and kind, pages by token, and reads one', async () => {
      const filter = (json: object) => encodeURIComponent(JSON.stringify(json));
      const byCustomer = await server.call(
        'alpha.admin',
        'GET',
        `/v1/auditrecords?filter=${filter({ Field: 'CustomerId', Value: server.tenant('woodgrove').id, Operator: 'equals' })}`,
      );
      expect(byCustomer.body.totalCount).toBeGreaterThan(0);
      expect(
        (
          await server.call(
            'alpha.admin',
            'GET',
            `/v1/auditrecords?filter=${filter({ Field: 'CompanyName', Value: 'oodgrov', Operator: 'substring' })}`,
          )
        ).body.totalCount,
      ).toBe(byCustomer.body.totalCount);
      expect(
        (
          await server.call(
            'alpha.admin',
            'GET',
            `/v1/auditrecords?filter=${filter({ Field: 'ResourceType', Value: 'agreement', Operator: 'equals' })}`,
          )
        ).body.items.every((one: { resourceType: string }) => one.resourceType === 'agreement'),
      ).toBe(true);
      const first = await server.call('alpha.admin', 'GET', '/v1/auditrecords?size=2');
      const second = await server.call('alpha.admin', 'GET', '/v1/auditrecords', undefined, {
        'ms-continuationtoken': first.body.continuationToken,
      });
      expect(second.body.items).toHaveLength(2);
      expect(second.body.items[0].id).not.toBe(first.body.items[1].id);
      const one = await server.call('alpha.admin', 'GET', `/auditactivity/v1/auditrecords/${first.body.items[0].id}`);
      expect(one.body).toEqual(first.body.items[0]);
      expect(
        (await server.call('beta.admin', 'GET', `/auditactivity/v1/auditrecords/${first.body.items[0].id}`)).status,
      ).toBe(404);
    });

    it('is for admin agents and Global administrators', async () => {
      expect((await server.call('alpha.sales', 'GET', '/v1/auditrecords')).body).toMatchObject({ code: 900150 });
      expect((await server.call(null, 'GET', '/v1/auditrecords')).status).toBe(401);
    });

    it('is append-only, whatever the code above believes', async () => {
      await expect(server.database`update audit_record set status = 'failed'`).rejects.toMatchObject({ code: 'MP003' });
      await expect(server.database`delete from audit_record`).rejects.toMatchObject({ code: 'MP003' });
    });
  });
});
