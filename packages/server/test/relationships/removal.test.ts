import { given } from '@multipartner/testkit/given.ts';
import { putGranular } from '@multipartner/testkit/granular.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { accept, customersOf, linkOf, logOf, partnersOf, toldTo } from './acts.ts';

let server: TestServer;
beforeEach(async () => {
  if (server === undefined) server = await startServer();
  else await server.call(null, 'POST', '/sandbox/v1/reset', {});
});
afterAll(() => server.stop());

const patch = (who: string | { application: string } | null, customer: string, body: object) =>
  server.call(who, 'PATCH', `/v1/customers/${server.tenant(customer).id}/`, body);
const leave = (who: string | null, customer: string) =>
  patch(who, customer, { relationshipToPartner: 'none', attributes: { objectType: 'Customer' } });
const giveUpDap = (who: string, customer: string) =>
  patch(who, customer, { AllowDelegatedAccess: false, attributes: { objectType: 'Customer' } });

describe('the removal of a reseller relationship', () => {
  it('is answered as it is documented, and takes the customer out of the list', async () => {
    await given.relationship(server, 'beta', 'litware');
    expect(await customersOf(server, 'beta.admin')).toEqual([server.tenant('litware').id]);
    const answer = await leave('beta.ga', 'litware');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      Id: null,
      CommerceId: null,
      CompanyProfile: null,
      BillingProfile: null,
      RelationshipToPartner: 'none',
      AllowDelegatedAccess: null,
      UserCredentials: null,
      CustomDomains: null,
      AssociatedPartnerId: null,
      Attributes: { ObjectType: 'Customer' },
    });
    expect((await server.call('beta.admin', 'GET', '/v1/customers')).body).toMatchObject({ totalCount: 0, items: [] });
    expect(await leave('beta.ga', 'litware')).toMatchObject({ status: 403, body: { code: 20002 } });
    expect((await partnersOf(server, 'litware.admin')).size).toBe(0);
  });

  it('takes the bodies of the .NET library', async () => {
    await given.relationship(server, 'beta', 'litware');
    const sent = {
      Id: null,
      CompanyProfile: null,
      BillingProfile: null,
      RelationshipToPartner: 'none',
      AllowDelegatedAccess: null,
      UserCredentials: null,
      Attributes: { ObjectType: 'Customer' },
    };
    expect((await patch('beta.admin', 'litware', sent)).status).toBe(200);
    expect(await customersOf(server, 'beta.admin')).toEqual([]);
  });

  it('ends DAP and effective granular administration, each with its event and records, and sends no mail', async () => {
    await given.relationship(server, 'beta', 'litware', { dap: true });
    const beta = server.tenant('beta').id;
    const granular = { partner: 'beta', customer: 'litware', roleIds: ['f2ef992c-3afb-46b9-b7cf-a126ee74c451'] };
    await putGranular(server, { ...granular, displayName: 'effective' });
    await putGranular(server, { ...granular, displayName: 'asked for', activatedAt: null, group: null });
    const told = (await toldTo(server, 'beta')).length;
    await leave('beta.admin', 'litware');
    expect((await toldTo(server, 'beta')).slice(told)).toEqual([
      'dap-admin-relationship-terminated',
      'granular-admin-relationship-terminated',
    ]);
    expect(await toldTo(server, 'beta', 'mail')).toEqual([]);
    expect(await toldTo(server, 'litware', 'mail')).toEqual([]);
    const states = await server.database<{ name: string; by: string | null }[]>`
      select display_name as name, terminated_by as by from admin_relationship order by display_name`;
    expect(states.map(({ name, by }) => [name, by])).toEqual([
      ['asked for', null],
      ['effective', 'reseller-relationship-ended'],
    ]);
    const types = (await logOf(server, 'litware.admin')).slice(0, 3).map((one) => one.operationType);
    expect(types.sort()).toEqual([
      'dap_admin_relationship_terminated',
      'granular_admin_relationship_termination_requested',
      'remove_partner_customer_relationship',
    ]);
    const mine =
      await server.database`select operation_type from audit_record where tenant_id = ${beta} and status = 'succeeded' order by seq desc limit 3`;
    expect(mine.map((row) => row.operation_type).sort()).toEqual(types.sort());
  });

  it('is refused while a live subscription of the partner is there, and names it', async () => {
    const subscription = (await partnersOf(server, 'woodgrove.admin')).get(server.tenant('alpha').id)?.subscriptions[0]
      ?.id;
    const answer = await leave('alpha.admin', 'woodgrove');
    expect(answer).toMatchObject({ status: 409, body: { code: 'RELATIONSHIP_IN_USE', data: [subscription] } });
    expect(await customersOf(server, 'alpha.admin')).toEqual([server.tenant('woodgrove').id]);
    const failed = await server.database`
      select status, customized from audit_record where tenant_id = ${server.tenant('alpha').id} order by seq desc limit 1`;
    expect(failed[0]).toMatchObject({ status: 'failed', customized: { refusal: 'relationship-in-use' } });
    // A partner that sold nothing there leaves as it likes.
    await given.relationship(server, 'beta', 'woodgrove');
    expect((await leave('beta.admin', 'woodgrove')).status).toBe(200);
    expect((await partnersOf(server, 'woodgrove.admin')).get(server.tenant('alpha').id)?.relationships[0]?.dap).toBe(
      true,
    );
  });

  it('is by role, for people, and for one’s own customers', async () => {
    await given.relationship(server, 'beta', 'litware');
    for (const person of ['sales', 'helpdesk', 'useradmin', 'billing', 'user']) {
      expect(await leave(`beta.${person}`, 'litware')).toMatchObject({ status: 403, body: { code: 900150 } });
    }
    expect(await patch({ application: 'beta' }, 'litware', { relationshipToPartner: 'none' })).toMatchObject({
      status: 403,
      body: { code: 900329 },
    });
    expect((await leave(null, 'litware')).status).toBe(401);
    expect(await leave('alpha.admin', 'litware')).toMatchObject({ status: 403, body: { code: 20002 } });
    expect(await customersOf(server, 'beta.admin')).toEqual([server.tenant('litware').id]);
  });

  it('is no right of a reseller, which goes through its provider', async () => {
    await given.relationship(server, 'rho', 'litware', { provider: 'dist1' });
    expect(await leave('rho.admin', 'litware')).toMatchObject({ status: 403, body: { code: 900150 } });
    expect((await leave('dist1.admin', 'litware')).status).toBe(200);
    expect([...(await partnersOf(server, 'litware.admin')).keys()]).toEqual([server.tenant('rho').id]);
    const filter = encodeURIComponent(
      JSON.stringify({
        Field: 'IndirectCloudSolutionProvider',
        Value: server.tenant('dist1').id,
        Operator: 'starts_with',
      }),
    );
    expect((await server.call('rho.admin', 'GET', `/v1/customers?filter=${filter}`)).body.totalCount).toBe(0);
  });

  it('refuses anything else that is asked of a customer', async () => {
    await given.relationship(server, 'beta', 'litware');
    expect(await patch('beta.admin', 'litware', {})).toMatchObject({ status: 400, body: { code: 2001 } });
    expect(await patch('beta.admin', 'litware', { relationshipToPartner: 'advisor' })).toMatchObject({
      status: 400,
      body: { code: 3000 },
    });
    expect(await patch('beta.admin', 'litware', { relationshipToPartner: 'friend' })).toMatchObject({
      status: 400,
      body: { code: 3000 },
    });
    expect(await patch('beta.admin', 'litware', { allowDelegatedAccess: 'never' })).toMatchObject({
      status: 400,
      body: { code: 3000 },
    });
  });

  it('is undone by a fresh acceptance only, and nothing of before comes back', async () => {
    await given.relationship(server, 'beta', 'litware', { dap: true });
    const before = (await partnersOf(server, 'litware.admin')).get(server.tenant('beta').id);
    await leave('beta.admin', 'litware');
    await server.advance('P2D');
    await given.relationship(server, 'beta', 'litware', { dap: false });
    const after = (await partnersOf(server, 'litware.admin')).get(server.tenant('beta').id);
    expect(after?.relationships[0]?.dap).toBe(false);
    expect(Date.parse(after?.relationships[0]?.since ?? '')).toBeGreaterThan(
      Date.parse(before?.relationships[0]?.since ?? ''),
    );
  });

  it('and an acceptance at the same moment leave one of the two, and a right count', async () => {
    const url = await linkOf(server, 'beta.sales');
    for (let round = 0; round < 5; round += 1) {
      await accept(server, 'litware.admin', url);
      const [left, accepted] = await Promise.all([
        leave('beta.admin', 'litware'),
        accept(server, 'litware.admin', url),
      ]);
      expect(left.status).toBe(200);
      const { body } = await server.call('beta.admin', 'GET', '/v1/customers');
      expect(body.items).toHaveLength(accepted.status === 201 ? 1 : 0);
      expect(body.totalCount).toBe(body.items.length);
    }
  });

  it('of many at the same moment happens once', async () => {
    await given.relationship(server, 'beta', 'litware');
    const answers = await Promise.all(Array.from({ length: 6 }, () => leave('beta.admin', 'litware')));
    expect(answers.map((one) => one.status).sort()).toEqual([200, 403, 403, 403, 403, 403]);
    expect((await server.call('beta.admin', 'GET', '/v1/customers')).body.totalCount).toBe(0);
  });
});

