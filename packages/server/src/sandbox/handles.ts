import type { World, WorldApplication, WorldTenant, WorldUser } from '../world/world.ts';

/** A person, with the tenant he belongs to. */
export interface SandboxPerson extends WorldUser {
  readonly tenantId: string;
  readonly tenantKey: string;
}

/** The world when it was read last: at the start, at a reset, a restore, or when asked for. */
export interface SandboxWorld<TenantKey extends string, PersonKey extends string> {
  /** The instant of the realm's clock then, ISO 8601. */
  readonly clock: string;
  readonly tenants: readonly WorldTenant[];
  /** A tenant by its key; throws when there is none. */
  tenant(key: TenantKey): WorldTenant;
  /** A person by key, such as `beta.sales`; throws when there is none. */
  person(key: PersonKey): SandboxPerson;
  /** The first application of a tenant, with its secret; throws when it has none. */
  application(tenant: TenantKey): WorldApplication & { readonly tenantId: string };
}

/** The handles of a world as the server described it. */
export function handlesOf<T extends string, P extends string>(world: World): SandboxWorld<T, P> {
  const operator = world.operator.tenant;
  const people = new Map<string, SandboxPerson>();
  const tenants = new Map(world.tenants.map((tenant) => [tenant.key, tenant]));
  for (const { key, id, users } of [
    ...world.tenants,
    ...(operator === null ? [] : [{ ...operator, users: world.operator.users }]),
  ])
    for (const user of users) people.set(user.key, { ...user, tenantId: id, tenantKey: key });

  const tenant = (key: string) => {
    const found = tenants.get(key);
    if (found === undefined) throw new Error(`The world has no tenant "${key}": ${[...tenants.keys()].join(', ')}.`);
    return found;
  };
  return {
    clock: world.clock,
    tenants: world.tenants,
    tenant,
    person(key) {
      const found = people.get(key);
      if (found === undefined) throw new Error(`The world has no person "${key}".`);
      return found;
    },
    application(key) {
      const { id, applications } = tenant(key);
      const [first] = applications;
      if (first === undefined) throw new Error(`Tenant "${key}" has no application.`);
      return { ...first, tenantId: id };
    },
  };
}
