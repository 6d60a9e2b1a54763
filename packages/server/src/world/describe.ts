import type { Database, Transaction } from '../store/database.ts';
import { readClock } from '../store/world/clock.ts';
import { describeSeed, describeTenants, type TenantDescription } from '../store/world/describe.ts';
import { roleName } from './roles.ts';
import { demoPassword, demoPasswordHash, sandboxClientSecret, secretDigest } from './secrets.ts';
import type { World, WorldApplication, WorldTenant, WorldUser } from './world.ts';

/**
 * The world as it is now, from the database. In the sandbox it shows the passwords and secrets that the sandbox gave;
 * in production it lists nobody.
 */
export async function describeWorld(
  database: Database | Transaction,
  mode: 'sandbox' | 'production' = 'sandbox',
): Promise<World> {
  const [clock, seed, all] = await Promise.all([
    readClock(database),
    describeSeed(database),
    mode === 'sandbox' ? describeTenants(database, 'all') : Promise.resolve([]),
  ]);
  const operator = all.find((tenant) => tenant.isRealm);
  return {
    clock: clock.now.toISOString(),
    seed: seed.seed,
    operator: {
      tenant:
        operator === undefined ? null : { key: operator.key, id: operator.id, defaultDomain: operator.defaultDomain },
      users: operator === undefined ? [] : operator.users.map(shownUser),
      applications: operator === undefined ? [] : operator.applications.map(shownApplication),
    },
    tenants: all.filter((tenant) => !tenant.isRealm).map(shownTenant),
    ...(seed.generated === 0
      ? {}
      : { generated: { customers: seed.generated, keys: `generated-1 … generated-${seed.generated}` } }),
  };
}

/** One tenant as the world shows it; null when there is none with this id. */
export async function describeTenant(database: Database | Transaction, id: string): Promise<WorldTenant | null> {
  const [tenant] = await describeTenants(database, { id });
  return tenant === undefined ? null : shownTenant(tenant);
}

function shownTenant({ isRealm: _, ...tenant }: TenantDescription): WorldTenant {
  return { ...tenant, users: tenant.users.map(shownUser), applications: tenant.applications.map(shownApplication) };
}

function shownUser({ passwordHash, roleIds, ...user }: TenantDescription['users'][number]): WorldUser {
  return {
    key: user.key,
    id: user.id,
    userPrincipalName: user.userPrincipalName,
    displayName: user.displayName,
    password: passwordHash === demoPasswordHash ? demoPassword : null,
    directoryRoles: roleIds.map(roleName),
    agentGroups: user.agentGroups,
  };
}

function shownApplication({
  secretDigests,
  clientId,
  ...application
}: TenantDescription['applications'][number]): WorldApplication {
  const secret = sandboxClientSecret(clientId);
  return {
    clientId,
    clientSecret: secretDigests.includes(secretDigest(secret).toString('hex')) ? secret : null,
    ...application,
  };
}
