import { readRoles } from '../delegated-admin/terms.ts';
import { findDirectoryRole } from '../directory-role/roles.ts';
import { isRefusal, type Refusal, type RefusalCode, refuse } from '../refusal.ts';
import type { Actor } from './actor.ts';
import {
  type AdministrationFacts,
  type CustomerAction,
  customerActions,
  mayInCustomer,
  mayOverrule,
  rolesHeld,
} from './customer-administration.ts';
import { type PermissionName, permissions, permits } from './permission.ts';

/** Actions that can be explained; each is decided by the functions that decide the real request. */
export const explainableActions = {
  'customer.read.company': { permission: 'customer.administer', inside: 'customer.read.company' },
  'customer.users.read': { permission: 'customer.administer', inside: 'customer.users.read' },
  'customer.users.create': { permission: 'customer.administer', inside: 'customer.users.create' },
  'customer.users.update': { permission: 'customer.administer', inside: 'customer.users.update' },
  'customer.users.delete': { permission: 'customer.administer', inside: 'customer.users.delete', overrules: true },
  'customer.users.resetPassword': {
    permission: 'customer.administer',
    inside: 'customer.users.resetPassword',
    overrules: true,
  },
  'customer.licences.read': { permission: 'customer.administer', inside: 'customer.licences.read' },
  'customer.licences.assign': { permission: 'customer.administer', inside: 'customer.licences.assign' },
  'customer.roles.read': { permission: 'customer.administer', inside: 'customer.roles.read' },
  'customer.roles.assign': { permission: 'customer.administer', inside: 'customer.roles.assign', role: 'any' },
  'customer.serviceRequests.create': { permission: 'customer.administer', inside: 'customer.serviceRequests.create' },
  'subscription.read': { permission: 'subscription.read', needs: 'subscription' },
  'subscription.order': { permission: 'order.create', needs: 'sale' },
  'subscription.changeQuantity': { permission: 'subscription.change', needs: 'subscription' },
  'subscription.suspend': { permission: 'subscription.change', needs: 'subscription' },
  'subscription.cancel': { permission: 'subscription.change', needs: 'subscription' },
  'subscription.setPartnerOfRecord': { permission: 'subscription.change', needs: 'subscription' },
  'relationship.request': { permission: 'invitation.create' },
  'relationship.remove': { permission: 'relationship.remove', needs: 'relationship' },
  'gdap.request': { permission: 'gdap.request', role: 'grantable' },
  'gdap.assign': { permission: 'gdap.assign', role: 'grantable' },
  'gdap.terminate': { permission: 'gdap.terminate' },
} as const satisfies Record<
  string,
  {
    permission: PermissionName;
    inside?: CustomerAction;
    /** It is refused to lower people when the person it is done to holds higher roles. */
    overrules?: true;
    needs?: 'relationship' | 'subscription' | 'sale';
    /** Which roles it may be about: any of the directory, or those that a granular relationship may carry. */
    role?: 'any' | 'grantable';
  }
>;

export type ExplainableAction = keyof typeof explainableActions;

/** What an explanation is decided from, all of one instant. */
export interface ExplanationFacts {
  readonly administration: AdministrationFacts;
  /** Roles of the person of the customer to whom it is done; null when nobody was named. */
  readonly rolesOfPerson: readonly string[] | null;
  /** The directory role that it is about; null when none was named. */
  readonly roleDefinitionId: string | null;
  /** Null when no subscription was named; false when it is none of the partner's own. */
  readonly ownsSubscription: boolean | null;
  /** The refusal that an order would meet now whatever it buys, or null. */
  readonly saleRefusal: Refusal | null;
}

export interface Explanation {
  readonly allowed: boolean;
  readonly because: readonly { readonly rule: string; readonly fact: string }[];
  readonly missing: readonly { readonly rule: string; readonly code: RefusalCode; readonly fix: string }[];
}

/** The decision itself: what `check` and the real request go by. */
export function mayI(action: ExplainableAction, actor: Actor, facts: ExplanationFacts): Refusal | null {
  return steps(action, actor, facts).find((step) => step.refusal !== null)?.refusal ?? null;
}

/** The path for a yes; for a no every missing step, each with its smallest fix. */
export function explain(action: ExplainableAction, actor: Actor, facts: ExplanationFacts): Explanation {
  const taken = steps(action, actor, facts);
  const because = taken.filter((step) => step.refusal === null).map(({ rule, fact }) => ({ rule, fact }));
  const missing = taken.flatMap(({ rule, refusal, fix }) =>
    refusal === null ? [] : [{ rule, code: refusal.code, fix }],
  );
  return { allowed: missing.length === 0, because, missing };
}

interface Step {
  readonly rule: string;
  readonly refusal: Refusal | null;
  readonly fact: string;
  readonly fix: string;
}

function steps(action: ExplainableAction, actor: Actor, facts: ExplanationFacts): Step[] {
  const one: {
    permission: PermissionName;
    inside?: CustomerAction;
    overrules?: true;
    needs?: string;
    role?: 'any' | 'grantable';
  } = explainableActions[action];
  const list: Step[] = [byRole(one.permission, actor)];
  if (one.inside !== undefined) list.push(byAdministration(one.inside, facts.administration));
  // Who may not do it to anybody does not learn who is how high there.
  const decided = list.every((step) => step.refusal === null);
  if (one.overrules === true && facts.rolesOfPerson !== null && decided)
    list.push(byStanding(facts.administration, facts.rolesOfPerson));
  if (one.role !== undefined && facts.roleDefinitionId !== null)
    list.push(byNamedRole(one.role, facts.roleDefinitionId));
  if (one.needs !== undefined) list.push(byRelationship(facts.administration.related));
  if (one.needs === 'subscription' && facts.ownsSubscription !== null) list.push(byOwnership(facts.ownsSubscription));
  if (one.needs === 'sale' && facts.administration.related) list.push(bySale(facts.saleRefusal));
  return list;
}

