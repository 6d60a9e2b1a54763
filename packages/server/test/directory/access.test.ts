import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newUser } from './people.ts';

interface Call {
  readonly method: string;
  /** `{c}` Woodgrove, `{u}` a person of it, `{r}` a directory role, `{t}` a template, `{m}` Alpha's location id. */
  readonly path: string;
  readonly body?: unknown;
  /** Somebody of the partner whose roles are not enough, and what refuses him. */
  readonly refused: readonly [who: string, code: number];
  /** What a partner without a relationship is answered with. */
  readonly stranger?: number;
  /** It takes an application alone. */
  readonly app?: true;
}

const inside = (who: string) => [who, 900308] as const;
const byRole = (who: string) => [who, 900150] as const;
const address = { country: 'US', city: 'Redmond', state: 'WA', addressLine1: '1 Way', postalCode: '98052' };
const company = { companyName: 'Alpha', address, defaultAddress: address, email: 'a@alpha.example' };
const attestation = {
  primaryContact: { firstName: 'A', lastName: 'B', email: 'a@example.com' },
  dateAgreed: '2020-01-01T00:00:00Z',
};

/** Every call of the directory, of agreements, profiles and the log, with somebody who may not make it. */
const calls: readonly Call[] = [
  { method: 'GET', path: '/v1/customers/{c}/users', refused: inside('alpha.sales'), stranger: 20002 },
  {
    method: 'POST',
    path: '/v1/customers/{c}/users',
    body: newUser('nobody'),
    refused: inside('alpha.helpdesk'),
    stranger: 20002,
  },
  { method: 'GET', path: '/v1/customers/{c}/users/{u}', refused: inside('alpha.user'), stranger: 20002 },
  {
    method: 'PATCH',
    path: '/v1/customers/{c}/users/{u}',
    body: { displayName: 'Somebody' },
    refused: inside('alpha.helpdesk'),
    stranger: 20002,
  },
  { method: 'DELETE', path: '/v1/customers/{c}/users/{u}', refused: inside('alpha.helpdesk'), stranger: 20002 },
  {
    method: 'PATCH',
    path: '/v1/customers/{c}/users/{u}/resetpassword',
    body: { passwordProfile: { password: 'abCD123*' } },
    refused: inside('alpha.ga'),
    stranger: 20002,
  },
  {
    method: 'GET',
    path: '/v1/customers/{c}/users/{u}/directoryroles',
    refused: inside('alpha.sales'),
    stranger: 20002,
  },
  {
    method: 'GET',
    path: '/v1/customers/{c}/directoryroles/{r}/usermembers',
    refused: inside('alpha.sales'),
    stranger: 20002,
  },
  {
    method: 'POST',
    path: '/v1/customers/{c}/directoryroles/{r}/usermembers',
    body: { Id: '{u}' },
    refused: inside('alpha.helpdesk'),
    stranger: 20002,
  },
  {
    method: 'DELETE',
    path: '/v1/customers/{c}/directoryroles/{r}/usermembers/{u}',
    refused: inside('alpha.helpdesk'),
    stranger: 20002,
  },
  { method: 'GET', path: '/v1/customers/{c}/subscribedskus', refused: inside('alpha.billing'), stranger: 20002 },
  { method: 'GET', path: '/v1/customers/{c}/users/{u}/licenses', refused: inside('alpha.sales'), stranger: 20002 },
  {
    method: 'POST',
    path: '/v1/customers/{c}/users/{u}/licenseupdates',
    body: { licensesToRemove: ['cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46'] },
    refused: inside('alpha.helpdesk'),
    stranger: 20002,
  },
  { method: 'GET', path: '/v1/customers/{c}/agreements', refused: byRole('alpha.helpdesk'), stranger: 20002 },
  {
    method: 'POST',
    path: '/v1/customers/{c}/agreements',
    body: attestation,
    refused: byRole('alpha.ga'),
    stranger: 20002,
  },
  {
    method: 'GET',
    path: '/v1/customers/{c}/directSignedMicrosoftCustomerAgreementStatus',
    refused: byRole('alpha.helpdesk'),
    stranger: 20002,
  },
  {
    method: 'GET',
    path: '/v1/customers/{c}/profiles/billing',
    refused: byRole('alpha.user'),
    stranger: 20002,
    app: true,
  },
  {
    method: 'PUT',
    path: '/v1/customers/{c}/profiles/billing',
    body: { companyName: 'W', email: 'w@example.com', defaultAddress: address },
    refused: byRole('alpha.helpdesk'),
    stranger: 20002,
    app: true,
  },
  { method: 'GET', path: '/v1/customers/{c}/profiles/company', refused: byRole('alpha.user'), stranger: 20002 },
  {
    method: 'GET',
    path: '/v1/customers/{c}/qualifications',
    refused: byRole('alpha.user'),
    stranger: 20002,
    app: true,
  },
  {
    method: 'POST',
    path: '/v1/customers/{c}/qualifications',
    body: { qualification: 'StateOwnedEntity' },
    refused: byRole('alpha.helpdesk'),
    stranger: 20002,
  },
  { method: 'GET', path: '/v1/customers/{c}/qualification', refused: byRole('alpha.user'), stranger: 20002, app: true },
  {
    method: 'PUT',
    path: '/v1/customers/{c}/qualification',
    body: '"StateOwnedEntity"',
    refused: byRole('alpha.helpdesk'),
    stranger: 20002,
  },
  { method: 'GET', path: '/v1/agreements', refused: byRole('alpha.billing') },
  { method: 'GET', path: '/v1/agreementtemplates/{t}/document', refused: byRole('alpha.billing') },
  { method: 'GET', path: '/v1/compliance/csp/agreementstatus?mpnId=5000111', refused: byRole('dist1.billing') },
  { method: 'GET', path: '/v1/auditrecords', refused: byRole('alpha.sales'), app: true },
  { method: 'GET', path: '/auditactivity/v1/auditrecords/none', refused: byRole('alpha.sales'), app: true },
  { method: 'PUT', path: '/v1/profiles/organization', body: company, refused: byRole('alpha.useradmin') },
  { method: 'PUT', path: '/v1/profiles/legalbusiness', body: company, refused: byRole('alpha.billing') },
  { method: 'PUT', path: '/v1/profiles/billing', body: company, refused: byRole('alpha.sales') },
  {
    method: 'PUT',
    path: '/v1/profiles/supportprofile',
    body: { email: 'a@alpha.example', telephone: '1', website: 'w' },
    refused: byRole('alpha.helpdesk'),
  },
];

