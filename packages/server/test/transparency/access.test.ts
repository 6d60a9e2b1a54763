import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('access explained', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const id = (key: string) => (key.includes('.') ? server.person(key).id : server.tenant(key).id);
  const explain = (
    who: string,
    question: { user: string; customer?: string; partner?: string; action: string; on?: object },
  ) =>
    server.call(who, 'POST', '/multipartner/v1/access/explain', {
      customerId: id(question.customer ?? 'woodgrove'),
      userId: id(question.user),
      action: question.action,
      ...(question.partner === undefined ? {} : { partnerId: id(question.partner) }),
      ...(question.on === undefined ? {} : { on: question.on }),
    });

  it('says the path of a yes: DAP through AdminAgents', async () => {
    const { status, body } = await explain('alpha.admin', { user: 'alpha.admin', action: 'customer.users.create' });
    expect(status).toBe(200);
    expect(body.allowed).toBe(true);
    expect(body.missing).toEqual([]);
    expect(body.because.map((one: { rule: string }) => one.rule).join()).toContain('R55');
  });

  it('says every missing step of a no, each with its smallest fix', async () => {
    const { body } = await explain('alpha.admin', { user: 'alpha.sales', action: 'customer.users.create' });
    expect(body.allowed).toBe(false);
    expect(body.missing).toEqual([
      expect.objectContaining({ code: 'customer-access-denied', fix: expect.stringContaining('AdminAgents') }),
    ]);
  });

  it('names all steps that are missing at once', async () => {
    const { body } = await explain('beta.admin', { user: 'beta.user', action: 'subscription.order' });
    expect(body.missing.map((one: { code: string }) => one.code)).toEqual(['role-not-sufficient', 'no-relationship']);
  });

  it('never disagrees with the real request', async () => {
    const base = `/v1/customers/${id('woodgrove')}/users`;
    for (const person of ['alpha.admin', 'alpha.helpdesk', 'alpha.sales', 'alpha.user', 'beta.admin', 'gamma.admin']) {
      const partner = person.split('.')[0] as string;
      const { body } = await explain(`${partner}.admin`, { user: person, action: 'customer.users.read' });
      const real = await server.call(person, 'GET', base);
      expect({ person, allowed: body.allowed }).toEqual({ person, allowed: real.status === 200 });
    }
  });

  it("lets a customer ask about every partner's people at its tenant, and a partner about its own", async () => {
    const { body } = await explain('woodgrove.admin', {
      user: 'alpha.admin',
      partner: 'alpha',
      action: 'customer.licences.assign',
    });
    expect(body.allowed).toBe(true);
    expect(
      (await explain('woodgrove.user', { user: 'alpha.admin', partner: 'alpha', action: 'customer.licences.assign' }))
        .status,
    ).toBe(403);
    expect(
      (await explain('woodgrove.admin', { user: 'alpha.admin', action: 'customer.licences.assign' })).body,
    ).toMatchObject({ code: 'value-missing', facts: { field: 'partnerId' } });
    expect(
      (await explain('beta.admin', { user: 'alpha.admin', partner: 'alpha', action: 'customer.licences.assign' }))
        .status,
    ).toBe(403);
  });

  it('tells a customer nothing of people of partners it does not have', async () => {
    const { status, body } = await explain('litware.admin', {
      user: 'alpha.admin',
      partner: 'alpha',
      customer: 'litware',
      action: 'customer.licences.assign',
    });
    expect(status).toBe(404);
    expect(body.code).toBe('user-not-found');
  });

  it('lets everybody ask about himself', async () => {
    expect((await explain('alpha.user', { user: 'alpha.user', action: 'customer.users.read' })).status).toBe(200);
    expect((await explain('alpha.user', { user: 'alpha.sales', action: 'customer.users.read' })).status).toBe(403);
  });

  it('refuses an unknown action with the list of all', async () => {
    const { status, body } = await explain('alpha.admin', { user: 'alpha.admin', action: 'customer.fly' });
    expect(status).toBe(400);
    expect(body.detail).toContain('customer.serviceRequests.create');
  });

  it('refuses bad input by name, and callers without a token', async () => {
    const bad = await server.call('alpha.admin', 'POST', '/multipartner/v1/access/check', {
      customerId: 'x',
      userId: id('alpha.admin'),
      action: 'customer.users.read',
    });
    expect(bad.body).toMatchObject({ status: 400, code: 'value-invalid', facts: { field: 'customerId' } });
    const extra = await server.call('alpha.admin', 'POST', '/multipartner/v1/access/check', {
      customerId: id('woodgrove'),
      userId: id('alpha.admin'),
      action: 'customer.users.read',
      why: 1,
    });
    expect(extra.body).toMatchObject({ status: 400, code: 'value-invalid', facts: { field: 'why' } });
    expect((await server.call(null, 'POST', '/multipartner/v1/access/check', {})).status).toBe(401);
  });

  it('checks in short what explain says at length', async () => {
    const short = await server.call('alpha.admin', 'POST', '/multipartner/v1/access/check', {
      customerId: id('woodgrove'),
      userId: id('alpha.helpdesk'),
      action: 'customer.users.resetPassword',
    });
    expect(short.body).toEqual({ allowed: true });
  });

  it('says whether the role that is meant is one of the directory, or one that may be granted (R61)', async () => {
    const asked = async (action: string, roleDefinitionId: string) =>
      (await explain('alpha.admin', { user: 'alpha.admin', action, on: { roleDefinitionId } })).body;
    const globalReader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
    const nobodys = '11111111-2222-4333-8444-555555555555';
    expect(await asked('gdap.request', globalReader)).toMatchObject({ allowed: true, missing: [] });
    expect((await asked('gdap.request', globalReader)).because).toContainEqual({
      rule: 'R61',
      fact: 'Global Reader is a role that a granular relationship may carry',
    });
    for (const action of ['gdap.request', 'gdap.assign', 'customer.roles.assign'])
      expect(await asked(action, nobodys), action).toMatchObject({
        allowed: false,
        missing: [{ code: 'role-not-found' }],
      });
    expect(await asked('customer.roles.assign', globalReader)).toMatchObject({ allowed: true });
    // Guest User is of every directory, and of no granular relationship.
    const ungrantable = '10dae51f-b6af-4016-8d66-8c2a99b929b3';
    expect(await asked('gdap.request', ungrantable)).toMatchObject({ missing: [{ code: 'role-not-grantable' }] });
    expect(await asked('customer.roles.assign', ungrantable)).toMatchObject({ allowed: true });
  });
});
