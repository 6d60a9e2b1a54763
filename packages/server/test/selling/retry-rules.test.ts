import { randomUUID } from 'node:crypto';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { forgetOldOutcomes } from 'multipartner/operations/retry.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from './items.ts';

describe('what is kept of a writing request', () => {
  let server: TestServer;
  let customer: string;
  beforeAll(async () => {
    server = await startServer();
    customer = `/v1/customers/${server.tenant('woodgrove').id}`;
  });
  afterAll(() => server.stop());

  const order = (quantity = 1) => ({
    billingCycle: 'monthly',
    lineItems: [{ lineItemNumber: 0, offerId: items.businessBasic, quantity, termDuration: 'P1Y' }],
  });
  const send = (id: string, method: string, path: string, body?: object) =>
    server.call('alpha.admin', method, `${customer}${path}`, body, { 'MS-RequestId': id });
  const kept = async (id: string) =>
    server.database<{ outcome: string | null; refusal: object | null; kept_at: Date }[]>`
      select outcome, refusal, kept_at from request_outcome where request_id = ${id}`;
  const user = async () => {
    const domain = server.tenant('woodgrove').defaultDomain;
    const made = await send(randomUUID(), 'POST', '/users', {
      userPrincipalName: `u${randomUUID().slice(0, 8)}@${domain}`,
      displayName: 'Some Body',
      usageLocation: 'US',
      passwordProfile: { password: 'Unguessable-1', forceChangePassword: true },
    });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    return made.body.id as string;
  };

  it('is the outcome of a DELETE, a PATCH and a PUT as well as of a POST', async () => {
    const person = await user();
    const renaming = randomUUID();
    const renamed = await send(renaming, 'PATCH', `/users/${person}`, { displayName: 'Renamed' });
    expect(renamed.status).toBe(200);
    const id = randomUUID();
    expect((await send(id, 'DELETE', `/users/${person}`)).status).toBe(204);
    expect((await send(id, 'DELETE', `/users/${person}`)).status).toBe(204);
    // Another request for the same is told that it is gone; the first one of all is still answered as it was.
    expect((await send(randomUUID(), 'DELETE', `/users/${person}`)).status).toBe(404);
    expect((await send(renaming, 'PATCH', `/users/${person}`, { displayName: 'Renamed' })).body).toEqual(renamed.body);

    const cart = {
      lineItems: [
        { id: 0, catalogItemId: items.businessPremium, quantity: 1, billingCycle: 'monthly', termDuration: 'P1M' },
      ],
    };
    const made = await send(randomUUID(), 'POST', '/carts', cart);
    const putting = randomUUID();
    const changed = { ...made.body, lineItems: [{ ...made.body.lineItems[0], quantity: 4 }] };
    const first = await send(putting, 'PUT', `/carts/${made.body.id}`, changed);
    expect([first.status, first.body.lineItems[0].quantity]).toEqual([201, 4]);
    await send(randomUUID(), 'PUT', `/carts/${made.body.id}`, {
      ...made.body,
      lineItems: [{ ...made.body.lineItems[0], quantity: 7 }],
    });
    expect((await send(putting, 'PUT', `/carts/${made.body.id}`, changed)).body).toEqual(first.body);
    expect((await send(randomUUID(), 'GET', `/carts/${made.body.id}`)).body.lineItems[0].quantity).toBe(7);
  });

  it('is not told from the same path in a query: that is another request', async () => {
    const id = randomUUID();
    const first = await send(id, 'POST', '/orders', order());
    const second = await send(id, 'POST', '/orders?include_price=false', order());
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).not.toBe(first.body.id);
  });

  it('is nothing of a read', async () => {
    const id = randomUUID();
    const before = await send(id, 'GET', '/subscriptions');
    await send(randomUUID(), 'POST', '/orders', order());
    expect((await send(id, 'GET', '/subscriptions')).body.totalCount).toBe(before.body.totalCount + 1);
    expect(await kept(id)).toEqual([]);
  });

  it.each([429, 503, 500])('is nothing of a %i: the next try is decided', async (status) => {
    const id = randomUUID();
    await server.call(null, 'POST', '/sandbox/v1/faults', {
      match: { method: 'POST', path: '/v1/customers' },
      status,
      times: 1,
    });
    expect((await send(id, 'POST', '/orders', order())).status).toBe(status);
    expect((await send(id, 'POST', '/orders', order())).status).toBe(201);
  });

  it('is nothing of a failure in the middle of the act, which leaves nothing behind', async () => {
    const id = randomUUID();
    const count = async () => (await send(randomUUID(), 'GET', '/subscriptions')).body.totalCount as number;
    const before = await count();
    await server.database`alter table subscription add constraint broken check (quantity <> 13) not valid`;
    expect((await send(id, 'POST', '/orders', order(13))).status).toBe(500);
    expect([await kept(id), await count()]).toEqual([[], before]);
    await server.database`alter table subscription drop constraint broken`;
    expect((await send(id, 'POST', '/orders', order(13))).status).toBe(201);
    expect(await count()).toBe(before + 1);
  });

  it('is sealed, so that whoever reads the database reads no secret', async () => {
    const id = randomUUID();
    const made = await server.call(
      'alpha.admin',
      'POST',
      '/v1/customers',
      {
        companyProfile: { domain: `sealed${Date.now()}.onmicrosoft.com` },
        billingProfile: {
          culture: 'en-US',
          email: 'ada@example.com',
          language: 'en',
          companyName: 'Sealed',
          defaultAddress: {
            country: 'US',
            city: 'Redmond',
            state: 'WA',
            addressLine1: '1 Way',
            postalCode: '98052',
            firstName: 'Ada',
            lastName: 'Long',
            phoneNumber: '4255550100',
          },
        },
      },
      { 'MS-RequestId': id },
    );
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const rows = await kept(id);
    expect(rows).toHaveLength(1);
    const stored = rows[0]?.outcome ?? '';
    for (const text of [stored, Buffer.from(stored, 'base64').toString('latin1')]) {
      expect(text).not.toContain(made.body.userCredentials.password);
      expect(text).not.toContain(made.body.id);
    }
  });

  it('is forgotten after a day of the machine’s time, whatever the realm’s clock says; then it is a new request', async () => {
    const id = randomUUID();
    const first = await send(id, 'POST', '/orders', order());
    await server.advance('P2D');
    await forgetOldOutcomes(server.realm, new Date(Date.now() + 86_400_000 - 60_000));
    expect((await send(id, 'POST', '/orders', order())).body.id).toBe(first.body.id);
    await forgetOldOutcomes(server.realm, new Date(Date.now() + 86_400_000));
    expect(await kept(id)).toEqual([]);
    const second = await send(id, 'POST', '/orders', order());
    expect(second.status).toBe(201);
    expect(second.body.id).not.toBe(first.body.id);
  });

  it('is waited for at most half a minute by the same request; then that one is refused, and may come again', async () => {
    const id = randomUUID();
    let letGo = () => {};
    const held = new Promise<void>((done) => {
      letGo = done;
    });
    let holds = () => {};
    const holding = new Promise<void>((done) => {
      holds = done;
    });
    const holder = server.database.begin(async (tx) => {
      await tx`lock table request_outcome in exclusive mode`;
      holds();
      await held;
    });
    await holding;
    const began = performance.now();
    const refused = await send(id, 'POST', '/orders', order());
    const waited = performance.now() - began;
    letGo();
    await holder;
    expect([refused.status, refused.body.code]).toEqual([409, 'OPERATION_IN_PROGRESS']);
    expect(waited).toBeGreaterThan(29_000);
    expect(waited).toBeLessThan(40_000);
    expect((await send(id, 'POST', '/orders', order())).status).toBe(201);
  }, 60_000);
});
