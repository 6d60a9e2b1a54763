import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPerson, newUser } from './people.ts';

describe("a customer's people through the Partner Center protocol", () => {
  let server: TestServer;
  let base: string;
  beforeAll(async () => {
    server = await startServer();
    base = `/v1/customers/${server.tenant('woodgrove').id}/users`;
  });
  afterAll(() => server.stop());

  const create = (name: string) => createPerson(server, name);

  describe('GET /users', () => {
    it('lists the tenant’s own people with the full total, and none of a partner’s (R56)', async () => {
      const { status, body } = await server.call('alpha.admin', 'GET', base);
      expect(status).toBe(200);
      expect(body.totalCount).toBe(body.items.length);
      expect(body.totalCount).toBeGreaterThanOrEqual(60);
      expect(
        body.items.every((user: { userPrincipalName: string }) =>
          user.userPrincipalName.endsWith('@woodgrove.onmicrosoft.com'),
        ),
      ).toBe(true);
      expect(body.items[0]).toMatchObject({
        state: 'active',
        userDomainType: 'none',
        attributes: { objectType: 'CustomerUser' },
      });
      expect(body.attributes.objectType).toBe('Collection');
    });

    it('pages by continuation tokens, and repeats nobody', async () => {
      const seen: string[] = [];
      let answer = await server.call('alpha.admin', 'GET', `${base}?size=25`);
      for (;;) {
        seen.push(...answer.body.items.map((user: { id: string }) => user.id));
        const next = answer.body.links.next;
        if (next === undefined) break;
        answer = await server.call('alpha.admin', 'GET', `/v1${next.uri}`, undefined, {
          [next.headers[0].key]: next.headers[0].value,
        });
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBe(answer.body.totalCount);
    });

    it('sorts downwards by user name', async () => {
      const { body } = await server.call(
        'alpha.admin',
        'GET',
        `${base}?size=5&sortField=UserPrincipalName&sortDirection=Descending`,
      );
      const names = body.items.map((user: { userPrincipalName: string }) => user.userPrincipalName);
      expect(names).toHaveLength(5);
      expect(new Set(names).size).toBe(5);
    });

    it('refuses bad input by name', async () => {
      expect((await server.call('alpha.admin', 'GET', `${base}?size=-1`)).body).toMatchObject({ code: 3000 });
      expect((await server.call('alpha.admin', 'GET', `${base}?sortField=shoe`)).body.description).toContain(
        'sortField',
      );
      expect((await server.call('alpha.admin', 'GET', `${base}?filter=%7B`)).status).toBe(400);
    });

    it('asks for a token, for a person, and for rights inside the customer', async () => {
      expect((await server.call(null, 'GET', base)).status).toBe(401);
      expect((await server.call({ application: 'alpha' }, 'GET', base)).body).toMatchObject({ code: 900329 });
      expect((await server.call('alpha.sales', 'GET', base)).body).toMatchObject({ code: 900308 });
      expect((await server.call('beta.admin', 'GET', base)).body).toMatchObject({ code: 20002 });
      expect((await server.call('woodgrove.admin', 'GET', base)).body).toMatchObject({ code: 900150 });
    });

    it('lets a helpdesk agent read by DAP, as Helpdesk administrator', async () => {
      expect((await server.call('alpha.helpdesk', 'GET', base)).status).toBe(200);
      expect((await server.call('alpha.helpdesk', 'POST', base, newUser('bydesk'))).body).toMatchObject({
        code: 900308,
      });
    });
  });

  describe('POST /users', () => {
    it('creates a person from a PascalCase body with nulls and unset dates', async () => {
      const { status, body } = await server.call('alpha.admin', 'POST', `${base}/`, newUser('ada'));
      expect(status).toBe(200);
      expect(body).toMatchObject({
        userPrincipalName: 'ada@woodgrove.onmicrosoft.com',
        state: 'active',
        passwordProfile: { password: 'abCD123*xyz', forceChangePassword: true },
      });
      expect(Object.values(body)).not.toContain(null);
    });

    it('refuses a taken name, a foreign domain, a weak password and missing members', async () => {
      await create('bob');
      const post = async (change: object) =>
        (await server.call('alpha.admin', 'POST', base, { ...newUser('bob2'), ...change })).body;
      expect((await server.call('alpha.admin', 'POST', base, newUser('BOB'))).status).toBe(409);
      expect((await post({ UserPrincipalName: 'x@litware.onmicrosoft.com' })).description).toContain('litware');
      expect((await post({ PasswordProfile: { Password: 'short' } })).description).toContain('password');
      expect((await post({ DisplayName: null })).description).toContain('displayName');
      expect((await post({ UsageLocation: 'Atlantis' })).description).toContain('usageLocation');
    });

    it('gives one name to one of two who want it at once', async () => {
      const answers = await Promise.all(
        [1, 2, 3, 4].map(() => server.call('alpha.admin', 'POST', base, newUser('carol'))),
      );
      expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409, 409]);
    });

    it('leaves a record in the partner’s log and in the customer’s', async () => {
      const user = await create('dora');
      const rows =
        await server.database`select tenant_id from audit_record where operation_type = 'create_customer_user' and status = 'succeeded' and new_value ->> 'id' = ${user.id}`;
      expect(rows.map((row) => row.tenant_id).sort()).toEqual(
        [server.tenant('alpha').id, server.tenant('woodgrove').id].sort(),
      );
    });
  });

  describe('one person', () => {
    it('is read, changed, deleted, listed among the deleted, and restored', async () => {
      const { id } = await create('eve');
      expect((await server.call('alpha.admin', 'GET', `${base}/${id}`)).body.displayName).toBe('eve');
      const changed = await server.call('alpha.admin', 'PATCH', `${base}/${id}`, {
        DisplayName: 'Eve',
        Attributes: { ObjectType: 'CustomerUser' },
      });
      expect(changed.body.displayName).toBe('Eve');
      expect((await server.call('alpha.admin', 'DELETE', `${base}/${id}`)).status).toBe(204);
      const filter = encodeURIComponent(JSON.stringify({ Field: 'UserState', Value: 'Inactive', Operator: 'equals' }));
      const deleted = await server.call('alpha.admin', 'GET', `${base}?filter=${filter}`);
      expect(deleted.body.items.find((user: { id: string }) => user.id === id)).toMatchObject({
        state: 'inactive',
        softDeletionTime: expect.any(String),
      });
      const restored = await server.call('alpha.admin', 'PATCH', `${base}/${id}`, {
        State: 'active',
        Attributes: { ObjectType: 'CustomerUser' },
      });
      expect(restored.body.state).toBe('active');
      expect((await server.call('alpha.admin', 'PATCH', `${base}/${id}`, { State: 'active' })).status).toBe(400);
    });

    it('gets a password by the new path and by the old one', async () => {
      const { id } = await create('finn');
      const byNew = await server.call('alpha.helpdesk', 'PATCH', `${base}/${id}/resetpassword`, {
        passwordProfile: { password: 'Renew456*', forceChangePassword: true },
      });
      expect(byNew.body.passwordProfile).toEqual({ password: 'Renew456*', forceChangePassword: true });
      const byOld = await server.call('alpha.admin', 'PATCH', `${base}/${id}`, {
        PasswordProfile: { Password: 'Renew457*', ForceChangePassword: false },
      });
      expect(byOld.body.passwordProfile).toEqual({ password: 'Renew457*', forceChangePassword: false });
      expect(
        (
          await server.call('alpha.admin', 'PATCH', `${base}/${id}/resetpassword`, {
            passwordProfile: { password: 'weak' },
          })
        ).status,
      ).toBe(400);
      const [row] =
        await server.database`select count(*)::int as n from audit_record where new_value::text like '%Renew45%'`;
      expect(row?.n).toBe(0);
    });

    it('is signed out everywhere when its password is set', async () => {
      const { id, userPrincipalName } = await create('greta');
      const grant = (form: Record<string, string>) =>
        fetch(`${server.url}/${server.tenant('woodgrove').id}/oauth2/v2.0/token`, {
          method: 'POST',
          body: new URLSearchParams({ client_id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46', ...form }),
        }).then(async (answer) => ({
          status: answer.status,
          body: (await answer.json()) as { refresh_token: string; error?: string },
        }));
      const setPassword = (password: string) =>
        server.call('alpha.admin', 'PATCH', `${base}/${id}/resetpassword`, {
          passwordProfile: { password, forceChangePassword: false },
        });
      await setPassword('First456*');
      const known = { username: userPrincipalName, password: 'First456*' };
      const scope = 'https://graph.microsoft.com/.default offline_access';
      const signedIn = await grant({ grant_type: 'password', ...known, scope });
      const refresh = { grant_type: 'refresh_token', refresh_token: signedIn.body.refresh_token, scope };
      const again = await grant(refresh);
      expect(again.status, JSON.stringify(again.body)).toBe(200);
      await setPassword('Renew456*');
      const after = await grant({ ...refresh, refresh_token: again.body.refresh_token });
      expect([after.status, after.body.error]).toEqual([400, 'invalid_grant']);
    });

    it('is unknown when it is none of this tenant', async () => {
      const foreign = server.person('litware.user').id;
      expect((await server.call('alpha.admin', 'GET', `${base}/${foreign}`)).body).toMatchObject({ code: 60002 });
      expect(
        (await server.call('alpha.admin', 'PATCH', `${base}/${foreign}`, { displayName: 'x' })).body,
      ).toMatchObject({ code: 60002 });
      expect((await server.call('alpha.admin', 'DELETE', `${base}/${foreign}`)).body).toMatchObject({ code: 60002 });
      expect((await server.call('alpha.admin', 'GET', `${base}/nobody`)).status).toBe(400);
    });
  });
});