function byRole(name: PermissionName, actor: Actor): Step {
  const { roles, rule } = permissions[name];
  const refusal = permits(name, actor);
  return {
    rule,
    refusal,
    fact: `the caller is ${actor.roles.filter((role) => role !== 'user').join(', ') || 'a user'}, which includes the right "${name}"`,
    fix:
      refusal?.code === 'kind-not-sufficient'
        ? 'this kind of tenant does not have the right; a partner of another kind must act'
        : `give the person one of these roles in the partner's tenant: ${roles.join(', ')}`,
  };
}

function byAdministration(action: CustomerAction, facts: AdministrationFacts): Step {
  const held = rolesHeld(facts);
  const refusal = mayInCustomer(action, facts);
  const enough = customerActions[action];
  const grants = facts.gdap
    .map((grant) => `relationship ${grant.relationshipId} through group ${grant.groupId}`)
    .join(', ');
  const way =
    held.source === 'gdap'
      ? `granular administration (${grants})`
      : 'delegated admin privileges through the agent groups';
  return {
    rule: held.source === 'gdap' ? 'R68, R69, R83' : 'R55, R83',
    refusal,
    fact: `${way} gives the roles ${held.roleIds.map(roleName).join(', ')}; one of ${enough.map(roleName).join(', ')} is enough`,
    fix: administrationFix(facts, held.source, enough),
  };
}

function byStanding(facts: AdministrationFacts, rolesOfPerson: readonly string[]): Step {
  return {
    rule: 'R163',
    refusal: mayOverrule(facts, rolesOfPerson),
    fact: 'the person it is done to holds no privileged role above those of the caller',
    fix: 'let a Global administrator of the customer, or somebody with that role there, do it',
  };
}

function byNamedRole(which: 'any' | 'grantable', id: string): Step {
  const grantable = which === 'grantable' ? readRoles([id], 'on.roleDefinitionId') : null;
  const unknown = findDirectoryRole(id) === undefined ? refuse('role-not-found', { id }) : null;
  return {
    rule: which === 'grantable' ? 'R61' : 'R163',
    refusal: unknown ?? (isRefusal(grantable) ? grantable : null),
    fact: `${roleName(id)} is a role ${which === 'grantable' ? 'that a granular relationship may carry' : 'of the directory'}`,
    fix:
      unknown === null
        ? 'name a role that a granular relationship may carry: GET /v1.0/roleManagement/directory/roleDefinitions says which'
        : 'name a built-in directory role by its template id',
  };
}

function administrationFix(facts: AdministrationFacts, source: string, enough: readonly string[]): string {
  if (source === 'gdap')
    return `assign one of the roles ${enough.map(roleName).join(', ')} of an approved granular relationship to a group of the person`;
  if (facts.dap) return 'make the person a member of AdminAgents (or HelpdeskAgents, where its role is enough)';
  return `request a granular admin relationship with one of the roles ${enough.map(roleName).join(', ')}, let the customer approve it, and assign it to a group of the person`;
}

function byRelationship(related: boolean): Step {
  return {
    rule: 'R51, R103',
    refusal: related ? null : refuse('no-relationship'),
    fact: 'the partner has a reseller relationship with the customer',
    fix: 'send the customer an invitation link and let its Global administrator accept it',
  };
}

function byOwnership(owns: boolean): Step {
  return {
    rule: 'R105',
    refusal: owns ? null : refuse('subscription-not-found'),
    fact: 'the partner transacted the subscription',
    fix: "name one of the partner's own subscriptions at this customer",
  };
}

const saleFixes: Partial<Record<RefusalCode, string>> = {
  'agreement-missing': "attest the customer's acceptance of the customer agreement, or let the customer sign it",
  'program-status-not-active': 'the programme status must be active again before anything new can be sold',
  'mpa-not-accepted': 'let a Global administrator of the partner accept the partner agreement',
  'market-mismatch': "a partner of the customer's market must sell",
  'customer-is-partner': 'use another tenant of the same company, one that does not transact in the programme',
  'vetting-under-review': 'wait until the customer account has been vetted',
  'vetting-not-allowed': "the customer's account data must be corrected and approved",
  'company-data-incomplete': 'let the customer complete its company data',
};

function bySale(refusal: Refusal | null): Step {
  return {
    rule: 'R103',
    refusal: isRefusal(refusal) ? refusal : null,
    fact: 'programme status, agreements, market and vetting allow a sale',
    fix: refusal === null ? '' : (saleFixes[refusal.code] ?? `resolve: ${refusal.code}`),
  };
}

/** What people call a role. */
const roleName = (id: string): string => findDirectoryRole(id)?.name ?? id;

/** The action that explains a refusal of this permission or right inside a customer; null when none does. */
export function explainableActionOf(refused: string): ExplainableAction | null {
  const found = Object.entries(explainableActions).find(
    ([, one]) => ('inside' in one ? one.inside : one.permission) === refused,
  );
  return (found?.[0] as ExplainableAction | undefined) ?? null;
}
