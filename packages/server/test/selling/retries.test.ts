import { randomUUID } from 'node:crypto';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('a writing request that is sent again is done once', () => {
  let server: TestServer;
  let customer: string;
  beforeAll(async () => {
    server = await startServer();
    customer = `/v1/customers/${server.tenant('woodgrove').id}`;
  });
  afterAll(() => server.stop());

  const order = (quantity = 1) => ({
    billingCycle: 'monthly',
    lineItems: [{ lineItemNumber: 0, offerId: 'CFQ7TTC0LH18:0001', quantity, termDuration: 'P1Y' }],
  });
  const post = (id: string, body: object, who: string | { application: string } = 'alpha.admin') =>
    server.call(who, 'POST', `${customer}/orders`, body, { 'MS-RequestId': id });
  const subscriptions = async () =>
    (await server.call('alpha.admin', 'GET', `${customer}/subscriptions`)).body.totalCount as number;
  const records = async () =>
    (await server.database<{ n: number }[]>`select count(*)::int as n from audit_record`)[0]?.n as number;

  it('fifty times at the same moment: one order, one answer', async () => {
    const before = await subscriptions();
    const id = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(id, order())));
    expect(new Set(answers.map((one) => one.status))).toEqual(new Set([201]));
    expect(new Set(answers.map((one) => JSON.stringify(one.body))).size).toBe(1);
    expect(await subscriptions()).toBe(before + 1);
  });

  it('later too, whatever has become of the object since; the id is taken in any case of letters', async () => {
    const id = randomUUID();
    const first = await post(id, order());
    const subscriptionId = first.body.lineItems[0].subscriptionId;
    const read = await server.call('alpha.admin', 'GET', `${customer}/subscriptions/${subscriptionId}`);
    await server.call('alpha.admin', 'PATCH', `${customer}/subscriptions/${subscriptionId}`, {
      ...read.body,
      friendlyName: 'Renamed',
    });
    expect((await post(id.toUpperCase(), order())).body).toEqual(first.body);
  });

  it('unless anything else of it differs: then it is another request', async () => {
    const before = await subscriptions();
    const id = randomUUID();
    expect((await post(id, order())).status).toBe(201);
    expect((await post(id, order(2))).status).toBe(201);
    // The same id of another caller is another one's.
    expect((await post(id, order(), { application: 'alpha' })).status).toBe(201);
    expect((await server.call('alpha.admin', 'POST', `${customer}/orders`, order())).status).toBe(201);
    expect(await subscriptions()).toBe(before + 4);
  });

  it('and a refusal is the same refusal, recorded once, though it would succeed now', async () => {
    const id = randomUUID();
    const ask = () => server.call('beta.admin', 'POST', `${customer}/orders`, order(), { 'MS-RequestId': id });
    const first = await ask();
    expect(first).toMatchObject({ status: 403, body: { code: 20002 } });
    const before = await records();
    expect((await ask()).body).toEqual(first.body);
    expect(await records()).toBe(before);
  });

  it('but a request without a valid token, or with a body that cannot be read, is decided anew', async () => {
    const id = randomUUID();
    expect((await server.call(null, 'POST', `${customer}/orders`, order(), { 'MS-RequestId': id })).status).toBe(401);
    expect((await post(id, order())).status).toBe(201);
    const other = randomUUID();
    expect((await post(other, { lineItems: 'none' })).status).toBe(400);
    expect((await post(other, order())).status).toBe(201);
  });

  it('keeps answers that hold secrets sealed, and gives them again', async () => {
    const id = randomUUID();
    const domain = `once${Date.now()}.onmicrosoft.com`;
    const address = {
      country: 'US',
      city: 'Redmond',
      state: 'WA',
      addressLine1: '1 Way',
      postalCode: '98052',
      firstName: 'Ada',
      lastName: 'Long',
      phoneNumber: '4255550100',
    };
    const wanted = {
      companyProfile: { domain },
      billingProfile: {
        culture: 'en-US',
        email: 'ada@example.com',
        language: 'en',
        companyName: 'Once',
        defaultAddress: address,
      },
    };
    const create = () => server.call('alpha.admin', 'POST', '/v1/customers', wanted, { 'MS-RequestId': id });
    const first = await create();
    expect(first.status, JSON.stringify(first.body)).toBe(201);
    const again = await create();
    expect(again.body).toEqual(first.body);
    expect(again.body.userCredentials.password).toHaveLength(14);
  });
});
