import { putGranular } from '@multipartner/testkit/granular.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const get = (who: Parameters<TestServer['call']>[0], path: string) => server.call(who, 'GET', `/v1.0${path}`);
const names = (body: { value: { displayName: string }[] }) => body.value.map((one) => one.displayName);
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const userAdministrator = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
const directoryReaders = '88d8e3e3-8f55-4a1e-953a-9b9898b8876b';

describe('groups', () => {
  it('are those of the own tenant, with the built-in ones of agents', async () => {
    const { status, body } = await get('alpha.user', '/groups?$orderby=displayName');
    expect([status, body['@odata.context']]).toEqual([200, `${server.url}/v1.0/$metadata#groups`]);
    expect(names(body)).toEqual(['AdminAgents', 'HelpdeskAgents', 'SalesAgents', 'Tier 1 support']);
    expect(body.value[3]).toEqual({
      id: server.tenant('alpha').groups.find((one) => one.key === 'alpha.tier1')?.id,
      deletedDateTime: null,
      classification: null,
      createdDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      description: null,
      displayName: 'Tier 1 support',
      groupTypes: [],
      isAssignableToRole: null,
      mail: null,
      mailEnabled: false,
      mailNickname: 'Tier1support',
      membershipRule: null,
      onPremisesSyncEnabled: null,
      proxyAddresses: [],
      securityEnabled: true,
      visibility: null,
    });
  });

  it.each([
    ["displayName eq 'AdminAgents'", ['AdminAgents']],
    ["startswith(displayName,'admin')", ['AdminAgents']],
    [
      'securityEnabled eq true and mailEnabled eq false',
      ['AdminAgents', 'HelpdeskAgents', 'SalesAgents', 'Tier 1 support'],
    ],
    ['mailEnabled eq true', []],
    ["displayName in ('SalesAgents','Tier 1 support')", ['SalesAgents', 'Tier 1 support']],
    ["mailNickname eq 'Tier1support'", ['Tier 1 support']],
  ])('can be asked for by %s', async (filter, expected) => {
    const { status, body } = await get(
      'alpha.user',
      `/groups?$orderby=displayName&$filter=${encodeURIComponent(filter)}`,
    );
    expect([status, names(body)]).toEqual([200, expected]);
  });

  it('can be asked for by id, paged, counted and selected', async () => {
    const first = await get('alpha.user', '/groups?$top=3&$count=true&$orderby=displayName&$select=displayName');
    expect(first.body['@odata.count']).toBe(4);
    expect(first.body.value[0]).toEqual({ displayName: 'AdminAgents' });
    const next = await server.call('alpha.user', 'GET', first.body['@odata.nextLink'].slice(server.url.length));
    expect(names(next.body)).toEqual(['Tier 1 support']);
    expect((await get('alpha.user', '/groups/$count')).body).toBe(4);
    const [group] = server.tenant('alpha').groups;
    expect(names((await get('alpha.user', `/groups?$filter=id eq '${group?.id}'`)).body)).toEqual([group?.displayName]);
    expect((await get('alpha.user', `/groups/${group?.id}?$select=id`)).body).toEqual({
      '@odata.context': `${server.url}/v1.0/$metadata#groups/$entity`,
      id: group?.id,
    });
  });

  it('come in pages of up to 999, as tools ask for them', async () => {
    expect((await get('alpha.user', '/groups?$top=999')).body.value).toHaveLength(4);
    expect((await get('alpha.user', '/groups?$top=1000')).body.error.target).toBe('$top');
  });

  it('of other tenants do not exist', async () => {
    const foreign = server.tenant('beta').groups[0]?.id;
    for (const path of [`/groups/${foreign}`, `/groups/${foreign}/members`, `/directoryObjects/${foreign}`])
      expect(await get('alpha.admin', path)).toMatchObject({ status: 404, body: { error: { code: 'notFound' } } });
  });

  it('show their members by type', async () => {
    const agents = server.tenant('alpha').groups.find((one) => one.key === 'alpha.AdminAgents');
    const { body } = await get('alpha.user', `/groups/${agents?.id}/members`);
    expect(body.value.map((one: { id: string }) => one.id).toSorted()).toEqual([...(agents?.members ?? [])].toSorted());
    expect(body.value[0]).toMatchObject({
      '@odata.type': '#microsoft.graph.user',
      userPrincipalName: expect.stringContaining('@alpha.onmicrosoft.com'),
    });
    expect(body.value[0]).not.toHaveProperty('accountEnabled');
    expect((await get('alpha.user', `/groups/${agents?.id}/members?$select=accountEnabled`)).body.value[0]).toEqual({
      '@odata.type': '#microsoft.graph.user',
      accountEnabled: true,
    });
  });
});

