import { randomUUID } from 'node:crypto';
import { type GranularFacts, putGranular } from '@multipartner/testkit/granular.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { inRealmAct } from 'multipartner/store/act.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdsRole, newUser } from './people.ts';

const role = {
  directoryReaders: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  directoryWriters: '9360feb5-f418-4baa-8175-e2a00bac4301',
  globalReader: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  userAdministrator: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  licenseAdministrator: '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
  privilegedRoleAdministrator: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  privilegedAuthenticationAdministrator: '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
  serviceSupportAdministrator: 'f023fd81-a637-4b56-95fd-791ac0226033',
} as const;

/** The calls that the published lists of roles are about, in one word each (R83). */
const calls = {
  list: (c: string) => ['GET', `${c}/users`],
  /** Of a domain that is not the customer's: whoever may create people learns that, and nobody is created. */
  create: (c: string) => ['POST', `${c}/users`, newUser('nobody')],
  update: (c: string, u: string) => ['PATCH', `${c}/users/${u}`, { usageLocation: 'US' }],
  remove: (c: string) => ['DELETE', `${c}/users/${randomUUID()}`],
  password: (c: string, u: string) => [
    'PATCH',
    `${c}/users/${u}/resetpassword`,
    { passwordProfile: { password: 'Renew456*' } },
  ],
  licences: (c: string) => ['GET', `${c}/subscribedskus`],
  assign: (c: string, u: string) => ['POST', `${c}/users/${u}/licenseupdates`, { licensesToRemove: [randomUUID()] }],
  rolesOf: (c: string, u: string) => ['GET', `${c}/users/${u}/directoryroles`],
  give: (c: string) => ['POST', `${c}/directoryroles/${role.directoryReaders}/usermembers`, { Id: randomUUID() }],
} as const satisfies Record<string, (customer: string, user: string) => readonly [string, string, unknown?]>;
type CallName = keyof typeof calls;

