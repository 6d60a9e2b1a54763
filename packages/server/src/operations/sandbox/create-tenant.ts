import { inExclusiveAct, readClock } from '../../store/world/clock.ts';
import { describeTenant, type WorldTenant } from '../../world/index.ts';
import { demoPasswordHash } from '../../world/secrets.ts';
import { makeTenant, type NewTenant, readNewTenant } from '../realm-tenant/make.ts';
import type { Sandbox } from './sandbox.ts';

export type { NewTenant } from '../realm-tenant/make.ts';

/**
 * Makes a tenant with an application beside its people. They get the sandbox's password unless one is given; that one is
 * shown in the answer only. Refusals: value-invalid, key-taken, tenant-domain-taken, domain-not-verified, capability-not-in-cloud.
 */
export async function createTenant(sandbox: Sandbox, wanted: NewTenant): Promise<WorldTenant> {
  const read = await readNewTenant(wanted);
  const id = await inExclusiveAct(sandbox.realm.database, 'realm.tenant', async (tx) => {
    const { now } = await readClock(tx);
    return makeTenant(tx, read, now, { passwordHash: demoPasswordHash, withSamples: true });
  });
  const tenant = (await describeTenant(sandbox.realm.database, id)) as WorldTenant;
  const passwords = new Map(
    read.users.flatMap((user) => (user.password === undefined ? [] : [[user.key, user.password] as const])),
  );
  return {
    ...tenant,
    users: tenant.users.map((user) => ({ ...user, password: passwords.get(user.key) ?? user.password })),
  };
}