describe('people', () => {
  it('are those of the own tenant, found by id, by user principal name and by a filter', async () => {
    const { id, userPrincipalName } = server.person('alpha.sales');
    const byId = await get('alpha.user', `/users/${id}`);
    expect(byId.body).toEqual({
      '@odata.context': `${server.url}/v1.0/$metadata#users/$entity`,
      businessPhones: [],
      displayName: expect.any(String),
      givenName: expect.any(String),
      id,
      jobTitle: null,
      mail: userPrincipalName,
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: null,
      surname: expect.any(String),
      userPrincipalName,
    });
    expect((await get('alpha.user', `/users/${userPrincipalName.toUpperCase()}`)).body).toEqual(byId.body);
    expect((await get('alpha.user', `/users('${userPrincipalName}')`)).body).toEqual(byId.body);
    const found = await get(
      'alpha.user',
      `/users?$filter=userPrincipalName eq '${userPrincipalName}'&$select=id,accountEnabled,userType`,
    );
    expect(found.body.value).toEqual([{ id, accountEnabled: true, userType: 'Member' }]);
    const all = await get('alpha.user', '/users?$count=true');
    expect(all.body['@odata.count']).toBe(server.tenant('alpha').users.length);
  });

  it('show their licences when asked for them', async () => {
    const { body } = await get('woodgrove.admin', '/users?$top=1&$orderby=createdDateTime&$select=assignedLicenses');
    expect(body.value).toEqual([{ assignedLicenses: [{ skuId: expect.any(String), disabledPlans: [] }] }]);
  });

  it.each(['/users/{id}', '/users/nobody@alpha.onmicrosoft.com', '/users/nonsense'])(
    'that do not exist are a 404: %s',
    async (path) => {
      const answer = await get('alpha.admin', path.replace('{id}', server.person('beta.admin').id));
      expect(answer).toMatchObject({ status: 404, body: { error: { code: 'notFound' } } });
    },
  );

  it('are in groups and hold directory roles', async () => {
    const { body } = await get('alpha.user', `/users/${server.person('alpha.admin').id}/memberOf?$orderby=displayName`);
    expect(body.value.map((one: Record<string, string>) => [one['@odata.type'], one.displayName])).toEqual([
      ['#microsoft.graph.group', 'AdminAgents'],
      ['#microsoft.graph.directoryRole', 'Global Administrator'],
    ]);
    const mine = await get('alpha.admin', '/me/memberOf?$orderby=displayName');
    expect(mine.body.value).toEqual(body.value);
    expect(await get('alpha.admin', '/users/nobody@alpha.onmicrosoft.com/memberOf')).toMatchObject({ status: 404 });
  });

  it('are themselves at /me; an application is nobody', async () => {
    const { id, userPrincipalName } = server.person('alpha.helpdesk');
    expect(await get('alpha.helpdesk', '/me')).toMatchObject({ status: 200, body: { id, userPrincipalName } });
    expect(await get({ application: 'alpha' }, '/me')).toMatchObject({
      status: 403,
      body: { error: { code: 'forbidden' } },
    });
  });
});

describe('the tenant', () => {
  it('is shown with its address and domains', async () => {
    const { body } = await get('alpha.user', '/organization');
    expect(body.value).toHaveLength(1);
    expect(body.value[0]).toMatchObject({
      id: server.tenant('alpha').id,
      displayName: 'Alpha Cloud Services',
      countryLetterCode: 'US',
      city: expect.any(String),
      verifiedDomains: [{ name: 'alpha.onmicrosoft.com', isInitial: true, isDefault: true, type: 'Managed' }],
    });
    expect((await get('alpha.user', `/organization/${server.tenant('alpha').id}`)).body).toMatchObject(body.value[0]);
    expect((await get('alpha.user', `/organization/${server.tenant('beta').id}`)).status).toBe(404);
  });

  it('shows its licences, whoever sold them', async () => {
    const { body } = await get('woodgrove.user', '/subscribedSkus');
    expect(body.value).toEqual([
      {
        accountId: server.tenant('woodgrove').id,
        appliesTo: 'User',
        capabilityStatus: 'Enabled',
        consumedUnits: 50,
        id: `${server.tenant('woodgrove').id}_${body.value[0].skuId}`,
        skuId: 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46',
        skuPartNumber: 'SPB',
        prepaidUnits: { enabled: 50, suspended: 0, warning: 0, lockedOut: 0 },
        servicePlans: expect.any(Array),
      },
    ]);
    expect((await get('alpha.user', '/subscribedSkus')).body.value).toEqual([]);
  });
});

