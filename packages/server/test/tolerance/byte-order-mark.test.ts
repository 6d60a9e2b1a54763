import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const mark = Buffer.from([0xef, 0xbb, 0xbf]);

describe.each([
  ['asked for', true],
  ['not asked for', false],
])('a byte order mark that is %s', (_title, byteOrderMark) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ byteOrderMark });
  });
  afterAll(() => server.stop());

  async function send(method: string, path: string, who = 'alpha.admin', body?: object) {
    const audience = path.startsWith('/v1/') ? 'partner-center' : path.startsWith('/v1.0/') ? 'graph' : 'multipartner';
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await server.token(who, { audience })}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: `\uFEFF${JSON.stringify(body)}` }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, length: response.headers.get('content-length'), bytes };
  }
  const marked = (bytes: Buffer) => bytes.subarray(0, 3).equals(mark);

  it('is before what is read and what is made, with its three bytes counted', async () => {
    const read = await send('GET', '/v1/customers?size=1');
    expect([read.status, marked(read.bytes)]).toEqual([200, byteOrderMark]);
    expect(read.length).toBe(String(read.bytes.length));
    expect(JSON.parse(new TextDecoder().decode(read.bytes)).items).toHaveLength(1);
    const customer = `/v1/customers/${server.tenant('woodgrove').id}`;
    const made = await send('POST', `${customer}/carts`, 'alpha.admin', {
      lineItems: [
        {
          id: 0,
          catalogItemId: 'CFQ7TTC0LH18:0001:CFQ7TTC0K971',
          quantity: 1,
          billingCycle: 'monthly',
          termDuration: 'P1M',
        },
      ],
    });
    expect([made.status, marked(made.bytes)]).toEqual([201, byteOrderMark]);
  });

  it('is not before refusals, where there is no body, or in another protocol', async () => {
    const refused = await send('GET', '/v1/customers/nobody');
    expect([refused.status, marked(refused.bytes)]).toEqual([400, false]);
    const head = await send('HEAD', `/v1/domains/${server.tenant('woodgrove').defaultDomain}`);
    expect([head.status, head.bytes.length]).toEqual([200, 0]);
    const graph = await send('GET', '/v1.0/tenantRelationships/delegatedAdminRelationships');
    expect([graph.status, marked(graph.bytes)]).toEqual([200, false]);
    const own = await send('GET', '/multipartner/v1/partners', 'woodgrove.admin');
    expect([own.status, marked(own.bytes)]).toEqual([200, false]);
  });
});
