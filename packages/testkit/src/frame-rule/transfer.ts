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

/** What an act on a transfer was about: whose record it is, both sides of it, and what it may have moved. */
export interface Transferred {
  readonly makerId: string;
  readonly sides: readonly string[];
  readonly moved: readonly string[];
}

/** An act on a transfer, by an admin agent of the partner. */
export async function performTransfer(
  server: TestServer,
  act: TransferAct,
): Promise<{ answer: Answer; transferred?: Transferred }> {
  const id = (key: string) => server.tenant(key).id;
  const self = id(act.partner);
  const customer = `/v1/customers/${id(act.customer)}`;
  const agent: Send = (method, path, body) => server.call(`${act.partner}.admin`, method, `${customer}${path}`, body);
  if (act.do === 'provision-azure') {
    const plan = await pickPlan(agent, act.pick);
    if (plan === null) return { answer: nothing };
    const under = `/multipartner/v1/customers/${id(act.customer)}/azurePlans/${plan}/azureSubscriptions`;
    return {
      answer: await server.call(`${act.partner}.admin`, 'POST', under, { friendlyName: `Azure ${act.pick}` }),
    };
  }
  if (act.do === 'transfer-offer') return { answer: await makeOffer(agent, self, id(providerOf(act)), act.pick) };
  if (act.do === 'transfer-request') return { answer: await makeRequest(agent, act, id(act.other)) };
  const list = await agent('GET', '/transfers');
  if (list.status !== 200) return { answer: nothing };
  const makes = act.do === 'transfer-cancel';
  const waiting = (list.body as Wire[]).filter(
    (one) => ['Active', 'Pending'].includes(one.status) && (makerOf(one) === self) === makes,
  );
  const one = waiting[act.pick % Math.max(1, waiting.length)];
  if (one === undefined) return { answer: nothing };
  const sides = [one.sourcePartnerTenantId, one.targetPartnerTenantId];
  const about = { makerId: makerOf(one), sides };
  const path = `/transfers/${one.id}`;
  if (makes) return { answer: await agent('DELETE', path), transferred: { ...about, moved: [] } };
  if (act.do === 'transfer-decline')
    return {
      answer: await agent('PATCH', path, { id: one.id, status: 'reject' }),
      transferred: { ...about, moved: [] },
    };
  const gives = one.transferType !== 'DirectToIndirect';
  const lines = gives ? (await eligibleIds(agent, one.transferType)).slice(0, 1 + (act.pick % 3)) : [];
  const answer = await agent('POST', `${path}/accept`, {
    lineItems: lines.map((subscriptionId) => ({ subscriptionId })),
  });
  if (answer.status !== 200) return { answer };
  const { lineItems } = (await agent('GET', path)).body as Wire;
  const given = lineItems.flatMap((line) => [line, ...line.addonItems].map((each) => each.subscriptionId));
  const taken = answer.body.orders.flatMap((order: { lineItems: { subscriptionId: string }[] }) =>
    order.lineItems.map((line) => line.subscriptionId),
  );
  return { answer, transferred: { ...about, moved: [...given, ...taken] } };
}

const makerOf = (one: Wire) =>
  one.transferType === 'DirectToIndirect' ? one.sourcePartnerTenantId : one.targetPartnerTenantId;

const providerOf = (act: TransferAct) => (act.other.startsWith('dist') ? act.other : act.pick % 2 ? 'dist1' : 'dist2');

const order = (agent: Send, offerId: string, reseller: object) =>
  agent('POST', '/orders', {
    partnerOnRecordAttestationAccepted: true,
    lineItems: [{ lineItemNumber: 0, offerId, quantity: 1, ...reseller }],
  });

/** Offers something older, which is bought for it when there is nothing. */
async function makeOffer(agent: Send, self: string, providerId: string, pick: number): Promise<Answer> {
  let eligible = await eligibleIds(agent, 'directToIndirect');
  if (eligible.length === 0) {
    const bought = await order(agent, '195416C1-3447-423A-B37B-EE59A99A19C4', {});
    if (bought.status !== 201) return bought;
    eligible = await eligibleIds(agent, 'directToIndirect');
  }
  return done(
    await agent('POST', '/transfers', {
      sourcePartnerTenantId: self,
      targetPartnerTenantId: providerId,
      lineItems: eligible.slice(pick % Math.max(1, eligible.length)).map((subscriptionId) => ({ subscriptionId })),
    }),
  );
}

/** Asks for what hangs under an Azure plan, or for newer licences; a plan of its own is bought when it is missing. */
async function makeRequest(agent: Send, act: TransferAct, sourceId: string): Promise<Answer> {
  const reseller = act.partner.startsWith('dist') ? { partnerIdOnRecord: '5000111' } : {};
  const transferType = act.pick % 2 === 0 ? 'AzurePlan' : 'NewCommerce';
  const ask = () => agent('POST', '/transfers', { transferType, sourcePartnerTenantId: sourceId, ...reseller });
  const asked = await ask();
  if (asked.body?.code !== 900133) return asked;
  const bought = await order(agent, 'DZH318Z0BPS6:0001', reseller);
  return bought.status === 201 ? done(await ask()) : bought;
}

/** What was bought before a refusal is there: the act took place. */
const done = (answer: Answer): Answer =>
  answer.status >= 400 && answer.status < 500 ? { ...answer, status: 200 } : answer;

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
