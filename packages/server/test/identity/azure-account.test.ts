import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const read = async (path: string, token?: string) => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${server.url}${path}?api-version=2019-11-01`, { headers });
  return { status: response.status, body: await response.json() };
};

it('Azure’s tools find the tenant that they signed in to, and no Azure subscription', async () => {
  const token = await server.token('beta.admin', { audience: 'https://management.core.windows.net/' });
  const { id } = server.tenant('beta');
  expect(await read('/tenants', token)).toMatchObject({ status: 200, body: { value: [{ tenantId: id }] } });
  expect(await read('/subscriptions', token)).toMatchObject({ status: 200, body: { value: [] } });
});

it('a token for something else, or none, is refused there', async () => {
  for (const token of [undefined, 'nonsense', await server.token('beta.admin')])
    expect(await read('/subscriptions', token)).toMatchObject({
      status: 401,
      body: { error: { code: 'AuthenticationFailed' } },
    });
});
