import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seller } from './every-read.ts';

describe('answers', () => {
  let server: TestServer;
  let customerId: string;
  beforeAll(async () => {
    server = await startServer();
    customerId = server.tenant('woodgrove').id;
  });
  afterAll(() => server.stop());

  it.each(['/v1/migrations/newcommerce', '/v1/migrations/newcommerce/schedules'])(
    'of %s have no header of a next page at the end, and take no token of another list',
    async (list) => {
      const path = `${list}?CustomerTenantId=${customerId}`;
      const whole = await server.call(seller, 'GET', path);
      expect([whole.status, whole.headers.get('MS-ContinuationToken')]).toEqual([200, null]);
      expect(whole.body).toEqual([]);
      const customers = await server.call(seller, 'GET', '/v1/customers');
      for (const token of ['nonsense', customers.body.continuationToken ?? 'e30=']) {
        const refused = await server.call(seller, 'GET', path, undefined, { 'MS-ContinuationToken': token });
        expect([refused.status, refused.body.code]).toEqual([400, 3000]);
        expect(refused.body.description).toContain('MS-ContinuationToken');
      }
    },
  );

  it('leave out what is not set, and say instants with their zone', async () => {
    const { body } = await server.call(seller, 'GET', `/v1/customers/${customerId}/subscriptions`);
    const [one] = body.items;
    expect(Object.values(one)).not.toContain(null);
    for (const name of ['creationDate', 'effectiveStartDate', 'commitmentEndDate'])
      expect(one[name], name).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?Z$/);
    expect(one.status).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(one.billingCycle).toMatch(/^[a-z]+(_[a-z]+)*$/);
  });
});
