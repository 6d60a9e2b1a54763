import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import axios from 'axios';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { items } from '../selling/items.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

it('a POST without a body is taken, though axios calls it a form; a form with something in it is not', async () => {
  const carts = `${server.url}/v1/customers/${server.tenant('woodgrove').id}/carts`;
  const headers = { authorization: `Bearer ${await server.token('alpha.sales')}` };
  const line = { id: 0, catalogItemId: items.businessBasic, quantity: 1, billingCycle: 'monthly', termDuration: 'P1Y' };
  const cart = await axios.post(carts, { lineItems: [line] }, { headers, proxy: false });
  const bought = await axios.post(`${carts}/${cart.data.id}/checkout`, undefined, { headers, proxy: false });
  expect(bought.config.headers.getContentType()).toContain('form');
  expect(bought.status).toBe(201);
  const form = await axios.post(carts, 'lineItems=1', { headers, proxy: false, validateStatus: () => true });
  expect([form.status, form.data.description]).toEqual([415, expect.stringContaining('form')]);
});

it('what only the vendor’s API description has is read: validations of a customer, and whether a domain is free', async () => {
  const headers = { authorization: `Bearer ${await server.token('alpha.admin')}` };
  const get = async (path: string) => (await axios.get(`${server.url}/v1/${path}`, { headers, proxy: false })).data;
  const validations = await get(`customers/${server.tenant('woodgrove').id}/validations`);
  expect(validations).toEqual({});
  const [taken, free] = [
    await get('validations/checkdomainavailability/woodgrove'),
    await get('validations/checkdomainavailability/nobodyhasit'),
  ];
  expect(taken).not.toEqual(free);
});
