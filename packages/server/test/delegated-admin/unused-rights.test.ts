import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { people, role, unified } from './people.ts';

const path = '/multipartner/v1/partners/unusedRights';

describe('rights of partners that lie idle', () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  beforeEach(async () => {
    server = await startServer();
    by = people(server);
  });
  afterEach(() => server.stop());
  const report = async (days?: number, who = 'woodgrove.admin') => {
    const answer = await server.call(who, 'GET', days === undefined ? path : `${path}?days=${days}`);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  };
  const users = () => `/v1/customers/${server.tenant('woodgrove').id}/users`;
  /** A use is noted after the answer: waits until the report has it. */
  // biome-ignore lint/suspicious/noExplicitAny: the report as the wire has it
  const eventually = async (holds: (body: any) => boolean, days = 1) => {
    for (;;) {
      const body = await report(days);
      if (holds(body)) return body;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  // biome-ignore lint/suspicious/noExplicitAny: a line of the report as the wire has it
  const groupsOf = (body: any) => body.items.map((one: any) => one.group?.displayName ?? null);

  it('are told only when they are as old as was asked for', async () => {
    expect(await report()).toMatchObject({ days: 90, items: [] });
    const after = await report(39);
    expect(groupsOf(after)).toEqual(['AdminAgents', 'HelpdeskAgents']);
    expect(after.items[0]).toMatchObject({
      partnerName: 'Alpha Cloud Services',
      source: 'dap',
      relationshipId: null,
      roles: [{ name: 'Global Administrator', privileged: true }],
      idle: 'everybody',
      lastUsedDateTime: null,
      people: [
        { kind: 'user', userPrincipalName: server.person('alpha.admin').userPrincipalName, lastUsedDateTime: null },
      ],
    });
    await server.advance('P51D');
    expect(groupsOf(await report())).toEqual(['AdminAgents', 'HelpdeskAgents']);
  });

  it('are idle no more when somebody acts inside by them, and idle again so many days later', async () => {
    const { now } = await server.clock.read();
    expect((await server.call('alpha.admin', 'GET', users())).status).toBe(200);
    const used = await eventually((body) => !groupsOf(body).includes('AdminAgents'));
    expect(groupsOf(used)).toEqual(['HelpdeskAgents']);
    await server.advance('P1D');
    expect(groupsOf(await report(1))).toEqual(['AdminAgents', 'HelpdeskAgents']);
    const [{ lastUsedDateTime }] = (await report(1)).items;
    expect(Math.abs(Date.parse(lastUsedDateTime) - now.getTime())).toBeLessThan(3_600_000);
    // A refused act is no use; nor is what selling needs.
    expect((await server.call('alpha.sales', 'GET', users())).status).toBe(403);
    await server.call('alpha.admin', 'GET', `/v1/customers/${server.tenant('woodgrove').id}/subscriptions`);
    expect(groupsOf(await report(1))).toEqual(['AdminAgents', 'HelpdeskAgents']);
    // Writing is one.
    const made = await server.call('alpha.admin', 'POST', users(), {
      usageLocation: 'US',
      userPrincipalName: `used@${server.tenant('woodgrove').defaultDomain}`,
      firstName: 'Used',
      lastName: 'Right',
      displayName: 'Used Right',
      passwordProfile: { password: 'Kd93!xxPleaseChange', forceChangePassword: true },
    });
    expect(made.status, JSON.stringify(made.body)).toBeLessThan(300);
    await eventually((body) => !groupsOf(body).includes('AdminAgents'));
  });

  it('are told of granular roles by group and person, and of approved roles that nobody has', async () => {
    const active = await by.active('beta', 'woodgrove', {
      accessDetails: unified(role.globalReader, role.licenseAdministrator),
    });
    await by.assign('beta', active.id, 'beta.tier1', role.globalReader);
    await server.advance('P2D');
    expect((await server.call('beta.user', 'GET', users())).status).toBe(200);
    const ofBeta = (body: { items: { partnerName: string }[] }) =>
      body.items.filter(({ partnerName }) => partnerName === 'Beta Managed IT');
    // biome-ignore lint/suspicious/noExplicitAny: a line of the report as the wire has it
    const body = await eventually((all) => ofBeta(all).some((line: any) => line.idle === 'some'));
    expect(ofBeta(body)).toMatchObject([
      {
        source: 'gdap',
        relationshipId: active.id,
        relationshipName: active.displayName,
        group: { id: by.group('beta.tier1'), displayName: 'Tier 1 support' },
        roles: [{ id: role.globalReader }],
        idle: 'some',
        lastUsedDateTime: expect.any(String),
        people: [{ userPrincipalName: server.person('beta.helpdesk').userPrincipalName, lastUsedDateTime: null }],
      },
      {
        relationshipId: active.id,
        group: null,
        roles: [{ id: role.licenseAdministrator, name: 'License Administrator' }],
        idle: 'everybody',
        people: [],
      },
    ]);
  });

  it('are noted once in an hour, whoever asks how often', async () => {
    for (let time = 0; time < 5; time++) await server.call('alpha.admin', 'GET', users());
    await eventually((body) => !groupsOf(body).includes('AdminAgents'));
    const rows = async () => server.database`select dap_used_at, gdap_used_at, xmin::text from administration_use`;
    const [before, ...others] = await rows();
    expect(others).toEqual([]);
    expect(before).toMatchObject({ gdap_used_at: null, dap_used_at: expect.any(Date) });
    await server.advance('PT59M');
    await server.call('alpha.admin', 'GET', users());
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await rows()).toEqual([before]);
    await server.advance('PT2M');
    await server.call('alpha.admin', 'GET', users());
    while ((await rows())[0]?.xmin === before?.xmin) await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await rows())[0]?.dap_used_at.getTime()).toBeGreaterThan(before?.dap_used_at.getTime() + 3_600_000);
  });

  it('are noted anew in a world made anew', async () => {
    await server.call('alpha.admin', 'GET', users());
    await eventually((body) => !groupsOf(body).includes('AdminAgents'));
    expect((await server.call(null, 'POST', '/sandbox/v1/reset', {})).status).toBeLessThan(300);
    expect(groupsOf(await report(1))).toContain('AdminAgents');
    await server.call('alpha.admin', 'GET', users());
    await eventually((body) => !groupsOf(body).includes('AdminAgents'));
  });

  it("are the customer's to know", async () => {
    for (const who of ['woodgrove.user', 'woodgrove.helpdesk'])
      expect((await server.call(who, 'GET', path)).status).toBe(403);
    expect((await server.call(null, 'GET', path)).status).toBe(401);
    expect((await report(1, 'litware.admin')).items).toEqual([]);
    for (const days of ['0', '-1', '1.5', 'x', '99999']) {
      const answer = await server.call('woodgrove.admin', 'GET', `${path}?days=${days}`);
      expect(answer).toMatchObject({ status: 400, body: { code: 'value-invalid', facts: { field: 'days' } } });
    }
  });
});