describe('granular rights inside a customer (R68, R69, R76, R83)', () => {
  let server: TestServer;
  let customer: string;
  let user: string;
  const litware = () => server.tenant('litware').id;
  const beta = () => server.tenant('beta').id;

  /** A relationship of Beta at Litware, and an assignment of its roles to Beta's tier-1 group (beta.user is in it). */
  const grant = (roleIds: readonly string[], change: Partial<GranularFacts> = {}) =>
    putGranular(server, { partner: 'beta', customer: 'litware', roleIds, ...change });
  const takeAway = () =>
    inRealmAct(server.database, 'realm.test', '*', async (tx) => {
      await tx`delete from admin_relationship`;
    });
  const send = (who: string, name: CallName) => {
    const [method, path, body] = calls[name](customer, user) as readonly [string, string, unknown?];
    return server.call(who, method, path, body);
  };
  const may = async (who: string, name: CallName) => ![900308, 20002].includes((await send(who, name)).body?.code);

  beforeAll(async () => {
    server = await startServer();
    customer = `/v1/customers/${litware()}`;
    user = server.person('litware.user').id;
  });
  afterAll(() => server.stop());

  const published: readonly (readonly [keyof typeof role, readonly CallName[]])[] = [
    ['directoryReaders', ['list', 'licences', 'rolesOf']],
    ['globalReader', ['list', 'licences', 'rolesOf']],
    ['directoryWriters', ['list', 'create', 'update', 'licences', 'assign', 'rolesOf']],
    ['userAdministrator', ['list', 'create', 'update', 'remove', 'password', 'licences', 'assign', 'rolesOf']],
    ['licenseAdministrator', ['list', 'licences', 'assign']],
    ['privilegedRoleAdministrator', ['rolesOf', 'give']],
    ['privilegedAuthenticationAdministrator', ['password']],
    ['serviceSupportAdministrator', []],
    ['globalAdministrator', Object.keys(calls) as CallName[]],
  ];

  it.each(published)('%s alone allows %j', async (name, allowed) => {
    await takeAway();
    await grant([role[name]]);
    const found: CallName[] = [];
    for (const call of Object.keys(calls) as CallName[]) if (await may('beta.user', call)) found.push(call);
    expect(found).toEqual(allowed);
  });

  it('of several relationships add up', async () => {
    await takeAway();
    await grant([role.licenseAdministrator]);
    await grant([role.privilegedRoleAdministrator]);
    expect(await may('beta.user', 'assign')).toBe(true);
    expect(await may('beta.user', 'give')).toBe(true);
    expect(await may('beta.user', 'create')).toBe(false);
  });

  it('are those of the members of the group, and of nobody else, an admin agent included', async () => {
    await takeAway();
    await grant([role.globalAdministrator]);
    expect((await send('beta.user', 'list')).status).toBe(200);
    expect((await send('beta.admin', 'list')).body.code).toBe(20002);
    expect((await send('alpha.admin', 'list')).body.code).toBe(20002);
  });

  it('reach through groups in groups', async () => {
    await takeAway();
    await grant([role.globalReader]);
    const tier1 = server.tenant('beta').groups.find(({ key }) => key === 'beta.tier1')?.id as string;
    const nested = randomUUID();
    await server.database`insert into security_group (tenant_id, id, display_name, created_at) values (${beta()}, ${nested}, 'Night shift', now())`;
    await server.database`
      insert into security_group_member (tenant_id, group_id, member_id, member_kind)
      values (${beta()}, ${tier1}, ${nested}, 'group'), (${beta()}, ${nested}, ${server.person('beta.sales').id}, 'user')`;
    expect((await send('beta.sales', 'list')).status).toBe(200);
  });

  it.each([
    ['that ended', { endAt: new Date('2020-01-01T00:00:00Z') }],
    ['that was terminated', { terminatedAt: new Date('2020-01-01T00:00:00Z') }],
    ['that is not yet active', { activatedAt: new Date('2190-01-01T00:00:00Z') }],
    ['whose assignment was deleted', { unassignedAt: new Date('2020-01-01T00:00:00Z') }],
  ])('come from no relationship %s', async (_, change) => {
    await takeAway();
    await grant([role.globalAdministrator], change);
    expect((await send('beta.user', 'list')).body.code).toBe(20002);
  });

  it('end to the instant when the clock passes the end', async () => {
    await takeAway();
    await grant([role.globalAdministrator]);
    expect((await send('beta.user', 'list')).status).toBe(200);
    await server.advance('P22D');
    expect((await send('beta.user', 'list')).body.code).toBe(20002);
  });

  it('win over DAP for those who hold them, and leave DAP to the others (S14)', async () => {
    await takeAway();
    const at = `/v1/customers/${server.tenant('woodgrove').id}`;
    await grant([role.globalReader], { partner: 'alpha', customer: 'woodgrove' });
    const create = (who: string) => server.call(who, 'POST', `${at}/users`, newUser('by-dap'));
    // alpha.helpdesk is in HelpdeskAgents and in the group: what he holds by DAP no longer counts.
    const password = (who: string) =>
      server.call(who, 'PATCH', `${at}/users/${server.person('woodgrove.user').id}/resetpassword`, {
        passwordProfile: { password: 'Renew456*' },
      });
    expect((await password('alpha.helpdesk')).body.code).toBe(900308);
    expect((await server.call('alpha.helpdesk', 'GET', `${at}/users`)).status).toBe(200);
    expect((await create('alpha.helpdesk')).body.code).toBe(900308);
    expect((await create('alpha.admin')).status).toBe(200);
  });

  describe('over people of higher roles (R163)', () => {
    const sensitive = (who: string, person: string) => {
      const path = `${customer}/users/${server.person(person).id}`;
      return Promise.all([
        server.call(who, 'PATCH', `${path}/resetpassword`, { passwordProfile: { password: 'Renew456*' } }),
        server.call(who, 'PATCH', path, { userPrincipalName: `renamed@litware.onmicrosoft.com` }),
        server.call(who, 'DELETE', path),
      ]);
    };

    it('are none for a User administrator; a colleague of the same role is within reach', async () => {
      await takeAway();
      await grant([role.userAdministrator]);
      for (const answer of await sensitive('beta.user', 'litware.admin'))
        expect([answer.status, answer.body.code]).toEqual([403, 900308]);
      await holdsRole(server, 'litware.user', role.userAdministrator);
      const password = { passwordProfile: { password: 'Renew456*' } };
      expect(
        (await server.call('beta.user', 'PATCH', `${customer}/users/${user}/resetpassword`, password)).status,
      ).toBe(200);
      expect(
        (
          await server.call('beta.user', 'PATCH', `${customer}/users/${server.person('litware.admin').id}`, {
            phoneNumber: '1',
          })
        ).status,
      ).toBe(200);
    });

    it('are whole for a Global administrator', async () => {
      await takeAway();
      await grant([role.globalAdministrator]);
      const path = `${customer}/users/${server.person('litware.billing').id}`;
      expect(
        (
          await server.call('beta.user', 'PATCH', `${path}/resetpassword`, {
            passwordProfile: { password: 'Renew456*' },
          })
        ).status,
      ).toBe(200);
      expect((await server.call('beta.user', 'DELETE', path)).status).toBe(204);
    });

    it('are explained as they are decided', async () => {
      await takeAway();
      await grant([role.userAdministrator]);
      const ask = async (person: string) =>
        (
          await server.call('beta.user', 'POST', '/multipartner/v1/access/explain', {
            customerId: litware(),
            userId: server.person('beta.user').id,
            action: 'customer.users.resetPassword',
            on: { userId: server.person(person).id },
          })
        ).body;
      expect(await ask('litware.admin')).toMatchObject({ allowed: false, missing: [{ code: 'person-protected' }] });
      expect(await ask('litware.user')).toMatchObject({ allowed: true });
      await takeAway();
      const blind = await ask('litware.admin');
      expect(blind.missing.map((one: { code: string }) => one.code)).toEqual(['no-relationship']);
    });
  });
});
