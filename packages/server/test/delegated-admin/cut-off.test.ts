import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { people, role } from './people.ts';

const path = '/multipartner/v1/partners/delegatedAdministration:end';

describe("the end of everybody's administration at once (R57, R74)", () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  beforeEach(async () => {
    server = await startServer();
    by = people(server);
  });
  afterEach(() => server.stop());
  const users = (customer: string) => `/v1/customers/${server.tenant(customer).id}/users`;

  it('takes every right of every partner, and nothing of what was sold', async () => {
    await given.relationship(server, 'beta', 'woodgrove', { dap: true });
    const first = await by.active('beta', 'woodgrove');
    await by.assign('beta', first.id, 'beta.tier1', role.globalReader);
    const second = await by.active('beta', 'woodgrove');
    const elsewhere = await by.active('beta', 'litware');
    await by.assign('beta', elsewhere.id, 'beta.tier1', role.globalReader);
    const asked = await by.draft('beta', { customer: { tenantId: server.tenant('woodgrove').id } });
    await by.request('beta', asked.id, 'lockForApproval');
    const sold = `/v1/customers/${server.tenant('woodgrove').id}/subscriptions`;
    const before = await server.call('alpha.admin', 'GET', sold);
    const evidence = (await server.call('woodgrove.admin', 'GET', '/multipartner/v1/evidence')).body;
    for (const who of ['alpha.admin', 'beta.user'])
      expect((await server.call(who, 'GET', users('woodgrove'))).status).toBe(200);

    const ended = await server.call('woodgrove.admin', 'POST', path, {});
    expect(ended.status, JSON.stringify(ended.body)).toBe(200);
    const partner = (key: string) =>
      ended.body.partners.find((one: { partnerId: string }) => one.partnerId === server.tenant(key).id);
    expect(partner('alpha')).toEqual({
      partnerId: server.tenant('alpha').id,
      name: 'Alpha Cloud Services',
      dap: true,
      relationshipIds: [],
    });
    expect(partner('beta').dap).toBe(true);
    expect(partner('beta').relationshipIds.toSorted()).toEqual([first.id, second.id].toSorted());

    for (const who of ['alpha.admin', 'beta.user'])
      expect((await server.call(who, 'GET', users('woodgrove'))).status).toBe(403);
    for (const { id } of [first, second]) expect((await by.get('beta', id)).status).toBe('terminated');
    // Selling goes on, other customers' rights too, and what only asks for rights still asks.
    const after = await server.call('alpha.admin', 'GET', sold);
    expect(
      after.body.items.map((one: { id: string; quantity: number; status: string }) => [
        one.id,
        one.quantity,
        one.status,
      ]),
    ).toEqual(
      before.body.items.map((one: { id: string; quantity: number; status: string }) => [
        one.id,
        one.quantity,
        one.status,
      ]),
    );
    expect((await server.call('beta.user', 'GET', users('litware'))).status).toBe(200);
    expect((await by.get('beta', asked.id)).status).toBe('approvalPending');
    expect((await by.get('beta', elsewhere.id)).status).toBe('active');
    const now = (await server.call('woodgrove.admin', 'GET', `/multipartner/v1/evidence?asOf=${evidence.asOf}`)).body;
    expect(now.owners.map((one: { subscriptions: number }) => one.subscriptions)).toEqual(
      evidence.owners.map((one: { subscriptions: number }) => one.subscriptions),
    );
    const left = (await server.call('woodgrove.admin', 'GET', '/multipartner/v1/partners')).body.items;
    expect(left.flatMap((one: { delegatedAdministration: object[] }) => one.delegatedAdministration)).toEqual([]);
    expect(left.some((one: { partnerId: string }) => one.partnerId === server.tenant('alpha').id)).toBe(true);
  });

  it('tells each partner of its own, and nobody of another', async () => {
    const { id } = await by.active('beta', 'woodgrove');
    await server.call('woodgrove.admin', 'POST', path, {});
    const { items } = (await server.call(null, 'GET', '/sandbox/v1/outbox')).body;
    // biome-ignore lint/suspicious/noExplicitAny: the outbox as the wire has it
    const events = items.filter((one: any) => one.kind === 'event' && /terminated/.test(one.subject));
    // biome-ignore lint/suspicious/noExplicitAny: the outbox as the wire has it
    const told = (key: string) => events.filter((one: any) => one.tenantId === server.tenant(key).id);
    expect(told('alpha')).toMatchObject([
      { subject: 'dap-admin-relationship-terminated', to: server.tenant('alpha').id },
    ]);
    // biome-ignore lint/suspicious/noExplicitAny: the outbox as the wire has it
    expect(told('beta').some((one: any) => one.about.relationshipId === id.slice(0, 36))).toBe(true);
    expect(JSON.stringify(told('alpha'))).not.toContain(server.tenant('beta').id);
    const logs = await server.database`
      select tenant_id, operation_type, new_value::text as text from audit_record
       where operation_type in ('dap_admin_relationship_terminated', 'granular_admin_relationship_termination_requested')
         and status = 'succeeded'`;
    const of = (key: string) => logs.filter((row) => row.tenant_id === server.tenant(key).id);
    expect(of('alpha').map((row) => row.operation_type)).toEqual(['dap_admin_relationship_terminated']);
    expect(of('beta').map((row) => row.operation_type)).toEqual(['granular_admin_relationship_termination_requested']);
    expect(of('woodgrove')).toHaveLength(2);
  });

  it('ends nothing when nobody administers, and says so', async () => {
    await server.call('woodgrove.admin', 'POST', path, {});
    const again = await server.call('woodgrove.admin', 'POST', path, {});
    expect(again).toMatchObject({ status: 200, body: { endedDateTime: expect.any(String), partners: [] } });
  });

  it('happens once when it is asked for twice at the same moment, beside partners that act', async () => {
    const { id } = await by.active('beta', 'woodgrove');
    const answers = await Promise.all([
      server.call('woodgrove.admin', 'POST', path, {}),
      server.call('woodgrove.admin', 'POST', path, {}),
      server.call('beta.admin', 'POST', `/v1.0/tenantRelationships/delegatedAdminRelationships/${id}/requests`, {
        action: 'terminate',
      }),
      server.call('alpha.admin', 'GET', users('woodgrove')),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
    const ended = answers.slice(0, 2).flatMap(({ body }) => body.partners);
    expect(ended.filter((one) => one.dap)).toHaveLength(1);
    expect(ended.filter((one) => one.relationshipIds.length > 0).length).toBeLessThanOrEqual(1);
    expect((await by.get('beta', id)).status).toBe('terminated');
  });

  it("is for the customer's Global administrators and those of delegated administration", async () => {
    for (const who of ['woodgrove.user', 'woodgrove.helpdesk', 'woodgrove.billing'])
      expect((await server.call(who, 'POST', path, {})).status).toBe(403);
    expect((await server.call(null, 'POST', path, {})).status).toBe(401);
    // A partner ends nothing of others by it: it speaks for its own tenant.
    expect((await server.call('alpha.admin', 'POST', path, {})).body.partners).toEqual([]);
    expect((await server.call('alpha.admin', 'GET', users('woodgrove'))).status).toBe(200);
    expect((await server.call('woodgrove.admin', 'POST', path, { now: true })).body.facts.field).toBe('now');
  });
});
