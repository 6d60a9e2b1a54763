import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('reports on second factors', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const ask = (name: string, who = 'alpha.ga') => server.call(who, 'GET', `/v1/${name}`);

  it("list the requests of the partner's people one by one, the last one first", async () => {
    const at = `/v1/customers/${server.tenant('woodgrove').id}`;
    const headers = { 'ms-requestid': crypto.randomUUID(), 'ms-correlationid': crypto.randomUUID() };
    const sent = await server.call('alpha.sales', 'GET', at, undefined, headers);
    expect(sent.status).toBe(200);
    expect((await server.call('beta.admin', 'GET', '/v1/customers')).status).toBe(200);
    expect((await server.call({ application: 'alpha' }, 'GET', '/v1/customers')).status).toBe(200);

    const { status, body } = await ask('partnerRequests');
    expect(status).toBe(200);
    expect(body.totalCount).toBe(2);
    expect(body.items[0]).toMatchObject({ operationName: 'Get /v{version}/partnerRequests' });
    expect(body.items[1]).toEqual({
      requestId: headers['ms-requestid'],
      correlationId: headers['ms-correlationid'],
      operationName: 'Get /v{version}/customers/{customerId}',
      requestDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      ipAddress: '127.0.0.1',
      objectId: server.person('alpha.sales').id,
      tenantId: server.tenant('alpha').id,
      upn: server.person('alpha.sales').userPrincipalName,
      applicationId: expect.any(String),
      mfaCompliant: expect.any(Boolean),
    });
  });

  it('count requests by day and application, and those with a second factor', async () => {
    const without = await server.token('alpha.helpdesk', { mfa: false });
    const withFactor = await server.token('alpha.helpdesk', { mfa: true });
    const { body: before } = await ask('applicationmfaadoptionstatus');
    await server.call(without, 'GET', '/v1/customers');
    await server.call(withFactor, 'GET', '/v1/customers');
    const { body: after } = await ask('applicationmfaadoptionstatus');
    interface Row {
      totalRequestCount: number;
      mfaCompliantRequestCount: number;
    }
    const sum = (rows: readonly Row[]): [number, number] => [
      rows.reduce((all, row) => all + row.totalRequestCount, 0),
      rows.reduce((all, row) => all + row.mfaCompliantRequestCount, 0),
    ];
    // The two, and the report itself.
    expect(sum(after)[0] - sum(before)[0]).toBe(3);
    expect(sum(after)[1] - sum(before)[1]).toBeGreaterThanOrEqual(1);
    expect(sum(after)[1] - sum(before)[1]).toBeLessThan(3);
    const today = (await server.clock.read()).now.toISOString().slice(0, 10);
    expect(after[0]).toMatchObject({
      loginDate: today,
      applicationId: expect.any(String),
      applicationName: expect.any(String),
    });

    await server.advance('P1D');
    await ask('partnerRequests');
    const { body: tomorrow } = await ask('applicationmfaadoptionstatus');
    expect(new Set(tomorrow.map((row: { loginDate: string }) => row.loginDate)).size).toBe(2);
    const { body: only } = await ask(`applicationmfaadoptionstatus?startDate=${today}&endDate=${today}`);
    expect(new Set(only.map((row: { loginDate: string }) => row.loginDate))).toEqual(new Set([today]));
  });

  it('name who works without a second factor', async () => {
    const { body } = await ask('nonMfaCompliantPartnerPrincipals');
    expect(body.items).toContainEqual({
      objectId: server.person('alpha.helpdesk').id,
      tenantId: server.tenant('alpha').id,
      upn: server.person('alpha.helpdesk').userPrincipalName,
      lastNonMfaCompliantRequestDateTime: expect.any(String),
    });
    expect(body.totalCount).toBe(body.items.length);
    const foreign = await ask('nonMfaCompliantPartnerPrincipals', 'beta.admin');
    expect(JSON.stringify(foreign.body)).not.toContain(server.tenant('alpha').id);
  });

  it('keep some thousand requests and count all', async () => {
    const total = async () => {
      const { body } = await ask('applicationmfaadoptionstatus');
      return body.reduce((sum: number, row: { totalRequestCount: number }) => sum + row.totalRequestCount, 0);
    };
    const before = await total();
    for (let round = 0; round < 15; round++) {
      for (let index = 0; index < 9; index++) await server.call('alpha.sales', 'GET', '/v1/profiles/mpn');
      await ask('partnerRequests');
    }
    expect((await total()) - before).toBe(151);
    expect((await ask('partnerRequests')).body.totalCount).toBeGreaterThan(150);
  });

  it('are for administrators, and for people', async () => {
    for (const name of ['partnerRequests', 'applicationmfaadoptionstatus', 'nonMfaCompliantPartnerPrincipals']) {
      expect((await ask(name, 'alpha.sales')).body.code, name).toBe(900150);
      expect((await server.call({ application: 'alpha' }, 'GET', `/v1/${name}`)).body.code, name).toBe(900329);
      expect((await server.call(null, 'GET', `/v1/${name}`)).status, name).toBe(401);
    }
  });
});