describe('giving up DAP', () => {
  it('leaves the relationship, the subscriptions and every other partner', async () => {
    await given.relationship(server, 'beta', 'woodgrove', { dap: true });
    const other = (await partnersOf(server, 'woodgrove.admin')).get(server.tenant('beta').id);
    const told = (await toldTo(server, 'alpha')).length;
    const answer = await giveUpDap('alpha.admin', 'woodgrove');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ RelationshipToPartner: 'reseller', AllowDelegatedAccess: false });
    expect((await toldTo(server, 'alpha')).slice(told)).toEqual(['dap-admin-relationship-terminated']);
    const partners = await partnersOf(server, 'woodgrove.admin');
    expect(partners.get(server.tenant('alpha').id)).toMatchObject({
      relationships: [{ type: 'reseller', dap: false }],
      delegatedAdministration: [],
      subscriptions: [{ quantity: 50 }],
    });
    expect(partners.get(server.tenant('beta').id)).toEqual(other);
    expect(
      (await server.call('alpha.admin', 'GET', `/v1/customers/${server.tenant('woodgrove').id}`)).body,
    ).toMatchObject({ allowDelegatedAccess: false });
  });

  it('changes nothing the second time', async () => {
    await giveUpDap('alpha.admin', 'woodgrove');
    const told = await toldTo(server, 'alpha');
    expect((await giveUpDap('alpha.admin', 'woodgrove')).status).toBe(200);
    expect(await toldTo(server, 'alpha')).toEqual(told);
  });

  it('is what is meant when the other member says none as well', async () => {
    const answer = await patch('alpha.admin', 'woodgrove', {
      AllowDelegatedAccess: false,
      RelationshipToPartner: 'none',
    });
    expect(answer.status).toBe(200);
    expect(await customersOf(server, 'alpha.admin')).toEqual([server.tenant('woodgrove').id]);
  });

  it("is an admin agent's, at the partner's own customers", async () => {
    for (const person of ['ga', 'sales', 'helpdesk', 'useradmin', 'billing', 'user']) {
      expect(await giveUpDap(`alpha.${person}`, 'woodgrove')).toMatchObject({ status: 403, body: { code: 900150 } });
    }
    expect(await giveUpDap('beta.admin', 'woodgrove')).toMatchObject({ status: 403, body: { code: 20002 } });
    expect(
      (
        await server.call(null, 'PATCH', `/v1/customers/${server.tenant('woodgrove').id}`, {
          allowDelegatedAccess: false,
        })
      ).status,
    ).toBe(401);
  });
});
