import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('tenants of the sandbox', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());
  const create = (body: unknown) => server.call(null, 'POST', '/sandbox/v1/tenants', body);
  const change = (id: string, body: unknown) => server.call(null, 'PATCH', `/sandbox/v1/tenants/${id}`, body);
  const world = async () => (await server.call(null, 'GET', '/sandbox/v1/world')).body;
  const tokenFor = async (tenant: string, user: string) =>
    (
      await server.call(null, 'POST', '/sandbox/v1/tokens', {
        tenant,
        user,
        audience: 'https://api.partnercenter.microsoft.com',
      })
    ).body.access_token;

  it('are made as partners, with the standard people, groups and an application', async () => {
    const { status, body, headers } = await create({
      key: 'epsilon',
      displayName: 'Epsilon IT',
      country: 'FR',
      partner: { kind: 'direct' },
    });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/sandbox/v1/tenants/${body.id}`);
    expect(body).toMatchObject({
      key: 'epsilon',
      defaultDomain: 'epsilon.onmicrosoft.com',
      cloud: 'public',
      country: 'FR',
      partner: { kind: 'direct', programStatus: 'active', mpaAccepted: true },
    });
    expect(body.partner.mpnId).toMatch(/^[0-9]{7}$/);
    expect(body.users.map((user: { key: string }) => user.key)).toEqual(
      ['admin', 'ga', 'sales', 'helpdesk', 'useradmin', 'billing', 'user'].map((name) => `epsilon.${name}`),
    );
    expect(body.groups.map((group: { key: string }) => group.key)).toContain('epsilon.tier1');
    expect(body.applications[0].clientSecret).toMatch(/.{20,}/);
    expect((await server.call(await tokenFor('epsilon', 'epsilon.admin'), 'GET', '/v1/customers')).status).not.toBe(
      401,
    );
    expect((await world()).tenants.at(-1)).toEqual(body);
    expect((await server.call(null, 'GET', '/sandbox/v1/tenants/epsilon')).body).toEqual(body);
  });

  it('are made as customers in any cloud, known by the label of their domain', async () => {
    const { status, body } = await create({
      displayName: 'City of Zeta',
      domain: 'zeta.onmicrosoft.us',
      country: 'US',
      cloud: 'usgov',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ key: 'zeta', defaultDomain: 'zeta.onmicrosoft.us', cloud: 'usgov', partner: null });
    expect(body.users.map((user: { key: string }) => user.key)).toEqual([
      'zeta.admin',
      'zeta.billing',
      'zeta.helpdesk',
      'zeta.user',
    ]);
  });

  it('take a domain of their own beside the initial one', async () => {
    const { body } = await create({ displayName: 'Eta', domain: 'eta.example', country: 'US' });
    expect(body).toMatchObject({ key: 'eta', defaultDomain: 'eta.example' });
    expect(body.users[0].userPrincipalName).toBe('admin@eta.example');
    const domains =
      await server.database`select name, is_initial from tenant_domain where tenant_id = ${body.id} order by name`;
    expect([...domains]).toEqual([
      { name: 'eta.example', is_initial: false },
      { name: 'eta.onmicrosoft.com', is_initial: true },
    ]);
  });

  it('take the people given, with their ids, roles and passwords', async () => {
    const id = 'a1b2c3d4-0000-4000-8000-00000000aaaa';
    const { status, body } = await create({
      key: 'theta',
      displayName: 'Theta',
      country: 'US',
      partner: { kind: 'indirect_provider', mpnId: '777', programStatus: 'pending', mpaAccepted: false },
      users: [
        {
          id,
          key: 'theta.boss',
          displayName: 'The Boss',
          password: 'Chosen-Pass-1',
          directoryRoles: ['Global Administrator'],
          agentGroups: ['AdminAgents'],
        },
        { userPrincipalName: 'Someone@theta.onmicrosoft.com' },
      ],
    });
    expect(status).toBe(201);
    expect(body.partner).toEqual({
      kind: 'indirect_provider',
      mpnId: '777',
      programStatus: 'pending',
      mpaAccepted: false,
    });
    expect(body.users).toMatchObject([
      {
        id,
        key: 'theta.boss',
        displayName: 'The Boss',
        password: 'Chosen-Pass-1',
        directoryRoles: ['Global Administrator'],
        agentGroups: ['AdminAgents'],
      },
      { key: 'theta.Someone', userPrincipalName: 'Someone@theta.onmicrosoft.com', directoryRoles: [] },
    ]);
    const [row] = await server.database<
      { password_hash: string }[]
    >`select password_hash from tenant_user where id = ${id}`;
    expect(row?.password_hash).toMatch(/^\$argon2id\$/);
  });

  it.each([
    [{ country: 'US' }, 400, 'value-missing', 'displayName'],
    [{ displayName: 'X' }, 400, 'value-missing', 'country'],
    [{ displayName: 'X', country: 'QQ' }, 400, 'value-invalid', 'country'],
    [{ displayName: 'X', country: 'US', cloud: 'moon' }, 400, 'value-invalid', 'cloud'],
    [{ displayName: 'X', country: 'US', partner: { kind: 'boss' } }, 400, 'value-invalid', 'partner.kind'],
    [{ displayName: 'X', country: 'US', partner: {} }, 400, 'value-missing', 'partner.kind'],
    [
      { displayName: 'X', country: 'US', partner: { kind: 'direct', mpnId: '5000001' } },
      409,
      'key-taken',
      'partner.mpnId',
    ],
    [{ displayName: 'X', country: 'US', key: 'alpha' }, 409, 'key-taken', 'key'],
    [{ displayName: 'X', country: 'US', key: 'generated-7' }, 400, 'value-invalid', 'key'],
    [{ displayName: 'Новая', country: 'US' }, 400, 'value-invalid', 'displayName'],
    [
      { displayName: 'X', country: 'US', domain: 'alpha.onmicrosoft.com', key: 'x' },
      409,
      'tenant-domain-taken',
      'domain',
    ],
    [{ displayName: 'X', country: 'US', domain: 'x.onmicrosoft.us' }, 400, 'value-invalid', 'domain'],
    [{ displayName: 'X', country: 'US', domain: 'no domain' }, 400, 'value-invalid', 'domain'],
    [
      { displayName: 'X', country: 'US', cloud: 'usgov', partner: { kind: 'indirect_provider' } },
      403,
      'capability-not-in-cloud',
      'partner.kind',
    ],
    [{ displayName: 'X', country: 'US', colour: 'red' }, 400, 'value-invalid', 'colour'],
    [{ displayName: 'X', country: 'US', users: [{ key: 'y.admin' }] }, 400, 'value-invalid', 'users.0.key'],
    [{ displayName: 'X', country: 'US', users: [{ key: 'a' }, { key: 'a' }] }, 400, 'value-invalid', 'users.1'],
    [
      { displayName: 'X', country: 'US', users: [{ userPrincipalName: 'a@elsewhere.com' }] },
      400,
      'domain-not-verified',
      'users.0.userPrincipalName',
    ],
    [
      { displayName: 'X', country: 'US', users: [{ key: 'a', directoryRoles: ['King'] }] },
      400,
      'value-invalid',
      'users.0.directoryRoles',
    ],
    [
      { displayName: 'X', country: 'US', users: [{ key: 'a', agentGroups: ['AdminAgents'] }] },
      400,
      'value-invalid',
      'users.0.agentGroups',
    ],
    [{ displayName: 'X', country: 'US', users: [{ key: 'a', title: 'Dr' }] }, 400, 'value-invalid', 'users.0.title'],
  ])('are refused, and not made, for %j', async (body, status, code, field) => {
    const before = (await world()).tenants.length;
    const answer = await create(body);
    expect(answer.body).toMatchObject({ status, code, field });
    expect(answer.status).toBe(status);
    expect((await world()).tenants).toHaveLength(before);
  });

  it('two of one key at the same time: one is made, the other refused', async () => {
    const answers = await Promise.all([1, 2].map(() => create({ key: 'race', displayName: 'Race', country: 'US' })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
  });

  it('get the standing that the operator of the programme decides, and keep the rest', async () => {
    const beta = server.tenant('beta');
    const restricted = await change(beta.id, { partner: { programStatus: 'restricted' } });
    expect(restricted.status).toBe(200);
    expect(restricted.body.partner).toEqual({ ...beta.partner, programStatus: 'restricted' });
    const unsigned = await change('beta', { partner: { mpaAccepted: false } });
    expect(unsigned.body.partner).toEqual({ ...beta.partner, programStatus: 'restricted', mpaAccepted: false });
    const again = await change('beta', { partner: { programStatus: 'active', mpaAccepted: true } });
    expect(again.body.partner).toEqual(beta.partner);
  });

  it('that resold for a provider and sell directly from now on get the sales agents', async () => {
    await create({ key: 'iota', displayName: 'Iota', country: 'US', partner: { kind: 'indirect_reseller' } });
    const { body } = await change('iota', { partner: { kind: 'direct' } });
    expect(body.partner.kind).toBe('direct');
    expect(body.groups.map((group: { displayName: string }) => group.displayName)).toContain('SalesAgents');
  });

  it('that are no partner are enrolled by a kind, and their administrators become admin agents', async () => {
    const { status, body } = await change('betacorp', { partner: { kind: 'direct', mpnId: '4242' } });
    expect(status).toBe(200);
    expect(body.partner).toEqual({ kind: 'direct', mpnId: '4242', programStatus: 'active', mpaAccepted: true });
    expect(body.users.find((user: { key: string }) => user.key === 'betacorp.admin').agentGroups).toEqual([
      'AdminAgents',
    ]);
    const log = await server.database`select operation_type from audit_record where tenant_id = ${body.id}`;
    expect(log.map((row) => row.operation_type)).toEqual(['enrol_partner']);
  });

  it('that hold live subscriptions of a partner are not enrolled, and nothing changes', async () => {
    const [sold] = await server.database<
      { id: string }[]
    >`select id from subscription where customer_id = ${server.tenant('woodgrove').id}`;
    const answer = await change('woodgrove', { partner: { kind: 'direct' } });
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'enrolment-blocked', facts: { subscriptionIds: [sold?.id] } },
    });
    expect((await server.call(null, 'GET', '/sandbox/v1/tenants/woodgrove')).body.partner).toBeNull();
  });

  it.each([
    ['litware', { partner: { programStatus: 'active' } }, 400, 'value-missing', 'partner.kind'],
    ['litware', { partner: { kind: 'direct', mpnId: '5000001' } }, 409, 'key-taken', 'partner.mpnId'],
    ['litware', {}, 400, 'value-missing', 'partner'],
    ['alpha', { partner: { mpnId: '9' } }, 400, 'value-invalid', 'partner.mpnId'],
    ['alpha', { partner: { programStatus: 'great' } }, 400, 'value-invalid', 'partner.programStatus'],
    ['alpha', { country: 'DE' }, 400, 'value-invalid', 'country'],
    ['alpha', { partner: {}, country: 'DE' }, 400, 'value-invalid', 'country'],
    ['realm', { partner: { kind: 'direct' } }, 400, 'value-invalid', 'id'],
    ['omega', { partner: {} }, 404, 'tenant-not-found', 'id'],
  ])('%s is not changed by %j', async (key, body, status, code, field) => {
    const before = await world();
    const answer = await change(key, body);
    expect(answer.body).toMatchObject({ status, code, field });
    expect(answer.status).toBe(status);
    expect((await world()).tenants).toEqual(before.tenants);
  });
});