describe('directory roles', () => {
  it('are all defined, and say whether a granular relationship may carry them', async () => {
    const { body } = await get('alpha.user', '/roleManagement/directory/roleDefinitions?$count=true');
    expect(body['@odata.count']).toBe(143);
    const byId = new Map(body.value.map((one: { id: string }) => [one.id, one]));
    expect(byId.get(globalAdministrator)).toEqual({
      id: globalAdministrator,
      description: null,
      displayName: 'Global Administrator',
      isBuiltIn: true,
      isEnabled: true,
      isPrivileged: true,
      resourceScopes: ['/'],
      templateId: globalAdministrator,
      version: '1',
      rolePermissions: [],
      '@multipartner.gdapPermitted': 'yes',
    });
    expect(new Set(body.value.map((one: Record<string, string>) => one['@multipartner.gdapPermitted']))).toEqual(
      new Set(['yes', 'probable', 'unknown', 'no']),
    );
  });

  it.each([
    ["displayName eq 'user administrator'", ['User Administrator']],
    [`id eq '${userAdministrator}'`, ['User Administrator']],
    ["isPrivileged eq true and startswith(displayName,'Global')", ['Global Administrator', 'Global Reader']],
  ])('are found by %s', async (filter, expected) => {
    const path = `/roleManagement/directory/roleDefinitions?$orderby=displayName&$filter=${encodeURIComponent(filter)}`;
    expect(names((await get('alpha.user', path)).body)).toEqual(expected);
    expect(
      (await get('alpha.user', `/roleManagement/directory/roleDefinitions/${userAdministrator}`)).body.displayName,
    ).toBe('User Administrator');
  });

  it('are listed as far as somebody holds them, with who does', async () => {
    const { body } = await get('alpha.user', '/directoryRoles?$orderby=displayName');
    expect(names(body)).toContain('Global Administrator');
    expect(names(body)).not.toContain('Global Reader');
    for (const path of [
      `/directoryRoles/${globalAdministrator}`,
      `/directoryRoles(roleTemplateId='${globalAdministrator}')`,
    ]) {
      expect((await get('alpha.user', path)).body).toMatchObject({ roleTemplateId: globalAdministrator });
      const { body: members } = await get('alpha.user', `${path}/members`);
      expect(members.value.map((one: { id: string }) => one.id)).toContain(server.person('alpha.admin').id);
    }
    expect((await get('alpha.user', `/directoryRoles/${server.tenant('alpha').id}/members`)).status).toBe(404);
  });
});

describe('applications', () => {
  it.each(['2832473f-ec63-45fb-976f-5d45a7d4bb91', '00000003-0000-0000-c000-000000000000'])(
    'that exist everywhere exist here: %s',
    async (appId) => {
      const { body } = await get({ application: 'alpha' }, `/servicePrincipals?$filter=appId eq '${appId}'`);
      expect(body.value).toMatchObject([{ appId, appOwnerOrganizationId: null, servicePrincipalType: 'Application' }]);
      expect((await get('alpha.user', `/servicePrincipals(appId='${appId}')`)).body).toMatchObject({ appId });
    },
  );

  it('are those of the own tenant', async () => {
    const own = server.tenant('alpha').applications[0]?.clientId;
    const foreign = server.tenant('beta').applications[0]?.clientId;
    expect((await get('alpha.user', `/servicePrincipals/${own}`)).body).toMatchObject({
      appId: own,
      appOwnerOrganizationId: server.tenant('alpha').id,
    });
    expect((await get('alpha.user', `/servicePrincipals?$filter=appId eq '${foreign}'`)).body.value).toEqual([]);
    expect((await get('alpha.user', `/directoryObjects/${own}`)).body['@odata.type']).toBe(
      '#microsoft.graph.servicePrincipal',
    );
  });
});

describe('contracts', () => {
  it('are the customers of the partner', async () => {
    const { body } = await get('alpha.sales', '/contracts');
    expect(body.value).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        deletedDateTime: null,
        contractType: 'ResellerPartner',
        customerId: server.tenant('woodgrove').id,
        defaultDomainName: server.tenant('woodgrove').defaultDomain,
        displayName: 'Woodgrove',
      },
    ]);
    const one = await get('alpha.sales', `/contracts/${body.value[0].id}`);
    expect(one.body).toMatchObject(body.value[0]);
    expect((await get('gamma.admin', `/contracts/${body.value[0].id}`)).status).toBe(404);
    const byCustomer = `/contracts?$filter=customerId eq ${server.tenant('wingtip').id}`;
    expect((await get('alpha.admin', byCustomer)).body.value).toEqual([]);
    expect(names((await get('gamma.admin', byCustomer)).body)).toEqual(['Wingtip']);
  });

  it('are not for people without a role that sees customers; a tenant that is no partner has none', async () => {
    expect(await get('alpha.user', '/contracts')).toMatchObject({
      status: 403,
      body: { error: { code: 'forbidden' } },
    });
    expect((await get('woodgrove.admin', '/contracts')).body.value).toEqual([]);
  });
});

