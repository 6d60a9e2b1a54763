import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HardWired, partnerCenter, startHardWired } from './hard-wired.ts';

/** One scope of the SDK whose caller has fixed a request id: every request of it carries the same. */
async function javaClient(wired: HardWired, who: string) {
  const [token, requestId, correlation] = [await wired.server.token(who), randomUUID(), randomUUID()];
  return (method: string, link: string, body?: unknown, more: readonly (readonly [string, string])[] = []) =>
    wired.send(
      method,
      // Root, version and link are joined as they are.
      `${partnerCenter}/v1/${link}`,
      [
        ['Authorization', `Bearer ${token}`],
        ['Accept', 'application/json'],
        ['MS-Contract-Version', 'v1'],
        ['MS-RequestId', requestId],
        ['MS-CorrelationId', correlation],
        ['X-Locale', 'en-US'],
        ['MS-PartnerCenter-Client', 'Partner Center Java SDK'],
        ['MS-SdkVersion', '1.15.4'],
        ...more,
        ...(body === undefined ? [] : [['Content-Type', 'application/json; charset=utf-8'] as const]),
        ['User-Agent', 'okhttp/3.13.1'],
      ],
      body === undefined ? undefined : JSON.stringify(body),
    );
}

const customer = (name: string) => ({
  companyProfile: { domain: `${name}.onmicrosoft.com` },
  billingProfile: {
    email: 'ada@example.com',
    culture: 'EN-US',
    language: 'En',
    companyName: name,
    defaultAddress: {
      firstName: 'Ada',
      lastName: 'Byron',
      addressLine1: 'One Way',
      city: 'Bellevue',
      state: 'WA',
      postalCode: '98004',
      country: 'US',
      phoneNumber: '4255550102',
    },
    attributes: { objectType: 'CustomerBillingProfile' },
  },
});

describe('the Partner Center Java SDK', () => {
  let wired: HardWired;
  beforeAll(async () => {
    wired = await startHardWired();
  });
  afterAll(() => wired.close());

  it('makes several customers under one request id: different bodies are different requests', async () => {
    const send = await javaClient(wired, 'alpha.admin');
    const made = [];
    for (const name of ['javaone', 'javatwo', 'javathree']) made.push(await send('POST', 'customers', customer(name)));
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(3);
    // The very same once more is a retry, and is answered as it was.
    const again = await send('POST', 'customers', customer('javathree'));
    expect([again.status, again.body.id]).toEqual([201, made[2]?.body.id]);
  });

  it('goes from page to page by links with two slashes, and a token in a header', async () => {
    const send = await javaClient(wired, 'alpha.admin');
    const names: string[] = [];
    let page = await send('GET', 'customers?size=2');
    for (let pages = 0; pages < 10; pages += 1) {
      expect(page.status, page.text).toBe(200);
      for (const { companyProfile } of page.body.items) names.push(companyProfile.companyName);
      const next = page.body.links?.next;
      if (next === undefined) break;
      const headers = next.headers.map(({ key, value }: { key: string; value: string }) => [key, value]);
      // The link has its own slash.
      expect(next.uri.startsWith('/')).toBe(true);
      page = await send(next.method, next.uri, undefined, headers);
    }
    expect(names.sort()).toEqual(['Woodgrove', 'javaone', 'javathree', 'javatwo']);
  });

  it('filters with StartsWith and names in camelCase', async () => {
    const send = await javaClient(wired, 'alpha.admin');
    const filter = JSON.stringify({
      fieldType: 'String',
      operator: 'StartsWith',
      value: 'javat',
      field: 'CompanyName',
    });
    const found = await send('GET', `customers?size=40&filter=${encodeURIComponent(filter)}`);
    expect(found.status, found.text).toBe(200);
    expect(
      found.body.items.map((one: { companyProfile: { companyName: string } }) => one.companyProfile.companyName).sort(),
    ).toEqual(['javathree', 'javatwo']);
  });

  it('reads enumerations it knows, and never null', async () => {
    const send = await javaClient(wired, 'alpha.admin');
    const { id } = wired.server.tenant('woodgrove');
    const orders = await send('GET', `customers/${id}/orders?include_price=false`);
    expect(orders.status, orders.text).toBe(200);
    const subscriptions = await send('GET', `customers/${id}/subscriptions`);
    const [one] = subscriptions.body.items;
    expect([one.status, one.billingCycle, one.autoRenewEnabled]).toEqual(['active', 'monthly', true]);
    for (const { text } of [orders, subscriptions]) expect(text).not.toContain(':null');

    // Three digits of a second come back of what was read with seven.
    const path = `customers/${id}/subscriptions/${one.id}`;
    const commitmentEndDate = `${new Date(one.commitmentEndDate).toISOString().slice(0, 23)}Z`;
    const changed = await send('PATCH', path, { ...one, commitmentEndDate, friendlyName: 'Named by Java' });
    expect([changed.status, changed.text]).toEqual([200, expect.stringContaining('Named by Java')]);
  });

  it('may repeat what was refused, which leaves no trace', async () => {
    const send = await javaClient(wired, 'alpha.admin');
    for (let tries = 0; tries < 4; tries += 1)
      expect((await send('HEAD', `domains/nobody-has-this.onmicrosoft.com`)).status).toBe(404);
    const refused = [];
    for (let tries = 0; tries < 4; tries += 1) refused.push(await send('POST', 'customers', { companyProfile: {} }));
    expect(new Set(refused.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(refused[0]?.status).toBe(400);
  });
});
