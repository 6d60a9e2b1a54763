import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { people, role } from '../delegated-admin/people.ts';
import { items } from '../selling/items.ts';

interface Stage {
  readonly server: TestServer;
  readonly path: string;
  readonly s1: string;
  readonly s2: string;
}

const own = '/multipartner/v1/delegatedAdminRelationships';

/** An active granular relationship of the partner, assigned to its tier-1 group. */
async function givenGranular(server: TestServer, partner: string, duration: string): Promise<void> {
  const by = people(server);
  const { id } = await by.active(partner, 'woodgrove', { duration });
  await by.assign(partner, id, `${partner}.tier1`, role.globalReader);
}

/** What happens around two subscriptions; each may be refused where the order of things makes it so. */
const acts: Readonly<Record<string, (stage: Stage) => Promise<unknown>>> = {
  'Beta joins with rights': ({ server }) =>
    given.relationship(server, 'beta', 'woodgrove', { dap: true }).catch(() => undefined),
  'Beta gets granular rights': ({ server }) => givenGranular(server, 'beta', 'P730D'),
  'Rho gets granular rights that end soon, assigned to a group': ({ server }) => givenGranular(server, 'rho', 'P1D'),
  'granular rights expire': ({ server }) => server.advance('P2D'),
  "the customer takes Beta's granular rights": async ({ server }) => {
    const { items: all } = (await server.call('woodgrove.admin', 'GET', own)).body;
    for (const { id, status } of all as { id: string; status: string }[])
      if (status === 'active') await server.call('woodgrove.admin', 'POST', `${own}/${id}/termination`, {});
  },
  'Beta attests': ({ server }) => given.attestation(server, 'beta', 'woodgrove').catch(() => undefined),
  'Beta sells the same': ({ server, path }) =>
    server.call('beta.sales', 'POST', `${path}/orders`, { lineItems: [{ offerId: items.businessBasic, quantity: 2 }] }),
  'Alpha gives up its rights': ({ server, path }) =>
    server.call('alpha.admin', 'PATCH', path, { allowDelegatedAccess: false, attributes: { objectType: 'Customer' } }),
  'a month passes': ({ server }) => server.advance('P1M'),
  "the customer takes Rho's rights": ({ server }) =>
    server.call(
      'woodgrove.admin',
      'DELETE',
      `/multipartner/v1/partners/${server.tenant('rho').id}/delegatedAdministration`,
    ),
  'the second provider joins': ({ server }) => given.relationship(server, 'dist2', 'woodgrove').catch(() => undefined),
  'Alpha renames its own': ({ server, path, s2 }) =>
    server.call('alpha.sales', 'PATCH', `${path}/subscriptions/${s2}`, {
      friendlyName: 'Mine',
      autoRenewEnabled: true,
    }),
  'the provider adds seats': ({ server, path, s1 }) =>
    server.call('dist1.sales', 'PATCH', `${path}/subscriptions/${s1}`, { quantity: 9, autoRenewEnabled: true }),
  'the provider suspends it': ({ server, path, s1 }) =>
    server.call('dist1.sales', 'PATCH', `${path}/subscriptions/${s1}`, { status: 'suspended' }),
  'the partnership ends': ({ server }) =>
    server.call('dist1.admin', 'DELETE', `/multipartner/v1/partnerships/${server.tenant('rho').id}`),
  'Alpha tries to set it': async ({ server, path, s1 }) => {
    const answer = await server.call('alpha.sales', 'PATCH', `${path}/subscriptions/${s1}`, { partnerId: '5000111' });
    expect([answer.status, answer.body.code]).toEqual([404, 20003]);
  },
  'the provider names itself': async ({ server, path, s1 }) => {
    const answer = await server.call('dist1.sales', 'PATCH', `${path}/subscriptions/${s1}`, {
      partnerId: '5000011',
      autoRenewEnabled: true,
    });
    expect([answer.status, answer.body.code]).toEqual([404, 2072]);
  },
  'the provider names a parent account': async ({ server, path, s1 }) => {
    const [row] = await server.database`select global_account_id as id from partner where mpn_id = '5000111'`;
    const answer = await server.call('dist1.sales', 'PATCH', `${path}/subscriptions/${s1}`, {
      partnerId: row?.id,
      autoRenewEnabled: true,
    });
    expect([answer.status, answer.body.code]).toEqual([400, 800016]);
  },
};

async function stage(): Promise<Stage> {
  const server = await startServer();
  await given.relationship(server, 'rho', 'woodgrove', { provider: 'dist1' });
  await given.attestation(server, 'dist1', 'woodgrove');
  const sold = { offerId: items.businessBasic, quantity: 5 };
  const first = await given.order(server, 'dist1', 'woodgrove', { ...sold, partnerIdOnRecord: '5000111' });
  const second = await given.order(server, 'alpha', 'woodgrove', sold);
  const id = (order: { lineItems: { subscriptionId: string }[] }) => order.lineItems[0]?.subscriptionId as string;
  return { server, path: `/v1/customers/${server.tenant('woodgrove').id}`, s1: id(first), s2: id(second) };
}

const onRecord = async ({ server, s1, s2 }: Stage) => {
  const rows = await server.database`select id, partner_on_record from subscription where id in (${s1}, ${s2})`;
  return Object.fromEntries(rows.map((row) => [row.id === s1 ? 's1' : 's2', row.partner_on_record]));
};

describe('S21 Partner of record never changes by itself', () => {
  it('stays what it is, in whatever order things happen', async () => {
    const orders = fc.shuffledSubarray(Object.keys(acts), { minLength: 12 });
    await fc.assert(
      fc.asyncProperty(orders, async (names) => {
        const now = await stage();
        try {
          for (const name of names) {
            await (acts[name] as (stage: Stage) => Promise<unknown>)(now);
            expect(await onRecord(now), `after ${name} in ${names.join(', ')}`).toEqual({ s1: '5000111', s2: null });
          }
        } finally {
          await now.server.stop();
        }
      }),
      { numRuns: 6 },
    );
  }, 120_000);
});
