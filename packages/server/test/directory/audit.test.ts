import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPerson } from './people.ts';

describe('the log of a partner (R211–R215)', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
    const agreements = (customer: string) => `/v1/customers/${server.tenant(customer).id}/agreements`;
    const attestation = {
      primaryContact: { firstName: 'Ada', lastName: 'Long', email: 'ada@woodgrove.example' },
      templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
      dateAgreed: '2026-01-02T00:00:00Z',
      type: 'MicrosoftCustomerAgreement',
    };
    const attest = (who: string, customer: string) => server.call(who, 'POST', agreements(customer), attestation);
    for (const name of ['one', 'two', 'three', 'four']) await createPerson(server, name);
    // One attestation is refused, and another partner tries too.
    expect((await attest('alpha.admin', 'woodgrove')).status).toBe(201);
    expect((await attest('alpha.admin', 'woodgrove')).status).toBe(409);
    expect((await attest('beta.admin', 'woodgrove')).body.code).toBe(20002);
  });
  afterAll(() => server.stop());

  it('lists what the partner’s people did, newest first, and nothing of others', async () => {
    const { status, body } = await server.call('alpha.admin', 'GET', '/v1/auditrecords');
    expect(status).toBe(200);
    expect(body.items.length).toBeGreaterThan(4);
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
