import type { TestServer } from '../server.ts';
import { type Bench, benchOf, type Makers, type Thing } from './bench.ts';
import { customers } from './make-customers.ts';
import { moves } from './make-moves.ts';
import { partners } from './make-partners.ts';
import { directoryRoleId, licence, people } from './make-people.ts';
import { purchases } from './make-purchases.ts';
import { services } from './make-services.ts';
import { transfers } from './make-transfers.ts';
import { values } from './make-values.ts';
import type { ReplayRealm } from './replay.ts';

const makers: Makers = {
  ...customers,
  ...people,
  ...partners,
  ...purchases,
  ...moves,
  ...services,
  ...transfers,
  ...values,
};

const templates: Readonly<Record<string, string>> = { 'customer-agreement': '117a77b0-9360-443b-8795-c6dedc750cf9' };

/**
 * A running server as the realm of one sample. What stands in double braces is made through its front door when it is
 * asked for, once; parts are of the same thing. A name that is unknown throws.
 */
export function realmOf(server: TestServer): ReplayRealm {
  const things = new Map<string, Promise<Thing>>();
  const resolve = (name: string): Promise<string> => {
    const made = /^\{\{([a-z-]+)(?:\.([A-Za-z-]+))?\}\}$/.exec(name);
    return made === null ? standing(bench, name) : partOf(made[1] as string, made[2] ?? 'id');
  };
  const bench = benchOf(server, resolve);
  async function partOf(name: string, part: string): Promise<string> {
    const make = makers[name];
    if (make === undefined) throw new Error(`Nobody makes "{{${name}}}".`);
    const thing = things.get(name) ?? make(bench);
    things.set(name, thing);
    const found = (await thing)[part];
    if (found === undefined) throw new Error(`"{{${name}}}" has no part "${part}".`);
    return typeof found === 'string' ? found : found();
  }
  return { baseUrl: server.url, token: (actor) => server.token(actor), resolve };
}

/** What is in the world from the start: tenants, people, what they sold, and what every world has. */
async function standing(bench: Bench, name: string): Promise<string> {
  const [first = '', second = '', third] = name.split('.');
  if (first === 'role') return directoryRoleId(second);
  if (first === 'template' && templates[second] !== undefined) return templates[second];
  if (first === 'licence' && (second === 'free' || second === 'used-up')) return licence(bench, second);
  const tenant = bench.server.world.tenants.find(({ key }) => key === first);
  if (tenant === undefined) throw new Error(`The name "${name}" is unknown.`);
  if (second === '') return tenant.id;
  if (second === 'domain') return tenant.defaultDomain;
  if (second === 'mpnId' && tenant.partner !== null) return tenant.partner.mpnId;
  if (second === 'subscription' && third === 'office') return officeOf(bench, first);
  const person = tenant.users.find(({ key }) => key === `${first}.${second}`);
  if (person !== undefined && third === undefined) return person.id;
  if (person !== undefined && third === 'userPrincipalName') return person.userPrincipalName;
  throw new Error(`The name "${name}" is unknown.`);
}

/** The licences that the partner sold to Woodgrove before the world began. */
async function officeOf({ server, send }: Bench, partner: string): Promise<string> {
  const path = `/v1/customers/${server.tenant('woodgrove').id}/subscriptions`;
  const { items } = await send(`${partner}.admin`, 'GET', path);
  const found = items.find((one: { offerId: string }) => one.offerId.startsWith('CFQ7TTC0LCHC'));
  if (found === undefined) throw new Error(`${partner} sold no office licences to Woodgrove.`);
  return found.id;
}
