import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadPlan, type PlannedSample } from '@multipartner/testkit/recorded/plan.ts';
import { type ReplayRealm, replay } from '@multipartner/testkit/recorded/replay.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const sample = (operation: string, name = 'published'): PlannedSample => {
  const found = loadPlan().find((one) => one.operation.id === operation && one.sample.name === name);
  if (found === undefined) throw new Error(`${operation}/${name} is not recorded.`);
  return found;
};

describe('a replay', () => {
  let server: Server;
  let realm: ReplayRealm;
  let received: { method?: string; url?: string; headers: IncomingMessage['headers']; body: string };
  let answer: { status: number; body: string };

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      received = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    realm = {
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      token: async (actor) => (typeof actor === 'string' ? actor : `app-${actor.application}`),
      resolve: async (symbol) => `is-${symbol.replaceAll(/[{}]/g, '')}`,
    };
  });
  afterAll(() => new Promise((done) => server.close(done)));

  it('sends what was published, in the casing that was published, as the planned actor', async () => {
    answer = { status: 200, body: '{}' };
    await replay(sample('suspend-a-subscription'), realm);
    expect(received.method).toBe('PATCH');
    expect(received.url).toBe('/v1/customers/is-woodgrove/subscriptions/is-subscription');
    expect(received.headers).toMatchObject({
      authorization: 'Bearer app-alpha',
      'if-match': 'is-subscription.etag',
      'content-type': 'application/json',
    });
    expect(received.headers['ms-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.parse(received.body)).toMatchObject({
      Id: 'is-subscription',
      ParentSubscriptionId: null,
      Attributes: { Etag: 'is-subscription.etag' },
    });
  });

  it('resolves a name once for each sample', async () => {
    answer = { status: 200, body: '{}' };
    const asked: string[] = [];
    const counting = { ...realm, resolve: async (symbol: string) => `${asked.push(symbol)}` };
    await replay(sample('suspend-a-subscription'), counting);
    expect(asked).toHaveLength(new Set(asked).size);
    expect(asked).toContain('{{subscription}}');
  });

  it('makes first what must be there though the request does not name it', async () => {
    answer = { status: 200, body: '{}' };
    const asked: string[] = [];
    const resolve = async (symbol: string) => `${asked.push(symbol)}`;
    await replay(sample('view-a-deleted-user'), { ...realm, resolve });
    expect(asked[0]).toBe('{{deleted-user}}');
  });

  it('finds nothing in the published answer itself, with or without byte order mark', async () => {
    const planned = sample('get-partner-network-profile');
    for (const mark of ['', '\uFEFF']) {
      answer = { status: 200, body: mark + JSON.stringify(planned.sample.response?.body) };
      expect((await replay(planned, realm)).problems).toEqual([]);
    }
  });

  it('finds another status, and members that are missing or of another type', async () => {
    const planned = sample('get-partner-network-profile');
    answer = { status: 501, body: '{"code":501}' };
    expect((await replay(planned, realm)).problems).toEqual([expect.stringContaining('status 501 instead of 200')]);
    answer = {
      status: 200,
      body: '{"mpnId":5,"profileType":"x","links":{"self":{"uri":"/","method":"GET","headers":[]}}}',
    };
    expect((await replay(planned, realm)).problems).toEqual([
      expect.stringMatching(/^mpnId: type/),
      expect.stringMatching(/^attributes: missing/),
    ]);
  });

  it('compares a bare text and an empty answer as they are', async () => {
    answer = { status: 200, body: '"education"' };
    expect((await replay(sample('get-customer-qualification-synchronous'), realm)).problems).toEqual([]);
    answer = { status: 204, body: '' };
    expect((await replay(sample('delete-user-accounts-for-a-customer'), realm)).problems).toEqual([]);
  });
});
