import type { Answer } from '@multipartner/testkit/calls.ts';
import { given } from '@multipartner/testkit/given.ts';
import type { TestServer } from '@multipartner/testkit/server.ts';
import { expect } from 'vitest';
import { items } from '../selling/items.ts';

/** Short ways to give and to take over what a customer is billed for. */
export function transfers(server: TestServer, customer = 'woodgrove') {
  const id = (key: string) => server.tenant(key).id;
  const base = `/v1/customers/${id(customer)}`;
  const path = (transferId: string) => `${base}/transfers/${transferId}`;
  const made = (answer: Answer): Answer => {
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer;
  };
  return {
    base,
    path,
    /** Alpha, a direct partner, is enrolled as a reseller too, and works with Distribution One, which sells to the customer. */
    async reseller(partner = 'alpha', provider = 'dist1') {
      made(await server.call(null, 'PATCH', `/sandbox/v1/tenants/${partner}`, { partner: { alsoReseller: true } }));
      const link = made(
        await server.call(`${provider}.admin`, 'POST', '/multipartner/v1/partnerships/invitations', {}),
      );
      made(
        await server.call(`${partner}.admin`, 'POST', '/multipartner/v1/partnerships/acceptances', {
          url: link.body.url,
        }),
      );
      await given.seller(server, provider, customer);
    },
    /** The partner buys one thing; answers the subscription's id. */
    async buys(partner: string, offerId: string = items.legacyMailboxes, quantity = 3): Promise<string> {
      const order = await given.order(server, partner, customer, { offerId, quantity });
      return order.lineItems[0].subscriptionId;
    },
    /** The partner has an Azure plan; answers its id, the one it has already when it has one. */
    async plan(partner: string): Promise<string> {
      const list = await server.call(`${partner}.admin`, 'GET', `${base}/subscriptions`);
      const plan = list.body.items.find((one: { offerId: string }) => one.offerId === items.azurePlan);
      if (plan !== undefined) return plan.id;
      return (await given.order(server, partner, customer, { offerId: items.azurePlan, quantity: 1 })).lineItems[0]
        .subscriptionId;
    },
    /** An Azure subscription under the partner's plan. */
    async azure(partner: string, friendlyName = 'Shop'): Promise<{ plan: string; id: string }> {
      const plan = await this.plan(partner);
      const under = `/multipartner/v1/customers/${id(customer)}/azurePlans/${plan}/azureSubscriptions`;
      return { plan, id: made(await server.call(`${partner}.admin`, 'POST', under, { friendlyName })).body.id };
    },
    offers: (subscriptionIds: readonly string[], who = 'alpha.admin', to = 'dist1', more: object = {}) =>
      server.call(who, 'POST', `${base}/transfers`, {
        sourcePartnerTenantId: server.world.tenants.find(({ key }) => who.startsWith(`${key}.`))?.id,
        targetPartnerTenantId: id(to),
        lineItems: subscriptionIds.map((subscriptionId) => ({ subscriptionId })),
        ...more,
      }),
    asks: (who = 'beta.admin', from = 'alpha', more: object = {}) =>
      server.call(who, 'POST', `${base}/transfers`, {
        transferType: 'AzurePlan',
        sourcePartnerTenantId: id(from),
        ...more,
      }),
    accepts: (who: string, transferId: string, subscriptionIds?: readonly string[]) =>
      server.call(
        who,
        'POST',
        `${path(transferId)}/accept`,
        subscriptionIds === undefined
          ? undefined
          : { lineItems: subscriptionIds.map((subscriptionId) => ({ subscriptionId })) },
      ),
    rejects: (who: string, transferId: string) =>
      server.call(who, 'PATCH', path(transferId), { id: transferId, status: 'reject' }),
    withdraws: (who: string, transferId: string) => server.call(who, 'DELETE', path(transferId)),
    reads: (who: string, transferId: string) => server.call(who, 'GET', path(transferId)),
    lists: (who: string) => server.call(who, 'GET', `${base}/transfers`),
    eligible: (who: string, transferType = 'directtoindirect') =>
      server.call(who, 'GET', `${base}/transferseligibility?transferType=${transferType}`),
    subscription: (who: string, subscriptionId: string) =>
      server.call(who, 'GET', `${base}/subscriptions/${subscriptionId}`),
    async renames(who: string, subscriptionId: string, friendlyName: string) {
      return server.call(who, 'PATCH', `${base}/subscriptions/${subscriptionId}`, { friendlyName });
    },
    async outbox(tenant: string, kind: 'mail' | 'event') {
      const { body } = await server.call(null, 'GET', `/sandbox/v1/outbox?kind=${kind}&tenant=${tenant}`);
      return body.items as { subject: string; to: string; about: Record<string, unknown> }[];
    },
  };
}
