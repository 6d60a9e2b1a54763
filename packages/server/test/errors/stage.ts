import type { Answer, Caller } from '@multipartner/testkit/calls.ts';
import { given } from '@multipartner/testkit/given.ts';
import type { TestServer } from '@multipartner/testkit/server.ts';
import { items } from '../selling/items.ts';

type Json = Record<string, unknown>;

/** One request that the product refuses, with what must be there before it. */
export type Provocation = (stage: Stage) => Promise<Answer>;
export type Provocations = Readonly<Record<string, Provocation>>;

/** Woodgrove as the customer of Alpha, Beta (without rights inside) and Distribution One, and short ways to act there. */
export interface Stage {
  readonly server: TestServer;
  /** The address of Woodgrove. */
  readonly customer: string;
  call(who: Caller, method: string, path: string, body?: unknown): Promise<Answer>;
  /** Orders one line, and whatever more the order says. */
  order(line: Json, more?: Json, who?: string): Promise<Answer>;
  /** Buys one thing; answers the subscription as its partner reads it. */
  buy(offerId: string, more?: Json, partner?: string): Promise<Json & { readonly id: string }>;
  /** Sends a subscription back with a change. */
  patch(subscription: Json & { readonly id: string }, change: Json, who?: string): Promise<Answer>;
  /** What must succeed before the refusal can be met. */
  done(answer: Promise<Answer>): Promise<Answer>;
}

/** Sets the stage; without `sellers` as the world is, where their people could not act. */
export async function stageOf(server: TestServer, sellers = true): Promise<Stage> {
  const customer = `/v1/customers/${server.tenant('woodgrove').id}`;
  if (sellers) {
    await given.seller(server, 'beta', 'woodgrove', { dap: false });
    await given.seller(server, 'dist1', 'woodgrove');
  }
  const call: Stage['call'] = (who, method, path, body) => server.call(who, method, path, body);
  const done: Stage['done'] = async (answer) => {
    const one = await answer;
    if (one.status >= 300) throw new Error(`Before the refusal: ${one.status} ${JSON.stringify(one.body)}`);
    return one;
  };
  const order: Stage['order'] = (line, more = {}, who = 'alpha.sales') =>
    call(who, 'POST', `${customer}/orders`, { lineItems: [{ lineItemNumber: 0, quantity: 1, ...line }], ...more });
  return {
    server,
    customer,
    call,
    done,
    order,
    async buy(offerId, more = {}, partner = 'alpha') {
      const made = await done(order({ offerId, ...more }, {}, `${partner}.sales`));
      const id = made.body.lineItems[0].subscriptionId;
      return (await done(call(`${partner}.sales`, 'GET', `${customer}/subscriptions/${id}`))).body;
    },
    patch: (subscription, change, who = 'alpha.sales') =>
      call(who, 'PATCH', `${customer}/subscriptions/${subscription.id}`, { ...subscription, ...change }),
  };
}

/** A line that nothing speaks against. */
export const basic = { offerId: items.businessBasic, quantity: 1 };
