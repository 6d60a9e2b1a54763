import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newUser } from '../directory/people.ts';
import { items } from '../selling/items.ts';
import { type Subjects, seller, subjectsOf } from './every-read.ts';

/** Spellings of one path: as it is, and as clients write it. */
const spellings: readonly (readonly [title: string, spell: (path: string) => string])[] = [
  ['as it is documented', (path) => path],
  ['with a slash at its end', (path) => `${path}/`],
  ['with two slashes after the version', (path) => path.replace('/v1/', '/v1//')],
  ['with two slashes within', (path) => path.replace('/customers/', '/customers//')],
  ['in capitals', (path) => path.toUpperCase()],
  ['in small letters', (path) => path.toLowerCase()],
];

describe('paths of writes', () => {
  let server: TestServer;
  let subjects: Subjects;
  let customer: string;
  beforeAll(async () => {
    server = await startServer();
    subjects = await subjectsOf(server);
    customer = `/v1/customers/${subjects.customerId}`;
  });
  afterAll(() => server.stop());

  describe.each(spellings)('%s', (title, spell) => {
    const nameOf = (word: string) => `${word}${spellings.findIndex(([one]) => one === title)}`;
    const send = (method: string, path: string, body?: unknown) => server.call(seller, method, spell(path), body);

    it('make a user, an order and a cart', async () => {
      const user = await send('POST', `${customer}/users`, newUser(nameOf('spelt')));
      expect(user.status, JSON.stringify(user.body)).toBe(200);
      const line = { lineItemNumber: 0, offerId: items.businessBasic, quantity: 1 };
      const order = await send('POST', `${customer}/orders`, { lineItems: [line] });
      expect(order.status, JSON.stringify(order.body)).toBe(201);
      const cart = await send('POST', `${customer}/carts`, {
        lineItems: [{ id: 0, catalogItemId: items.businessBasic, quantity: 1 }],
      });
      expect(cart.status, JSON.stringify(cart.body)).toBe(201);
      const read = await server.call(seller, 'GET', `${customer}/orders/${order.body.id}`);
      expect(read.body.links.self.uri).toBe(`${customer.slice(3)}/orders/${order.body.id}`);
    });

    it('change and take away', async () => {
      const path = `${customer}/subscriptions/${subjects.subscriptionId}`;
      const changed = await send('PATCH', path, { friendlyName: title, autoRenewEnabled: true });
      expect([changed.status, changed.body.friendlyName]).toEqual([200, title]);
      const user = await server.call(seller, 'POST', `${customer}/users`, newUser(nameOf('leaver')));
      expect((await send('DELETE', `${customer}/users/${user.body.id}`)).status).toBe(204);
      expect((await send('HEAD', `/v1/domains/${server.tenant('woodgrove').defaultDomain}`)).status).toBe(200);
    });

    it('that are not there, or have no such method, are refused in the documented envelope', async () => {
      for (const [method, path] of [
        ['GET', `${customer}/nothing`],
        ['DELETE', `${customer}/orders`],
      ] as const) {
        const { status, body } = await send(method, path);
        expect([404, 405], `${method} ${path}`).toContain(status);
        expect(body).toMatchObject({ description: expect.stringMatching(/./), data: [], source: 'Multipartner' });
        expect(['number', 'string']).toContain(typeof body.code);
      }
    });
  });
});
