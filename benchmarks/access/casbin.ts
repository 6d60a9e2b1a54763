import { type Enforcer, newEnforcer, newModelFromString } from 'casbin';
import {
  actions,
  customerId,
  enough,
  groupId,
  nestedGroups,
  ownGroups,
  partnerId,
  peopleOfPartner,
  relationshipAt,
  roleSets,
  type Size,
  userId,
} from './model.ts';
import type { Contestant } from './product.ts';

/**
 * casbin's RBAC with domains: a domain is a partner, what is accessed is a customer, and an action stands for the roles
 * that are enough for it. The cheap comparisons come first, so that groups are looked up for matching policies only.
 */
const model = `
[request_definition]
r = sub, dom, obj, act

[policy_definition]
p = sub, dom, obj, act

[role_definition]
g = _, _, _
g2 = _, _

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = r.dom == p.dom && r.obj == p.obj && g2(r.act, p.act) && g(r.sub, p.sub, r.dom)
`;

/** One enforcer with the policies of these partners; the effective assignments, as they are now. */
async function enforcerOf(size: Size, partners: readonly number[]): Promise<Enforcer> {
  const enforcer = await newEnforcer(newModelFromString(model));
  enforcer.enableAutoBuildRoleLinks(false);
  const wanted = new Set(partners);
  const policies: string[][] = [];
  for (let number = 0; number < size.relationships; number++) {
    const one = relationshipAt(size, number);
    if (one.state !== 'effective' || !wanted.has(one.partner)) continue;
    for (const role of one.roles)
      policies.push([groupId(one.partner, one.group), partnerId(one.partner), customerId(one.customer), role]);
  }
  await enforcer.addPolicies(policies);
  await enforcer.addNamedGroupingPolicies('g', partners.flatMap(membershipsOf));
  const roles = [...new Set(roleSets.flat())];
  await enforcer.addNamedGroupingPolicies(
    'g2',
    actions.flatMap((action) => roles.filter((role) => enough(action).includes(role)).map((role) => [action, role])),
  );
  await enforcer.buildRoleLinks();
  return enforcer;
}

function membershipsOf(partner: number): string[][] {
  const domain = partnerId(partner);
  const people = Array.from({ length: peopleOfPartner }, (_, person) =>
    ownGroups(person).map((group) => [userId(partner, person), groupId(partner, group), domain]),
  );
  const groups = nestedGroups.map(([group, member]) => [groupId(partner, member), groupId(partner, group), domain]);
  return [...people.flat(), ...groups];
}

/** All policies in one enforcer, which looks at each of them in turn. */
export async function wholeCasbin(size: Size): Promise<Contestant> {
  const enforcer = await enforcerOf(
    size,
    Array.from({ length: size.partners }, (_, partner) => partner),
  );
  return contestant('casbin, one enforcer', () => enforcer);
}

/** An enforcer for each domain, as casbin's documentation advises for many policies. */
export async function shardedCasbin(size: Size): Promise<Contestant> {
  const enforcers: Enforcer[] = [];
  for (let partner = 0; partner < size.partners; partner++) enforcers.push(await enforcerOf(size, [partner]));
  return contestant('casbin, one per partner', (partner) => enforcers[partner] as Enforcer);
}

function contestant(name: string, of: (partner: number) => Enforcer): Contestant {
  return {
    name,
    ask: ({ partner, ids, action }) => of(partner).enforceSync(ids.user, ids.partner, ids.customer, action),
  };
}