describe('permissions of the token', () => {
  const scoped = async (scopes: string[], path: string) =>
    (await get(await server.token('alpha.admin', { audience: 'graph', scopes }), path)).status;

  it.each([
    [['User.Read'], ['/me', '/organization'], ['/users', '/groups', '/contracts', '/directoryRoles']],
    [['User.ReadBasic.All'], ['/users'], ['/groups', '/subscribedSkus']],
    [['Group.Read.All'], ['/groups'], ['/users', '/servicePrincipals']],
    [['RoleManagement.Read.Directory'], ['/directoryRoles', '/roleManagement/directory/roleDefinitions'], ['/me']],
    [['Directory.Read.All'], ['/me', '/users', '/groups', '/contracts', '/directoryRoles', '/subscribedSkus'], []],
  ])('open what they are for: %s', async (scopes, open, closed) => {
    for (const path of open) expect([path, await scoped(scopes, path)]).toEqual([path, 200]);
    for (const path of closed) expect([path, await scoped(scopes, path)]).toEqual([path, 403]);
  });
});

describe('a person of a partner in the directory of a customer', () => {
  const at = async (who: string, tenant: string, path: string, method = 'GET', body?: unknown) => {
    const minted = await server.call(null, 'POST', '/sandbox/v1/tokens', { tenant, user: who, audience: 'graph' });
    expect(minted.status).toBe(200);
    return server.call(minted.body.access_token, method, `/v1.0${path}`, body);
  };

  it('sees its people, groups, licences and company data by delegated privileges', async () => {
    const users = await at('alpha.admin', 'woodgrove', '/users?$count=true');
    expect(users.body['@odata.count']).toBe(server.tenant('woodgrove').users.length);
    expect((await at('alpha.admin', 'woodgrove', `/users/${server.person('woodgrove.user').id}`)).status).toBe(200);
    expect((await at('alpha.admin', 'woodgrove', `/users/${server.person('alpha.admin').id}`)).status).toBe(404);
    expect((await at('alpha.admin', 'woodgrove', '/groups')).body.value).toEqual([]);
    expect((await at('alpha.admin', 'woodgrove', '/organization')).body.value[0].id).toBe(
      server.tenant('woodgrove').id,
    );
    expect((await at('alpha.admin', 'woodgrove', '/subscribedSkus')).body.value[0].consumedUnits).toBe(50);
    expect(names((await at('alpha.admin', 'woodgrove', '/directoryRoles')).body)).toContain('Global Administrator');
  });

  it('is himself at /me', async () => {
    const { id, userPrincipalName } = server.person('alpha.helpdesk');
    expect((await at('alpha.helpdesk', 'woodgrove', '/me')).body).toMatchObject({ id, userPrincipalName });
  });

  it('sees by a role no more than the role allows', async () => {
    expect((await at('alpha.helpdesk', 'woodgrove', '/users')).status).toBe(200);
    expect(await at('alpha.helpdesk', 'woodgrove', '/organization')).toMatchObject({
      status: 403,
      body: { error: { code: 'forbidden', message: expect.stringContaining('customer.read.company') } },
    });
    await putGranular(server, { partner: 'beta', customer: 'litware', roleIds: [directoryReaders] });
    expect((await at('beta.helpdesk', 'litware', '/subscribedSkus')).status).toBe(200);
  });

  it.each([
    ['GET', '/contracts', undefined],
    ['GET', '/servicePrincipals', undefined],
    ['POST', '/groups', { displayName: 'x', mailEnabled: false, mailNickname: 'x', securityEnabled: true }],
  ])('has no part in the rest of it: %s %s', async (method, path, body) => {
    expect(await at('alpha.admin', 'woodgrove', path, method, body)).toMatchObject({
      status: 403,
      body: { error: { code: 'forbidden' } },
    });
    expect((await get('woodgrove.admin', '/groups')).body.value).toEqual([]);
  });

  it('is looked up at each request: when the right ends, an old token reads nothing', async () => {
    const minted = await server.call(null, 'POST', '/sandbox/v1/tokens', {
      tenant: 'wingtip',
      user: 'gamma.admin',
      audience: 'graph',
    });
    const read = (path: string) => get(minted.body.access_token, path);
    expect((await read('/users')).status).toBe(200);
    const { status } = await server.call(
      'wingtip.admin',
      'POST',
      '/multipartner/v1/partners/delegatedAdministration:end',
    );
    expect(status).toBe(200);
    for (const path of [
      '/users',
      '/me',
      '/organization',
      '/groups',
      '/subscribedSkus',
      '/roleManagement/directory/roleDefinitions',
    ])
      expect([path, (await read(path)).status]).toEqual([path, 403]);
  });
});
