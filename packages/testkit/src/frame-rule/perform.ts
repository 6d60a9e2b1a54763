import type { Answer } from '../calls.ts';
import type { TestServer } from '../server.ts';
import { type Act, type CustomerKey, type PartnerKey, type TransferAct, transferActs } from './acts.ts';
import { performGranular } from './granular.ts';
import { performTransfer, type Transferred } from './transfer.ts';

const items = [
  'CFQ7TTC0LCHC:0002',
  'CFQ7TTC0LH18:0001',
  'CFQ7TTC0L1MT:0001',
  '195416C1-3447-423A-B37B-EE59A99A19C4',
  'DZH318Z0BPS6:0001',
  'DG7GMGF0DWTL:0001',
];

/** What an act did, for the summary: the answer that decided it. */
export interface Outcome {
  readonly status: number;
  readonly code?: string | number;
  /** Of an act on a transfer. */
  readonly transferred?: Transferred;
}

/** Carries out an act over HTTP as the people it belongs to. A refusal is an outcome, not an error; a 5xx is an error. */
export async function perform(server: TestServer, act: Act): Promise<Outcome> {
  const { answer, transferred } = isTransferAct(act)
    ? await performTransfer(server, act)
    : { answer: await send(server, act), transferred: undefined };
  if (answer.status >= 500)
    throw new Error(`${JSON.stringify(act)} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  const body = answer.body as { code?: string | number } | null;
  return {
    status: answer.status,
    ...(transferred === undefined ? {} : { transferred }),
    ...(body?.code === undefined || answer.status < 400 ? {} : { code: body.code }),
  };
}

const isTransferAct = (act: Act): act is TransferAct => (transferActs as readonly string[]).includes(act.do);

async function send(server: TestServer, act: Exclude<Act, TransferAct>): Promise<Answer> {
  const id = (key: string) => server.tenant(key).id;
  switch (act.do) {
    case 'invite-and-accept': {
      const provider = act.partner === 'rho' ? `&indirectCloudSolutionProviderId=${id(act.provider)}` : '';
      const link = await server.call(
        agent(act.partner),
        'GET',
        `/v1/customers/relationshiprequests?dap=${act.dap}${provider}`,
      );
      if (link.status !== 200) return link;
      return server.call(`${act.customer}.admin`, 'POST', '/multipartner/v1/invitations/acceptances', {
        url: link.body.url,
      });
    }
    case 'attest':
      return server.call(agent(act.partner), 'POST', `/v1/customers/${id(act.customer)}/agreements`, {
        primaryContact: {
          firstName: 'Wanda',
          lastName: 'Grove',
          email: 'wanda@example.com',
          phoneNumber: '4255550100',
        },
        dateAgreed: (await server.clock.read()).now.toISOString(),
        type: 'MicrosoftCustomerAgreement',
      });
    case 'order':
      return server.call(agent(act.partner), 'POST', `/v1/customers/${id(act.customer)}/orders`, {
        partnerOnRecordAttestationAccepted: act.reseller,
        lineItems: [
          {
            lineItemNumber: 0,
            offerId: items[act.item % items.length],
            quantity: items[act.item % items.length]?.startsWith('DZH') ? 1 : act.quantity,
            ...(act.reseller ? { partnerIdOnRecord: '5000111' } : {}),
          },
        ],
      });
    case 'foreign-subscription': {
      const victim = await pickSubscription(server, otherPartner(act.partner), act.customer, act.pick);
      if (victim === null) return nothing;
      return server.call(agent(act.partner), 'PATCH', `/v1/customers/${id(act.customer)}/subscriptions/${victim.id}`, {
        ...victim,
        quantity: 1,
        status: 'suspended',
      });
    }
    case 'remove-relationship':
      return server.call(`${act.partner}.admin`, 'PATCH', `/v1/customers/${id(act.customer)}`, {
        relationshipToPartner: 'none',
      });
    case 'partner-removes-dap':
      return server.call(`${act.partner}.admin`, 'PATCH', `/v1/customers/${id(act.customer)}`, {
        allowDelegatedAccess: false,
      });
    case 'customer-removes-dap':
      return server.call(
        `${act.customer}.admin`,
        'DELETE',
        `/multipartner/v1/partners/${id(act.partner)}/delegatedAdministration`,
      );
    case 'create-user':
      return server.call(`${act.partner}.admin`, 'POST', `/v1/customers/${id(act.customer)}/users`, {
        usageLocation: 'US',
        userPrincipalName: `person${act.pick}@${server.tenant(act.customer).defaultDomain}`,
        displayName: `Person ${act.pick}`,
        passwordProfile: { forceChangePassword: true, password: 'A-long-Passw0rd!' },
      });
    case 'assign-licence':
      return assignLicence(server, act.partner, act.customer, act.pick);
    case 'gdap-draft':
    case 'gdap-rename':
    case 'gdap-lock':
    case 'gdap-assign':
    case 'gdap-reassign':
    case 'gdap-unassign':
    case 'gdap-extend':
    case 'gdap-drop-global-administrator':
    case 'gdap-terminate':
    case 'gdap-discard':
    case 'gdap-foreign':
    case 'customer-approves-gdap':
    case 'customer-extends-gdap':
    case 'customer-terminates-gdap':
      return performGranular(server, act);
    case 'customer-renames-itself':
      return server.call(`${act.customer}.admin`, 'PATCH', '/multipartner/v1/organization', {
        companyName: `${act.customer} ${act.pick}`,
      });
    case 'partnership':
      return changePartnership(server, act.provider, act.make);
    case 'advance-clock':
      await server.advance(`P${act.days}D`);
      return { ...nothing, status: 200 };
    default:
      return changeSubscription(server, act);
  }
}

const nothing: Answer = { status: 204, headers: new Headers(), body: null };

/** Who of a partner sells: an admin agent, which every kind of partner has. */
const agent = (partner: PartnerKey | 'dist1' | 'dist2') => `${partner}.admin`;

const otherPartner = (partner: PartnerKey): PartnerKey => (partner === 'alpha' ? 'beta' : 'alpha');

interface WireSubscription {
  readonly id: string;
  readonly quantity: number;
  readonly autoRenewEnabled: boolean;
  readonly [member: string]: unknown;
}

async function pickSubscription(
  server: TestServer,
  partner: PartnerKey,
  customer: CustomerKey,
  pick: number,
): Promise<WireSubscription | null> {
  const list = await server.call<{ items: WireSubscription[] }>(
    agent(partner),
    'GET',
    `/v1/customers/${server.tenant(customer).id}/subscriptions`,
  );
  if (list.status !== 200 || list.body.items.length === 0) return null;
  return list.body.items[pick % list.body.items.length] ?? null;
}

async function changeSubscription(
  server: TestServer,
  act: Extract<Act, { quantity: number; pick: number }>,
): Promise<Answer> {
  const one = await pickSubscription(server, act.partner, act.customer, act.pick);
  if (one === null) return nothing;
  const change: Record<string, unknown> = {
    quantity: { quantity: act.quantity },
    suspend: { status: 'suspended' },
    reactivate: { status: 'active' },
    cancel: { status: 'deleted' },
    rename: { friendlyName: `Renamed ${act.quantity}` },
    'auto-renew': { autoRenewEnabled: !one.autoRenewEnabled },
    'partner-of-record': { partnerId: '5000111' },
  }[act.do] as Record<string, unknown>;
  return server.call(
    agent(act.partner),
    'PATCH',
    `/v1/customers/${server.tenant(act.customer).id}/subscriptions/${one.id}`,
    { ...one, ...change },
  );
}

async function assignLicence(
  server: TestServer,
  partner: PartnerKey,
  customer: CustomerKey,
  pick: number,
): Promise<Answer> {
  const base = `/v1/customers/${server.tenant(customer).id}`;
  const skus = await server.call(`${partner}.admin`, 'GET', `${base}/subscribedskus`);
  if (skus.status !== 200 || skus.body.items.length === 0) return skus.status === 200 ? nothing : skus;
  const users = await server.call(`${partner}.admin`, 'GET', `${base}/users`);
  if (users.status !== 200) return users;
  const user = users.body.items[pick % users.body.items.length];
  const sku = skus.body.items[pick % skus.body.items.length];
  return server.call(`${partner}.admin`, 'POST', `${base}/users/${user.id}/licenseupdates`, {
    licensesToAssign: [{ skuId: sku.productSku.id }],
  });
}

async function changePartnership(server: TestServer, provider: 'dist1' | 'dist2', make: boolean): Promise<Answer> {
  if (!make)
    return server.call(`${provider}.admin`, 'DELETE', `/multipartner/v1/partnerships/${server.tenant('rho').id}`);
  const link = await server.call(`${provider}.admin`, 'POST', '/multipartner/v1/partnerships/invitations', {});
  if (link.status !== 200) return link;
  return server.call('rho.admin', 'POST', '/multipartner/v1/partnerships/acceptances', { url: link.body.url });
}
