import { anyAct } from '@multipartner/testkit/frame-rule/arbitrary.ts';
import { performAndCheck, takeSnapshot } from '@multipartner/testkit/frame-rule/check.ts';
import { differences } from '@multipartner/testkit/frame-rule/snapshot.ts';
import { enableTransfers } from '@multipartner/testkit/frame-rule/transfer.ts';
import { putGranular } from '@multipartner/testkit/granular.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import fc from 'fast-check';
import { inAct } from 'multipartner/store/act.ts';
import { unassign } from 'multipartner/store/delegated-admin/assignment.ts';
import { deleteAdminRelationship, updateAdminRelationship } from 'multipartner/store/delegated-admin/relationship.ts';
import { saveBillTo } from 'multipartner/store/profile.ts';
import { endDap, endRelationship } from 'multipartner/store/relationship.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const asOf = new Date('2026-06-01T00:00:00Z');
const globalReader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
const protectedTables = [
  'reseller_relationship',
  'indirect_customer',
  'dap_grant',
  'admin_relationship',
  'access_assignment',
  'admin_relationship_request',
  'admin_relationship_operation',
  'agreement_attestation',
  'partnership',
  'transfer',
  'cart',
  'customer_order',
  'subscription',
  'azure_subscription',
  'azure_role_assignment',
];

describe('the frame rule stands on independent barriers (R90)', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startServer();
  });
  afterEach(() => server.stop());

  it('every table of partners has the database barrier', async () => {
    const rows = await server.database`
      select c.table_name from information_schema.columns c
       where c.table_schema = 'multipartner' and c.column_name = 'partner_id'
         and exists (select from information_schema.columns d where d.table_schema = c.table_schema and d.table_name = c.table_name and d.column_name = 'customer_id')
         and not exists (select from information_schema.triggers t where t.event_object_schema = c.table_schema and t.event_object_table = c.table_name and t.trigger_name = 'frame_rule')`;
    expect(rows.map((row) => row.table_name)).toEqual([]);
  });

  it('with the database barrier taken away, the construction still holds over random acts', {
    timeout: 120_000,
  }, async () => {
    await enableTransfers(server);
    for (const table of protectedTables)
      await server.database`alter table ${server.database(table)} disable trigger user`;
    let before = await takeSnapshot(server, asOf);
    for (const act of fc.sample(anyAct, { numRuns: 80, seed: 4 })) {
      const { after, broken } = await performAndCheck(server, [act], before, asOf);
      expect(broken, JSON.stringify(act)).toEqual([]);
      before = after;
    }
  });

  it("with the construction taken away, the database still refuses: the store is told to write another partner's rows", async () => {
    const alpha = { partnerId: server.tenant('alpha').id };
    const customerId = server.tenant('woodgrove').id;
    const caller = {
      tenantId: server.tenant('beta').id,
      userId: server.person('beta.admin').id,
      applicationId: server.tenant('beta').id,
    };
    const act = { kind: 'relationship.remove', pairs: [{ customerId, partnerId: caller.tenantId }] };
    const granular = await putGranular(server, { partner: 'alpha', customer: 'woodgrove', roleIds: [globalReader] });
    const draft = await server.call('alpha.admin', 'POST', '/v1.0/tenantRelationships/delegatedAdminRelationships', {
      displayName: 'For whoever comes',
      duration: 'P30D',
      accessDetails: { unifiedRoles: [{ roleDefinitionId: globalReader }] },
    });
    const draftId = draft.body.id.slice(0, 36);
    const before = await takeSnapshot(server, asOf);
    const now = new Date();
    const attempts = [
      () => inAct(server.database, act, caller, (tx) => unassign(tx, alpha, granular, null, now, now)),
      () =>
        inAct(server.database, act, caller, (tx) =>
          updateAdminRelationship(tx, alpha, granular, { extends: true }, now),
        ),
      () => inAct(server.database, act, caller, (tx) => deleteAdminRelationship(tx, alpha, granular)),
      // A draft concerns no customer yet, and is its partner's all the same.
      () =>
        inAct(server.database, act, caller, (tx) =>
          updateAdminRelationship(tx, alpha, draftId, { extends: true }, now),
        ),
      () => inAct(server.database, act, caller, (tx) => deleteAdminRelationship(tx, alpha, draftId)),
      () => inAct(server.database, act, caller, (tx) => endRelationship(tx, alpha, customerId, now)),
      () => inAct(server.database, act, caller, (tx) => endDap(tx, alpha, customerId, now, 'partner')),
      () => inAct(server.database, act, caller, (tx) => saveBillTo(tx, alpha, customerId, 'Mine now', {})),
      () =>
        inAct(
          server.database,
          act,
          caller,
          (tx) => tx`update subscription set quantity = 1 where partner_id = ${alpha.partnerId}`,
        ),
      () =>
        inAct(
          server.database,
          act,
          caller,
          (tx) => tx`delete from agreement_attestation where partner_id = ${alpha.partnerId}`,
        ),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'MP001' });
    expect(differences(before, await takeSnapshot(server, asOf))).toEqual([]);
  });

  it('with both taken away, the evidence tells', async () => {
    const woodgrove = server.tenant('woodgrove').id;
    const before = await server.call('woodgrove.admin', 'GET', '/multipartner/v1/evidence');
    await server.database`alter table subscription disable trigger user`;
    await server.database`update subscription set quantity = quantity + 1 where customer_id = ${woodgrove}`;
    const after = await server.call('woodgrove.admin', 'GET', `/multipartner/v1/evidence?asOf=${before.body.asOf}`);
    expect(after.body.owners[0].digest).not.toBe(before.body.owners[0].digest);
    expect(after.body.digest).not.toBe(before.body.digest);
  });

  it("every read is blind to another partner's objects", async () => {
    const woodgrove = server.tenant('woodgrove').id;
    const base = `/v1/customers/${woodgrove}`;
    const [own] = (await server.call('alpha.admin', 'GET', `${base}/subscriptions`)).body.items;
    const reads = [
      base,
      `${base}/subscriptions`,
      `${base}/transfers`,
      `${base}/subscriptions/${own.id}`,
      `${base}/subscriptions/${own.id}/supportcontact`,
      `${base}/subscriptions/${own.id}/provisioningstatus`,
      `${base}/orders`,
      `${base}/orders/${own.orderId}`,
      `${base}/orders/${own.orderId}/provisioningstatus`,
      `${base}/agreements`,
      `${base}/profiles/billing`,
      `${base}/profiles/company`,
      `${base}/qualifications`,
      `${base}/users`,
      `${base}/directoryroles`,
      `${base}/subscribedskus`,
      `${base}/relationships`,
      `${base}/customDomains`,
      `${base}/organization`,
      `${base}/directSignedMicrosoftCustomerAgreementStatus`,
      `/multipartner/v1/evidence?customerId=${woodgrove}`,
    ];
    for (const who of ['beta.admin', 'dist1.admin', 'gamma.admin', 'deltagov.admin']) {
      for (const path of reads) {
        const { status, body } = await server.call(who, 'GET', path);
        expect([403, 404], `${who} ${path}`).toContain(status);
        expect(JSON.stringify(body), `${who} ${path}`).not.toMatch(/Alpha|Business Premium|alpha/);
      }
    }
  });
});
