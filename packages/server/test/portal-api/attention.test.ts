import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const path = '/multipartner/v1/attention';

interface Item {
  readonly kind: string;
  readonly severity: string;
  readonly subject: Record<string, string>;
  readonly dueDateTime: string | null;
  readonly renews: boolean | null;
}

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ seed: 60 });
});
afterAll(() => server.stop());

const seen = async (who: string): Promise<{ counts: { kind: string; count: number }[]; items: Item[] }> => {
  const { status, body } = await server.call(who, 'GET', path);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};

describe('what needs attention', () => {
  it('names the terms that end within 30 days, and no other', async () => {
    const partnerId = server.tenant('alpha').id;
    const [one] = await server.database<{ id: string; customer_id: string; soonest: Date }[]>`
      select id, customer_id, term_ends_at as soonest from subscription
       where partner_id = ${partnerId} and term_ends_at is not null and cancelled_at is null and suspended_at is null
       order by term_ends_at desc limit 1`;
    const { id = '', customer_id: customerId = '' } = one ?? {};
    const has = async () => (await seen('alpha.admin')).items.find(({ subject }) => subject.subscriptionId === id);
    const end = async (days: number, renews: boolean) =>
      server.database.begin(async (tx) => {
        await tx`select begin_act('realm.seed', ${[`${customerId}:${partnerId}`]})`;
        await tx`update subscription set term_ends_at = realm_now() + make_interval(days => ${days}), auto_renew = ${renews}
                  where id = ${id} and partner_id = ${partnerId}`;
      });
    await end(31, false);
    expect(await has()).toBeUndefined();
    await end(3, false);
    expect(await has()).toMatchObject({
      kind: 'subscriptionTermEnding',
      severity: 'high',
      subject: { customerId, partnerId },
      renews: false,
    });
    await end(3, true);
    expect(await has()).toMatchObject({ severity: 'low', renews: true });
    // Another partner is told nothing of it.
    expect(JSON.stringify(await seen('beta.admin'))).not.toContain(id);
  });

  it('names a granular request to both sides until it is answered', async () => {
    const made = await server.call('alpha.admin', 'POST', '/v1.0/tenantRelationships/delegatedAdminRelationships', {
      displayName: 'Helping hand',
      duration: 'P90D',
      customer: { tenantId: server.tenant('woodgrove').id },
      accessDetails: { unifiedRoles: [{ roleDefinitionId: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451' }] },
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const requests = `/v1.0/tenantRelationships/delegatedAdminRelationships/${made.body.id}/requests`;
    const asked = await server.call('alpha.admin', 'POST', requests, { action: 'lockForApproval' });
    expect(asked.status, JSON.stringify(asked.body)).toBe(201);
    await server.call(null, 'POST', '/sandbox/v1/clock', { advance: 'PT1H' });
    const of = async (who: string, kind: string) =>
      (await seen(who)).items.filter((one) => one.kind === kind).map(({ subject }) => subject.relationshipId);
    expect(await of('alpha.admin', 'administrationUnanswered')).toEqual([made.body.id]);
    expect(await of('woodgrove.admin', 'administrationRequested')).toEqual([made.body.id]);
    expect(await of('beta.admin', 'administrationUnanswered')).toEqual([]);
    const approval = `/multipartner/v1/delegatedAdminRelationships/${made.body.id}/approval`;
    expect((await server.call('woodgrove.admin', 'POST', approval, {})).status).toBe(200);
    expect(await of('woodgrove.admin', 'administrationRequested')).toEqual([]);
    expect(await of('alpha.admin', 'administrationUnanswered')).toEqual([]);
  });

  it('is told as far as the roles of the caller let him see it', async () => {
    const kinds = async (who: string) => (await seen(who)).counts.map(({ kind }) => kind);
    expect(await kinds('alpha.helpdesk')).toEqual(['subscriptionTermEnding']);
    expect(await kinds('woodgrove.billing')).toEqual([]);
    expect(await kinds('woodgrove.admin')).toEqual(['administrationRequested']);
    expect((await seen('alpha.helpdesk')).items.every(({ kind }) => kind === 'subscriptionTermEnding')).toBe(true);
  });
});
