import type { Answer } from '../calls.ts';
import type { TestServer } from '../server.ts';
import type { TransferAct } from './acts.ts';

const nothing: Answer = { status: 204, headers: new Headers(), body: null };

interface Wire {
  readonly id: string;
  readonly status: string;
  readonly transferType: 'DirectToIndirect' | 'AzurePlan' | 'NewCommerce';
  readonly sourcePartnerTenantId: string;
  readonly targetPartnerTenantId: string;
  readonly lineItems: readonly {
    readonly subscriptionId: string;
    readonly addonItems: readonly { readonly subscriptionId: string }[];
  }[];
}

/** An act on a transfer, by an admin agent of the partner; and which subscriptions it may have moved. */
export async function performTransfer(
  server: TestServer,
  act: TransferAct,
): Promise<{ answer: Answer; moved: readonly string[] }> {
  const id = (key: string) => server.tenant(key).id;
  const customer = `/v1/customers/${id(act.customer)}`;
  const agent = (method: string, path: string, body?: unknown) =>
    server.call(`${act.partner}.admin`, method, `${customer}${path}`, body);
  const alone = (answer: Answer) => ({ answer, moved: [] });
  if (act.do === 'provision-azure') {
    const plan = await pickPlan(agent, act.pick);
    if (plan === null) return alone(nothing);
    const under = `/multipartner/v1/customers/${id(act.customer)}/azurePlans/${plan}/azureSubscriptions`;
    return alone(await server.call(`${act.partner}.admin`, 'POST', under, { friendlyName: `Azure ${act.pick}` }));
  }
  if (act.do === 'transfer-offer') {
    const eligible = await eligibleIds(agent, 'directToIndirect');
    if (eligible.length === 0) return alone(nothing);
    return alone(
      await agent('POST', '/transfers', {
        sourcePartnerTenantId: id(act.partner),
        targetPartnerTenantId: id(act.other),
        lineItems: [{ subscriptionId: eligible[act.pick % eligible.length] }],
      }),
    );
  }
  if (act.do === 'transfer-request') {
    return alone(
      await agent('POST', '/transfers', {
        transferType: act.pick % 2 === 0 ? 'AzurePlan' : 'NewCommerce',
        sourcePartnerTenantId: id(act.other),
        ...(act.partner.startsWith('dist') ? { partnerIdOnRecord: '5000111' } : {}),
      }),
    );
  }
  const list = await agent('GET', '/transfers');
  if (list.status !== 200) return alone(nothing);
  const between = (one: Wire) => [one.sourcePartnerTenantId, one.targetPartnerTenantId].includes(id(act.other));
  const waiting = (list.body as Wire[]).filter((one) => ['Active', 'Pending'].includes(one.status) && between(one));
  const one = waiting[act.pick % Math.max(1, waiting.length)];
  if (one === undefined) return alone(nothing);
  const path = `/transfers/${one.id}`;
  if (act.do === 'transfer-cancel') return alone(await agent('DELETE', path));
  if (act.do === 'transfer-decline') return alone(await agent('PATCH', path, { id: one.id, status: 'reject' }));
  const gives = one.transferType !== 'DirectToIndirect' && one.sourcePartnerTenantId === id(act.partner);
  const lines = gives ? (await eligibleIds(agent, one.transferType)).slice(0, 1 + (act.pick % 3)) : [];
  const answer = await agent('POST', `${path}/accept`, {
    lineItems: lines.map((subscriptionId) => ({ subscriptionId })),
  });
  if (answer.status !== 200) return alone(answer);
  const after = (await agent('GET', path)).body as Wire;
  const given = after.lineItems.flatMap((line) => [
    line.subscriptionId,
    ...line.addonItems.map((x) => x.subscriptionId),
  ]);
  const taken = answer.body.orders.flatMap((order: { lineItems: { subscriptionId: string }[] }) =>
    order.lineItems.map((line) => line.subscriptionId),
  );
  return { answer, moved: [...given, ...taken] };
}

type Send = (method: string, path: string, body?: unknown) => Promise<Answer>;

async function eligibleIds(agent: Send, transferType: string): Promise<string[]> {
  const { status, body } = await agent('GET', `/transferseligibility?transferType=${transferType}`);
  if (status !== 200) return [];
  return body.filter((one: { isEligible: boolean }) => one.isEligible).map((one: { id: string }) => one.id);
}

async function pickPlan(agent: Send, pick: number): Promise<string | null> {
  const { status, body } = await agent('GET', '/subscriptions');
  if (status !== 200) return null;
  const plans = body.items.filter((one: { offerId: string }) => one.offerId.startsWith('DZH318Z0BPS6'));
  return plans.length === 0 ? null : plans[pick % plans.length].id;
}

/** Lets transfers be made at all: two direct partners are resellers of both providers, and newer licences may go (R3, R190). */
export async function enableTransfers(server: TestServer): Promise<void> {
  await server.call(null, 'PATCH', '/sandbox/v1/settings', { newCommerceTransfers: true });
  for (const partner of ['alpha', 'beta']) {
    await server.call(null, 'PATCH', `/sandbox/v1/tenants/${partner}`, { partner: { alsoReseller: true } });
    for (const provider of ['dist1', 'dist2']) {
      const link = await server.call(`${provider}.admin`, 'POST', '/multipartner/v1/partnerships/invitations', {});
      await server.call(`${partner}.admin`, 'POST', '/multipartner/v1/partnerships/acceptances', {
        url: link.body.url,
      });
    }
  }
}
