import { findDirectoryRole } from '../directory-role/roles.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { directoryRole } from './actor.ts';

/** What one person (or application) of one partner may rely on at one customer, at this instant. */
export interface AdministrationFacts {
  /** The partner's people hold DAP at the customer now (R55). */
  readonly dap: boolean;
  /** Any living reseller relationship of the pair. */
  readonly related: boolean;
  /** The actor is a member of the partner's agent groups. */
  readonly inAdminAgents: boolean;
  readonly inHelpdeskAgents: boolean;
  /** Roles the actor holds by active GDAP relationships through security groups (R69, R76). */
  readonly gdap: readonly {
    readonly relationshipId: string;
    readonly groupId: string;
    readonly roleIds: readonly string[];
  }[];
  /** Whether a person acts; an application has no right by agent groups (section H). */
  readonly person: boolean;
}

export type AdministrationSource = 'dap' | 'gdap' | 'none';

/** Directory roles held inside the customer, and by which way: GDAP, where held, wins over DAP (R68). */
export function rolesHeld(facts: AdministrationFacts): { source: AdministrationSource; roleIds: string[] } {
  const byGdap = [...new Set(facts.gdap.flatMap((grant) => grant.roleIds))];
  if (byGdap.length > 0) return { source: 'gdap', roleIds: byGdap };
  if (!facts.dap || !facts.person) return { source: 'none', roleIds: [] };
  const roleIds: string[] = [];
  if (facts.inAdminAgents) roleIds.push(directoryRole.globalAdministrator);
  if (facts.inHelpdeskAgents) roleIds.push(directoryRole.helpdeskAdministrator);
  return { source: roleIds.length > 0 ? 'dap' : 'none', roleIds };
}

const directoryReaders = '88d8e3e3-8f55-4a1e-953a-9b9898b8876b';
const directoryWriters = '9360feb5-f418-4baa-8175-e2a00bac4301';
const globalReader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
const licenseAdministrator = '4d6ac14f-3453-41d0-bef9-a3e0c569773a';
const privilegedRoleAdministrator = 'e8611ab8-c189-46e8-94e1-60213ab1f814';
const privilegedAuthenticationAdministrator = '7be44c8a-adaf-4e2a-84d6-ab2649e08a13';
const serviceSupportAdministrator = 'f023fd81-a637-4b56-95fd-791ac0226033';
const applicationAdministrator = '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3';
const cloudApplicationAdministrator = '158c047a-c907-4556-b7ef-446551a6b5f7';
const domainNameAdministrator = '8329153b-31d0-4727-b945-745eb3bc5f31';
const { globalAdministrator, userAdministrator, helpdeskAdministrator } = directoryRole;

/** Least rights inside a customer: any one of the roles is enough (R83 and the pages' role lists). */
export const customerActions = {
  'customer.read.company': [directoryReaders, directoryWriters, globalReader, globalAdministrator],
  'customer.domains.read': [globalAdministrator, directoryWriters, globalReader, domainNameAdministrator],
  'customer.domains.create': [globalAdministrator, domainNameAdministrator],
  'customer.users.read': [
    directoryReaders,
    globalReader,
    userAdministrator,
    licenseAdministrator,
    helpdeskAdministrator,
    directoryWriters,
    globalAdministrator,
  ],
  'customer.users.create': [userAdministrator, directoryWriters, globalAdministrator],
  'customer.users.update': [userAdministrator, directoryWriters, globalAdministrator],
  'customer.users.delete': [userAdministrator, globalAdministrator],
  'customer.users.resetPassword': [
    userAdministrator,
    helpdeskAdministrator,
    privilegedAuthenticationAdministrator,
    globalAdministrator,
  ],
  'customer.licences.read': [
    directoryReaders,
    directoryWriters,
    globalReader,
    userAdministrator,
    licenseAdministrator,
    helpdeskAdministrator,
    globalAdministrator,
  ],
  'customer.licences.assign': [licenseAdministrator, userAdministrator, directoryWriters, globalAdministrator],
  'customer.roles.read': [
    directoryReaders,
    globalReader,
    userAdministrator,
    privilegedRoleAdministrator,
    directoryWriters,
    helpdeskAdministrator,
    globalAdministrator,
  ],
  'customer.roles.assign': [privilegedRoleAdministrator, globalAdministrator],
  'customer.serviceRequests.create': [serviceSupportAdministrator, helpdeskAdministrator, globalAdministrator],
  'customer.applications.consent': [globalAdministrator, applicationAdministrator, cloudApplicationAdministrator],
  'customer.provisioning.read': [directoryReaders, globalReader, helpdeskAdministrator, globalAdministrator],
} as const satisfies Record<string, readonly string[]>;

export type CustomerAction = keyof typeof customerActions;

/** Everything inside a customer that one role is enough for. */
export function actionsOfRole(roleId: string): readonly CustomerAction[] {
  const actions = Object.entries(customerActions) as [CustomerAction, readonly string[]][];
  return actions.filter(([, enough]) => enough.includes(roleId)).map(([action]) => action);
}

/**
 * Whether the facts allow an action inside the customer (R51, R83). Refusals: customer-access-denied with some
 * relationship, no-relationship with none at all.
 */
export function mayInCustomer(action: CustomerAction, facts: AdministrationFacts): Refusal | null {
  const held = rolesHeld(facts);
  const enough: readonly string[] = customerActions[action];
  if (held.roleIds.some((id) => enough.includes(id))) return null;
  const known = facts.related || facts.dap || facts.gdap.length > 0;
  return refuse(known ? 'customer-access-denied' : 'no-relationship', { action });
}

/**
 * Whether somebody who may do something to people may do it to this one: to set the password of a person who holds a
 * privileged role, to rename or to delete him, takes that role oneself, or a Global or Privileged authentication
 * administrator (R163). Who could take over a higher account would have its rights. Refusals: person-protected.
 */
export function mayOverrule(facts: AdministrationFacts, rolesOfPerson: readonly string[]): Refusal | null {
  const held = rolesHeld(facts).roleIds;
  if (held.includes(globalAdministrator) || held.includes(privilegedAuthenticationAdministrator)) return null;
  const higher = rolesOfPerson.some((id) => findDirectoryRole(id)?.privileged === true && !held.includes(id));
  return higher ? refuse('person-protected') : null;
}
