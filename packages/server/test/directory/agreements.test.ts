import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('customer agreements (R201–R204)', () => {
  let server: TestServer;
  let customer: string;
  beforeAll(async () => {
    server = await startServer();
    customer = `/v1/customers/${server.tenant('woodgrove').id}`;
  });
  afterAll(() => server.stop());

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
    expect((await post({ primaryContact: { firstName: 'T', lastName: 'C', email: 'nobody' } })).description).toContain(
      'email',
    );
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
    expect((await server.call('alpha.helpdesk', 'POST', `${customer}/agreements`, attestation())).body).toMatchObject({
      code: 900150,
    });
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
    const { body } = await server.call('alpha.admin', 'GET', '/v1/agreements?agreementType=MicrosoftCustomerAgreement');
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
      (await server.call('alpha.admin', 'GET', `/v1/agreementtemplates/${server.tenant('alpha').id}/document`)).status,
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
