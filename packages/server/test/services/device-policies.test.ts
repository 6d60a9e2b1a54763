import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('configuration policies of devices', () => {
  let server: TestServer;
  let base: string;
  beforeAll(async () => {
    server = await startServer();
    base = `/v1/customers/${server.tenant('woodgrove').id}/policies`;
    await given.seller(server, 'beta', 'woodgrove', { dap: false });
  });
  afterAll(() => server.stop());

  const laptops = {
    name: 'Laptops',
    category: 'o_o_b_e',
    description: 'For everybody',
    policySettings: ['oobe_user_not_local_admin', 'skip_express_settings'],
  };

  it('live from their making to their end', async () => {
    const made = await server.call('alpha.sales', 'POST', base, laptops);
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({
      ...laptops,
      devicesAssigned: 0,
      createdDate: made.body.lastModifiedDate,
      attributes: { objectType: 'ConfigurationPolicy' },
    });
    const one = `${base}/${made.body.id}`;
    expect((await server.call({ application: 'alpha' }, 'GET', base)).body).toMatchObject({
      totalCount: 1,
      items: [made.body],
    });
    await server.advance('PT1H');
    const changed = await server.call('alpha.sales', 'PUT', one, {
      id: made.body.id,
      name: 'Notebooks',
      category: 'OOBE',
      policySettings: ['SkipEula', 'none', 'skip_eula'],
    });
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    expect(changed.body).toMatchObject({ name: 'Notebooks', description: '', policySettings: ['skip_eula'] });
    expect(changed.body.createdDate).toBe(made.body.createdDate);
    expect(changed.body.lastModifiedDate > made.body.lastModifiedDate).toBe(true);
    expect((await server.call('alpha.helpdesk', 'GET', one)).body).toEqual(changed.body);
    expect((await server.call('alpha.sales', 'DELETE', one)).status).toBe(204);
    const gone = await server.call('alpha.sales', 'GET', one);
    expect([gone.status, gone.body.code]).toEqual([404, 1000]);
  });

  it('are a partner own', async () => {
    const { body } = await server.call('alpha.sales', 'POST', base, laptops);
    expect((await server.call('beta.admin', 'GET', base)).body.items).toEqual([]);
    for (const [method, sent] of [
      ['GET', undefined],
      ['PUT', laptops],
      ['DELETE', undefined],
    ] as const) {
      expect((await server.call('beta.admin', method, `${base}/${body.id}`, sent)).status).toBe(404);
      expect((await server.call('gamma.admin', method, `${base}/${body.id}`, sent)).body.code).toBe(20002);
    }
    expect((await server.call('alpha.sales', 'GET', `${base}/${body.id}`)).body).toEqual(body);
  });

  it.each([
    ['name', { name: '' }],
    ['name', { name: 'x'.repeat(129) }],
    ['category', { category: 'later' }],
    ['policySettings', { policySettings: [] }],
    ['policySettings.1', { policySettings: ['skip_eula', 'shut_down'] }],
  ])('refuse a wrong %s by name', async (field, change) => {
    const refused = await server.call('alpha.sales', 'POST', base, { ...laptops, ...change });
    expect(refused.status).toBe(400);
    expect(refused.body.description).toContain(`"${field}"`);
  });

  it('are made by who sells', async () => {
    for (const who of ['alpha.ga', 'alpha.helpdesk', 'alpha.billing'])
      expect((await server.call(who, 'POST', base, laptops)).status, who).toBe(403);
    expect((await server.call(null, 'POST', base, laptops)).status).toBe(401);
  });
});
