import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { ClientSecretCredential } from '@azure/identity';
import { PublicClientApplication } from '@azure/msal-node';
import { Duration } from '@microsoft/kiota-abstractions';
import { AzureIdentityAuthenticationProvider } from '@microsoft/kiota-authentication-azure';
import { Client, GraphError, PageIterator, ResponseType } from '@microsoft/microsoft-graph-client';
import { GraphRequestAdapter } from '@microsoft/msgraph-sdk';
import { createTenantRelationshipsServiceClient } from '@microsoft/msgraph-sdk-tenantrelationships';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { inRealmAct } from 'multipartner/store/act.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificate } from '../identity/platform.ts';
import { people, relationships, role, unified } from './people.ts';

const graph = 'https://graph.microsoft.com';
const path = relationships.replace('/v1.0', '');

describe('published Graph clients', () => {
  let server: TestServer;
  let secure: Server;
  let origin: string;
  let by: ReturnType<typeof people>;
  beforeAll(async () => {
    // These clients send tokens over HTTPS only.
    const { key, certificate } = makeCertificate('localhost', ['subjectAltName=DNS:localhost']);
    setDefaultCACertificates([...getCACertificates('default'), certificate]);
    server = await startServer({ delegatedAdminStepSeconds: 2 });
    by = people(server, () => server.advance('PT4S'));
    // More of them than fit on two pages.
    const { id: partner } = server.tenant('dist1');
    await inRealmAct(server.database, 'realm.test', '*', async (tx) => {
      await tx`
        insert into admin_relationship (partner_id, id, display_name, role_ids, duration_days, created_at, modified_at)
        select ${partner}, gen_random_uuid(), 'Many ' || n, ${[role.globalReader]}::uuid[], 30, realm_now(), realm_now() from generate_series(1, 700) as n`;
    });
    secure = createServer({ key, cert: certificate }, (request, response) => server.app.routing(request, response));
    await new Promise<void>((listening) => secure.listen(0, '127.0.0.1', listening));
    origin = `https://localhost:${(secure.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await new Promise((closed) => secure.close(closed).closeAllConnections());
    await server.stop();
  });

  /** The application of a tenant, which signs in by its secret at the token endpoint. */
  function credential(tenant: string): ClientSecretCredential {
    const { id, applications } = server.tenant(tenant);
    const { clientId, clientSecret } = applications[0] as (typeof applications)[number];
    return new ClientSecretCredential(id, clientId, clientSecret as string, {
      authorityHost: origin,
      disableInstanceDiscovery: true,
    });
  }

  /** A token of a person, by name and password at the token endpoint. */
  async function personalToken(key: string): Promise<string> {
    const [tenant = ''] = key.split('.');
    const { id, applications } = server.tenant(tenant);
    const { userPrincipalName, password } = server.person(key);
    const client = new PublicClientApplication({
      auth: {
        clientId: applications[0]?.clientId as string,
        authority: `${origin}/${id}`,
        knownAuthorities: [new URL(origin).host],
      },
    });
    const answer = await client.acquireTokenByUsernamePassword({
      scopes: [`${graph}/DelegatedAdminRelationship.ReadWrite.All`],
      username: userPrincipalName,
      password: password as string,
    });
    return answer?.accessToken as string;
  }

  const javascript = (getAccessToken: () => Promise<string>) =>
    Client.initWithMiddleware({
      baseUrl: `${origin}/`,
      customHosts: new Set(['localhost']),
      authProvider: { getAccessToken },
    });

  const term = (change: object = {}) => ({
    duration: 'P730D',
    accessDetails: unified(role.globalReader, role.globalAdministrator),
    ...change,
  });
  const container = async () => ({
    accessContainerId: await by.newGroup('beta'),
    accessContainerType: 'securityGroup',
  });

  it('microsoft-graph-client goes through a whole life in the name of a person', async () => {
    const token = await personalToken('beta.admin');
    const client = javascript(async () => token);
    const made = await client.api(path).post(term({ displayName: 'By graph-js' }));
    const one = `${path}/${made.id}`;
    const renamed = await client
      .api(one)
      .header('If-Match', made['@odata.etag'])
      .patch({ displayName: 'By graph-js renamed' });
    const stale = await client
      .api(one)
      .header('If-Match', made['@odata.etag'])
      .delete()
      .catch((error: unknown) => error);
    expect(stale).toBeInstanceOf(GraphError);
    expect(stale).toMatchObject({
      statusCode: 412,
      code: 'preconditionFailed',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect((await client.api(one).get())['@odata.etag']).toBe(renamed['@odata.etag']);

    expect(await client.api(`${one}/requests`).post({ action: 'lockForApproval' })).toMatchObject({
      status: 'created',
    });
    await server.advance('PT2S');
    await by.approve('litware', made.id);
    await server.advance('PT4S');
    expect((await client.api(one).select(['status', 'customer']).get()).status).toBe('active');

    const accessContainer = await container();
    const assignment = await client
      .api(`${one}/accessAssignments`)
      .post({ accessContainer, accessDetails: unified(role.globalReader) });
    await server.advance('PT2S');
    const conflict = await client
      .api(`${one}/accessAssignments`)
      .post({ accessContainer, accessDetails: unified(role.globalReader) })
      .catch((error: unknown) => error);
    expect(conflict).toMatchObject({ statusCode: 409, code: 'conflict' });
    const read = await client.api(`${one}/accessAssignments/${assignment.id}`).get();
    const changed = await client
      .api(`${one}/accessAssignments/${assignment.id}`)
      .header('If-Match', read['@odata.etag'])
      .responseType(ResponseType.RAW)
      .patch({ accessDetails: unified(role.globalAdministrator) });
    expect([changed.status, changed.headers.get('retry-after')]).toEqual([202, '10']);
    await server.advance('PT4S');
    expect((await client.api(changed.headers.get('location')).get()).status).toBe('succeeded');

    // Everything else but the Global Administrator, as tools send it; then it can be extended.
    expect(
      await client
        .api(one)
        .header('If-Match', '*')
        .patch({ accessDetails: unified(role.globalReader) }),
    ).toEqual({});
    await server.advance('PT4S');
    const { '@odata.etag': etag } = await client.api(one).get();
    expect(await client.api(one).header('If-Match', etag).patch({ autoExtendDuration: 'P180D' })).toMatchObject({
      autoExtendDuration: 'P180D',
      accessDetails: unified(role.globalReader),
    });
    await client.api(`${one}/requests`).post({ action: 'terminate' });
    await server.advance('PT4S');
    expect((await client.api(one).get()).status).toBe('terminated');
  });

  it('microsoft-graph-client pages through 700 relationships by its iterator, as an application', async () => {
    const tokens = credential('dist1');
    const client = javascript(async () => (await tokens.getToken(`${graph}/.default`)).token);
    const first = await client.api(path).filter("status eq 'created'").count(true).get();
    expect([first['@odata.count'], first.value.length]).toEqual([700, 300]);
    const names = new Set<string>();
    await new PageIterator(client, first, (one: { displayName: string }) => {
      names.add(one.displayName);
      return true;
    }).iterate();
    expect(names.size).toBe(700);
    expect((await client.api(path).top(2).orderby('displayName').get()).value).toHaveLength(2);
  });

  it('microsoft-graph-client reads, writes and deletes in batches, with an etag for each part', async () => {
    const tokens = credential('beta');
    const client = javascript(async () => (await tokens.getToken(`${graph}/.default`)).token);
    const drafts = await Promise.all(
      ['One', 'Two'].map((name) => client.api(path).post(term({ displayName: `Batch ${name}` }))),
    );
    const json = { 'Content-Type': 'application/json' };
    const [a, b] = drafts.map((one) => `${path}/${one.id}`);
    const { responses } = await client.api('/$batch').post({
      requests: [
        { id: '1', method: 'GET', url: `${path}?$filter=status eq 'created'&$orderby=displayName&$top=1` },
        {
          id: '2',
          method: 'PATCH',
          url: a,
          headers: { ...json, 'If-Match': drafts[0]['@odata.etag'] },
          body: { duration: 'P31D' },
        },
        { id: '3', method: 'DELETE', url: b, headers: { 'If-Match': drafts[1]['@odata.etag'] } },
        { id: '4', method: 'POST', url: path, headers: json, body: term({ displayName: 'Batch Three' }) },
        { id: '5', method: 'DELETE', url: a, headers: { 'If-Match': 'W/"b2xk"' }, dependsOn: ['2'] },
      ],
    });
    const statuses = Object.fromEntries(responses.map((one: { id: string; status: number }) => [one.id, one.status]));
    expect(statuses).toEqual({ 1: 200, 2: 200, 3: 204, 4: 201, 5: 412 });
    const next = responses.find(({ id }: { id: string }) => id === '1').body['@odata.nextLink'];
    expect(next.startsWith(`${origin}/v1.0${path}?`)).toBe(true);
    // One is read, Two deleted meanwhile.
    expect((await client.api(next).get()).value).toMatchObject([{ displayName: 'Batch Three' }]);
  });

  describe('the Kiota client', () => {
    function kiota(tenant: string) {
      const provider = new AzureIdentityAuthenticationProvider(
        credential(tenant),
        [`${graph}/.default`],
        undefined,
        new Set(['localhost']),
      );
      const adapter = new GraphRequestAdapter(provider);
      adapter.baseUrl = `${origin}/v1.0`;
      return createTenantRelationshipsServiceClient(adapter).tenantRelationships;
    }
    const ifMatch = (one: { additionalData?: Record<string, unknown> | null } | undefined) => ({
      headers: { 'If-Match': [String(one?.additionalData?.['@odata.etag'])] },
    });

    it('goes through a whole life as an application', async () => {
      const client = kiota('beta');
      const made = await client.delegatedAdminRelationships.post({
        displayName: 'By Kiota',
        duration: new Duration({ days: 730 }),
        accessDetails: unified(role.globalReader, role.globalAdministrator),
        customer: { tenantId: server.tenant('litware').id },
      });
      const id = made?.id as string;
      const one = client.delegatedAdminRelationships.byDelegatedAdminRelationshipId(id);
      expect(made).toMatchObject({ displayName: 'By Kiota', status: 'created', customer: { displayName: 'Litware' } });
      expect(made?.duration?.toString()).toBe('P730D');
      expect(made?.createdDateTime).toBeInstanceOf(Date);

      // Whole objects go back as they were read, with one member changed.
      const patched = await one.patch({ ...made, displayName: 'By Kiota again' }, ifMatch(made));
      expect(patched?.displayName).toBe('By Kiota again');
      await one.requests.post({ action: 'lockForApproval' });
      await server.advance('PT2S');
      await by.approve('litware', id);
      await server.advance('PT4S');
      const active = await one.get();
      expect([active?.status, active?.activatedDateTime]).toEqual(['active', expect.any(Date)]);

      const assigned = await one.accessAssignments.post({
        accessContainer: { accessContainerId: await by.newGroup('beta'), accessContainerType: 'securityGroup' },
        accessDetails: unified(role.globalReader),
      });
      await server.advance('PT2S');
      const assignment = one.accessAssignments.byDelegatedAdminAccessAssignmentId(assigned?.id as string);
      await assignment.patch({ accessDetails: unified(role.globalAdministrator) }, ifMatch(await assignment.get()));
      await server.advance('PT4S');
      const operations = await one.operations.get();
      expect(operations?.value).toMatchObject([
        { operationType: 'delegatedAdminAccessAssignmentUpdate', status: 'succeeded' },
      ]);
      await assignment.delete(ifMatch(await assignment.get()));

      await one.patch({ accessDetails: unified(role.globalReader) }, ifMatch(await one.get()));
      await server.advance('PT4S');
      const extended = await one.patch({ autoExtendDuration: new Duration({ days: 180 }) }, ifMatch(await one.get()));
      expect(extended?.autoExtendDuration?.toString()).toBe('P180D');

      const customers = await client.delegatedAdminCustomers.get({ queryParameters: { orderby: ['displayName'] } });
      expect(customers?.value).toMatchObject([{ tenantId: server.tenant('litware').id, displayName: 'Litware' }]);
      const services = await client.delegatedAdminCustomers
        .byDelegatedAdminCustomerId(server.tenant('litware').id)
        .serviceManagementDetails.get();
      expect(services?.value).toHaveLength(4);
      const found = await client.findTenantInformationByTenantIdWithTenantId(server.tenant('woodgrove').id).get();
      expect(found?.displayName).toBe('Woodgrove');
      const byDomain = await client
        .findTenantInformationByDomainNameWithDomainName(server.tenant('woodgrove').defaultDomain)
        .get();
      expect(byDomain?.tenantId).toBe(server.tenant('woodgrove').id);

      await one.requests.post({ action: 'terminate' });
      await server.advance('PT4S');
      expect((await one.get())?.status).toBe('terminated');
      const requests = await one.requests.get({ queryParameters: { filter: "action eq 'terminate'" } });
      expect(requests?.value).toMatchObject([{ status: 'succeeded' }]);
    });

    it('throws what was refused, with code, status and words', async () => {
      const client = kiota('beta');
      const refused = await client.delegatedAdminRelationships
        .post({
          displayName: 'Too long',
          duration: new Duration({ days: 731 }),
          accessDetails: unified(role.globalReader),
        })
        .catch((error: unknown) => error);
      expect(refused).toMatchObject({
        responseStatusCode: 400,
        errorEscaped: { code: 'badRequest', target: 'duration', innerError: { date: expect.any(Date) } },
      });
      const draft = await client.delegatedAdminRelationships.post({
        displayName: 'To be deleted',
        duration: new Duration({ days: 30 }),
        accessDetails: unified(role.globalReader),
      });
      const one = client.delegatedAdminRelationships.byDelegatedAdminRelationshipId(draft?.id as string);
      expect(await one.delete().catch((error: unknown) => error)).toMatchObject({ responseStatusCode: 428 });
      await one.delete(ifMatch(draft));
      expect(await one.get().catch((error: unknown) => error)).toMatchObject({ responseStatusCode: 404 });
    });

    it('pages by the link of each page', async () => {
      const client = kiota('dist1');
      let page = await client.delegatedAdminRelationships.get({ queryParameters: { top: 250, count: true } });
      expect(page?.odataCount).toBe(700);
      const sizes = [page?.value?.length];
      while (page?.odataNextLink) {
        page = await client.delegatedAdminRelationships.withUrl(page.odataNextLink).get();
        sizes.push(page?.value?.length);
      }
      expect(sizes).toEqual([250, 250, 200]);
    });
  });
});
