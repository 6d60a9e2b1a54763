import type { PlannedSample } from '@multipartner/testkit/recorded/plan.ts';
import { realmOf } from '@multipartner/testkit/recorded/resolve.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('names of a sample', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());
  const planned = {} as PlannedSample;
  const resolver = () => {
    const realm = realmOf(server);
    return (name: string) => realm.resolve(name, planned);
  };

  it('stand for what is in the world', async () => {
    const resolve = resolver();
    expect(await resolve('woodgrove')).toBe(server.tenant('woodgrove').id);
    expect(await resolve('alpha.mpnId')).toBe('5000001');
    expect(await resolve('alpha.domain')).toBe('alpha.onmicrosoft.com');
    expect(await resolve('woodgrove.user')).toBe(server.person('woodgrove.user').id);
    expect(await resolve('role.helpdesk-administrator')).toBe('729827e3-9c14-49f7-bb1b-9608f156bbb8');
  });

  it('stand for something new in each sample, and for one thing in one', async () => {
    const [one, other] = [resolver(), resolver()];
    const [id, orderId] = [await one('{{subscription}}'), await one('{{subscription.order}}')];
    const path = `/v1/customers/${server.tenant('woodgrove').id}/subscriptions/${id}`;
    const { body } = await server.call('alpha.admin', 'GET', path);
    expect(body).toMatchObject({ orderId, quantity: 2, attributes: { etag: await one('{{subscription.etag}}') } });
    expect(await one('{{subscription}}')).toBe(id);
    expect(await other('{{subscription}}')).not.toBe(id);
  });

  it.each([
    'nobody',
    'woodgrove.nobody',
    'woodgrove.mpnId',
    'role.nothing',
    'template.nothing',
    'licence.nothing',
    'alpha.subscription.nothing',
    '{{nothing}}',
    '{{subscription.nothing}}',
    '{{Order}}',
  ])('are refused when they are unknown: %s', async (name) => {
    await expect(resolver()(name)).rejects.toThrow(name.replaceAll(/[{}]/g, '').split('.').at(-1));
  });
});