describe('calls of the directory, of agreements, profiles and the log', () => {
  let server: TestServer;
  let fill: <T>(text: T) => T;
  beforeAll(async () => {
    server = await startServer();
    const ids: Record<string, string> = {
      '{c}': server.tenant('woodgrove').id,
      '{u}': server.person('woodgrove.user').id,
      '{r}': '729827e3-9c14-49f7-bb1b-9608f156bbb8',
      '{t}': '117a77b0-9360-443b-8795-c6dedc750cf9',
    };
    fill = (value) =>
      JSON.parse(JSON.stringify(value).replaceAll(/\{[curt]\}/g, (name) => ids[name] as string)) as typeof value;
    await given.relationship(server, 'dist1', 'woodgrove', { dap: false });
  });
  afterAll(() => server.stop());

  const send = (who: Parameters<TestServer['call']>[0], call: Call) =>
    server.call(
      who,
      call.method,
      fill(call.path),
      call.body === undefined ? undefined : fill(call.body),
      call.body === undefined ? {} : { 'content-type': 'application/json' },
    );
  const changes = async () => {
    const [row] = await server.database`
      select (select json_agg(u order by u.id) from tenant_user u) as users, (select json_agg(m order by m.role_id, m.user_id) from directory_role_member m) as members,
             (select json_agg(l order by l.user_id, l.sku_id) from licence_assignment l) as licences, (select json_agg(p order by p.tenant_id) from partner p) as partners,
             (select json_agg(t order by t.id) from tenant t) as tenants, (select json_agg(r order by r.partner_id, r.customer_id) from reseller_relationship r) as relationships,
             (select count(*) from agreement_attestation) as attestations, (select count(*) from outbox_item) as told`;
    return row;
  };

  it.each(calls)('$method $path needs a token', async (call) => {
    const answer = await send(null, call);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  });

  it.each(calls)('$method $path is refused to $refused.0, and changes nothing', async (call) => {
    const before = await changes();
    const [who, code] = call.refused;
    const answer = await send(who, call);
    expect([answer.status, answer.body.code]).toEqual([403, code]);
    expect(await changes()).toEqual(before);
  });

  it.each(calls.filter((call) => call.stranger !== undefined))(
    '$method $path is refused to a partner without a relationship, and changes nothing',
    async (call) => {
      const before = await changes();
      for (const who of ['beta.admin', 'gamma.admin']) {
        const answer = await send(who, call);
        expect([answer.status, answer.body.code], who).toEqual([403, call.stranger]);
      }
      expect(await changes()).toEqual(before);
    },
  );

  it.each(calls.filter((call) => call.refused[1] === 900308))(
    '$method $path is refused to a partner that may sell there but not administer (R60)',
    async (call) => {
      const answer = await send('dist1.admin', call);
      expect([answer.status, answer.body.code]).toEqual([403, 900308]);
    },
  );

  it.each(calls.filter((call) => call.app === undefined))(
    '$method $path is refused to an application alone',
    async (call) => {
      const answer = await send({ application: call.path.includes('compliance') ? 'dist1' : 'alpha' }, call);
      expect([answer.status, answer.body.code]).toEqual([403, 900329]);
    },
  );

  it.each(calls)("$method $path is refused to the customer's own people", async (call) => {
    const answer = await send('woodgrove.admin', call);
    expect([answer.status, answer.body.code]).toEqual([403, 900150]);
  });

  it.each(calls.filter((call) => call.refused[1] === 900150))(
    '$method $path is refused by role before anything is looked at (R167)',
    async (call) => {
      const who = call.refused[0];
      const nowhere = await server.call(
        who,
        call.method,
        call.path.replaceAll(/\{[curt]\}/g, () => crypto.randomUUID()),
        call.body,
        call.body === undefined ? {} : { 'content-type': 'application/json' },
      );
      expect(nowhere.body).toEqual((await send(who, call)).body);
    },
  );
});
