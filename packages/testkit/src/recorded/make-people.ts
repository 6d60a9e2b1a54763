import { directoryRoles } from '@multipartner/domain/directory-role/roles.ts';
import { type Bench, freshName, type Makers, type Thing } from './bench.ts';

/** The id of a directory role by its name in small letters, with hyphens. Throws when there is none. */
export function directoryRoleId(name: string): string {
  const found = directoryRoles.find((role) => role.name.toLowerCase().replaceAll(' ', '-') === name);
  if (found === undefined) throw new Error(`There is no directory role "${name}".`);
  return found.id;
}

const users = ({ server }: Bench) => `/v1/customers/${server.tenant('woodgrove').id}/users`;

/** Alpha creates a person of Woodgrove. */
async function newUser(bench: Bench): Promise<Thing> {
  const name = freshName();
  const user = await bench.send('alpha.admin', 'POST', users(bench), {
    usageLocation: 'US',
    userPrincipalName: `${name}@${await bench.resolve('woodgrove.domain')}`,
    firstName: 'Farid',
    lastName: 'Ito',
    displayName: name,
    passwordProfile: { password: 'abCD123*xyz', forceChangePassword: true },
  });
  return { id: user.id };
}

/** A licence that Woodgrove has units left of (bought when there is none), or one of which all are in use. */
export async function licence(bench: Bench, which: 'free' | 'used-up'): Promise<string> {
  const path = `/v1/customers/${bench.server.tenant('woodgrove').id}/subscribedskus`;
  const find = async (): Promise<string | undefined> => {
    const { items } = await bench.send('alpha.admin', 'GET', path);
    return items.find((one: { availableUnits: number }) => one.availableUnits > 0 === (which === 'free'))?.productSku
      .id;
  };
  const found = await find();
  if (found !== undefined) return found;
  if (which === 'used-up') throw new Error('Woodgrove has units left of every licence.');
  await bench.resolve('{{subscription}}');
  return (await find()) as string;
}

/** Alpha's admin agents become readers of Woodgrove by a granular relationship that Woodgrove approves. */
async function globalReader({ server, send }: Bench): Promise<Thing> {
  const roleId = directoryRoleId('global-reader');
  const roles = { unifiedRoles: [{ roleDefinitionId: roleId }] };
  const group = server.tenant('alpha').groups.find(({ key }) => key === 'alpha.AdminAgents');
  if (group === undefined) throw new Error('Alpha has no admin agents.');
  const base = '/v1.0/tenantRelationships/delegatedAdminRelationships';
  const { id } = await send('alpha.admin', 'POST', base, {
    displayName: freshName(),
    duration: 'P30D',
    customer: { tenantId: server.tenant('woodgrove').id },
    accessDetails: roles,
  });
  await send('alpha.admin', 'POST', `${base}/${id}/requests`, { action: 'lockForApproval' });
  await send('woodgrove.admin', 'POST', `/multipartner/v1/delegatedAdminRelationships/${id}/approval`, {});
  await send('alpha.admin', 'POST', `${base}/${id}/accessAssignments`, {
    accessContainer: { accessContainerId: group.id, accessContainerType: 'securityGroup' },
    accessDetails: roles,
  });
  return { id, 'global-reader': roleId };
}

export const people: Makers = {
  user: newUser,
  'user-without-licence': newUser,
  'deleted-user': async (bench) => {
    const user = await newUser(bench);
    await bench.send('alpha.admin', 'DELETE', `${users(bench)}/${user.id}`);
    return user;
  },
  'user-with-role': async (bench) => {
    const user = await newUser(bench);
    const roleId = directoryRoleId('helpdesk-administrator');
    const path = `/v1/customers/${bench.server.tenant('woodgrove').id}/directoryroles/${roleId}/usermembers`;
    await bench.send('alpha.admin', 'POST', path, { id: user.id });
    return user;
  },
  'licence-of-user': async (bench) => {
    const skuId = await licence(bench, 'free');
    const userId = await bench.resolve('woodgrove.user');
    await bench.send('alpha.admin', 'POST', `${users(bench)}/${userId}/licenseupdates`, {
      licensesToAssign: [{ skuId }],
    });
    return { id: skuId };
  },
  'delegated-administration': globalReader,
  'new-user-name': async ({ resolve }) => ({ id: `${freshName()}@${await resolve('woodgrove.domain')}` }),
  'new-immutable-id': async () => ({ id: btoa(freshName()) }),
};
