import { createHash } from 'node:crypto';
import { type CustomerAction, customerActions } from '@multipartner/domain/access/customer-administration.ts';

/*
 * The world of this benchmark as arithmetic: what stands in the tables (world.ts makes it there with the same formulas),
 * so that questions and their right answers are known without asking anybody who is measured.
 *
 * Relationships are numbered from 0. Every 55 of them are those of ten customers, with one to ten partners each. A
 * partner has 100 people in ten groups: person j in group j % 10, every third in one more; group 9 is in 8, 8 in 7, and
 * 6 in 5. Groups 0 to 2 are the agent groups. Each relationship has one assignment, to one group.
 */
export const peopleOfPartner = 100;
export const groupsOfPartner = 10;
export const agentGroups = ['AdminAgents', 'HelpdeskAgents', 'SalesAgents'] as const;
/** Which group is a member of which. */
export const nestedGroups: readonly (readonly [group: number, member: number])[] = [
  [7, 8],
  [8, 9],
  [5, 6],
];

const role = {
  directoryReaders: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  directoryWriters: '9360feb5-f418-4baa-8175-e2a00bac4301',
  globalReader: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  helpdeskAdministrator: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  userAdministrator: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  licenseAdministrator: '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
  serviceSupportAdministrator: 'f023fd81-a637-4b56-95fd-791ac0226033',
} as const;
export const { globalAdministrator, helpdeskAdministrator } = role;

/** The roles that a relationship may be about. */
export const roleSets: readonly (readonly string[])[] = [
  [role.directoryReaders],
  [role.userAdministrator, role.licenseAdministrator],
  [role.helpdeskAdministrator],
  [role.globalReader, role.serviceSupportAdministrator],
  [role.directoryWriters],
  [role.licenseAdministrator],
  [role.globalAdministrator],
];

/** What is asked: actions inside a customer that take nothing but rights. */
export const actions = [
  'customer.read.company',
  'customer.users.read',
  'customer.users.create',
  'customer.users.update',
  'customer.users.delete',
  'customer.users.resetPassword',
  'customer.licences.read',
  'customer.licences.assign',
  'customer.roles.read',
  'customer.serviceRequests.create',
] as const satisfies readonly CustomerAction[];
export type Action = (typeof actions)[number];

export const enough = (action: Action): readonly string[] => customerActions[action];

export interface Size {
  readonly relationships: number;
  readonly partners: number;
  readonly customers: number;
}

export function sizeOf(relationships: number): Size {
  const last = relationshipAt({ partners: 10 }, relationships - 1);
  return { relationships, partners: Math.max(10, Math.round(relationships / 1000)), customers: last.customer + 1 };
}

export type State = 'effective' | 'terminated' | 'ended' | 'unassigned';

export interface Relationship {
  readonly number: number;
  readonly customer: number;
  readonly partner: number;
  readonly group: number;
  readonly roles: readonly string[];
  readonly state: State;
  /** The partner has DAP there as well; else it had it once. */
  readonly dap: boolean;
}

const states: Readonly<Record<number, State>> = { 17: 'terminated', 18: 'ended', 19: 'unassigned' };

export function relationshipAt({ partners }: Pick<Size, 'partners'>, number: number): Relationship {
  const place = number % 55;
  const column = Math.floor((Math.sqrt(8 * place + 1) - 1) / 2);
  const customer = Math.floor(number / 55) * 10 + column;
  return {
    number,
    customer,
    partner: partnerOf(partners, customer, place - (column * (column + 1)) / 2),
    group: number % groupsOfPartner,
    roles: roleSets[number % roleSets.length] as readonly string[],
    state: states[number % 20] ?? 'effective',
    dap: number % 50 === 3,
  };
}

const partnerOf = (partners: number, customer: number, slot: number) => (customer * 7 + slot) % partners;

/** Whether it is none of the customer's partners. */
export function isStranger({ partners }: Size, partner: number, customer: number): boolean {
  const slots = Array.from({ length: (customer % 10) + 1 }, (_, slot) => partnerOf(partners, customer, slot));
  return !slots.includes(partner);
}

/** The groups a person is in himself. */
export function ownGroups(person: number): readonly number[] {
  const first = person % 10;
  const second = (Math.floor(person / 10) + 3) % 10;
  return person % 3 === 0 && second !== first ? [first, second] : [first];
}

/** The groups a person is in, by other groups too. */
export function groupsOf(person: number): ReadonlySet<number> {
  const all = new Set(ownGroups(person));
  for (const group of all) for (const [outer, member] of nestedGroups) if (member === group) all.add(outer);
  return all;
}

/** The roles that a person of its partner holds by a relationship, DAP included (R68). */
export function rolesBy(one: Relationship, person: number): readonly string[] {
  if (one.state === 'effective' && groupsOf(person).has(one.group)) return one.roles;
  if (!one.dap) return [];
  const own = ownGroups(person);
  return [...(own.includes(0) ? [globalAdministrator] : []), ...(own.includes(1) ? [helpdeskAdministrator] : [])];
}

/** The GUID of a thing by its name, as `md5(name)::uuid` makes it in the database. */
export function idOf(name: string): string {
  const hex = createHash('md5').update(`access/${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export const partnerId = (partner: number) => idOf(`partner/${partner}`);
export const customerId = (customer: number) => idOf(`customer/${customer}`);
export const userId = (partner: number, person: number) => idOf(`user/${partner}/${person}`);
export const groupId = (partner: number, group: number) => idOf(`group/${partner}/${group}`);

/** A customer beside the others, of ten partners all of whose people have rights there. */
export const audited = { id: idOf('audited'), administrator: idOf('audited/administrator'), partners: 10 } as const;
