import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: TestServer;
let woodgrove: string;
beforeAll(async () => {
  server = await startServer();
  woodgrove = server.tenant('woodgrove').id;
  await given.seller(server, 'beta', 'woodgrove', { dap: false });
});
afterAll(() => server.stop());

const get = async (who: string, path: string) => {
  const { status, body } = await server.call(who, 'GET', `/multipartner/v1/${path}`);
  expect(status).toBe(200);
  return body;
};
const named = (spans: { partnerName: string; lane: string }[]) =>
  spans.map(({ partnerName, lane }) => `${partnerName} ${lane}`).sort();

describe('the timeline of a customer', () => {
  it('has everything of everybody for the customer, and for a partner only what is its own', async () => {
    const all = await get('woodgrove.admin', 'timeline');
    expect(named(all.spans)).toEqual([
      'Alpha Cloud Services dap',
      'Alpha Cloud Services relationship',
      'Alpha Cloud Services subscription',
      'Beta Managed IT relationship',
    ]);
    const alpha = await get('alpha.admin', `timeline?customerId=${woodgrove}`);
    expect(named(alpha.spans)).toEqual(named(all.spans).filter((one) => one.startsWith('Alpha')));
    const beta = await get('beta.admin', `timeline?customerId=${woodgrove.toUpperCase()}`);
    expect(named(beta.spans)).toEqual(['Beta Managed IT relationship']);
  });

  it('says when a subscription renews, and that it goes on; and when it was cancelled, that it ended', async () => {
    const seen = async () => {
      const { spans } = await get('woodgrove.admin', 'timeline');
      return spans.find((one: { lane: string }) => one.lane === 'subscription');
    };
    const before = await seen();
    expect(before).toMatchObject({ status: 'active', end: null, events: [{ what: 'renews' }] });
    const path = `/v1/customers/${woodgrove}/subscriptions/${before.id}`;
    const subscription = (await server.call('alpha.admin', 'GET', path)).body;
    const off = { ...subscription, autoRenewEnabled: false };
    expect((await server.call('alpha.admin', 'PATCH', path, off)).status).toBe(200);
    expect(await seen()).toMatchObject({ end: before.events[0].at, events: [{ what: 'termEnds' }] });
  });
});

describe('the map of a customer', () => {
  it('joins the customer with its partners, each way once', async () => {
    const { nodes, edges } = await get('woodgrove.admin', 'relationshipMap');
    expect(nodes.map((one: { name: string; kind: string }) => `${one.name}: ${one.kind}`)).toEqual([
      'Woodgrove: customer',
      'Alpha Cloud Services: direct',
      'Beta Managed IT: direct',
    ]);
    const [alpha, beta] = [server.tenant('alpha').id, server.tenant('beta').id];
    const drawn = edges.map((one: { from: string; to: string; kind: string }) => [one.from, one.to, one.kind]);
    expect(drawn).toEqual([
      [alpha, woodgrove, 'reseller'],
      [beta, woodgrove, 'reseller'],
      [alpha, woodgrove, 'dap'],
      [alpha, woodgrove, 'subscriptions'],
    ]);
  });

  it('shows a partner itself and nobody beside it', async () => {
    const { nodes } = await get('beta.admin', `relationshipMap?customerId=${woodgrove}`);
    expect(nodes.map((one: { name: string }) => one.name)).toEqual(['Woodgrove', 'Beta Managed IT']);
  });

  it('shows provider and reseller to each other', async () => {
    const litware = server.tenant('litware').id;
    await given.seller(server, 'dist1', 'litware');
    const invited = await server.call('rho.admin', 'POST', '/multipartner/v1/invitations', {
      indirectProviderId: server.tenant('dist1').id,
    });
    const { status } = await server.call('litware.admin', 'POST', '/multipartner/v1/invitations/acceptances', {
      url: invited.body.url,
    });
    expect(status).toBeLessThan(300);
    for (const who of ['dist1.admin', 'rho.admin']) {
      const { nodes, edges } = await get(who, `relationshipMap?customerId=${litware}`);
      expect(nodes.map((one: { name: string }) => one.name).sort()).toEqual([
        'Distribution One',
        'Litware',
        'Rho Resellers',
      ]);
      expect(edges.map((one: { kind: string }) => one.kind)).toContain('partnership');
    }
  });
});
