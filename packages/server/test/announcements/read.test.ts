import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const path = '/multipartner/v1/announcements';
const realm = '/multipartner/v1/realm/announcements';
const news = {
  title: 'Prices of the spring',
  workspace: 'pricing',
  impactedAudience: ['directPartners'],
  summary: 'What changes in the spring.',
  body: 'All of it.',
};
const day = 86_400_000;

interface Entry {
  id: string;
  title: string;
  publishedDateTime: string;
  impactedAudience: string[];
  workspace: string;
}

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const list = async (who: string, query = ''): Promise<Entry[]> => {
  const { status, body } = await server.call(who, 'GET', `${path}${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.items;
};
const write = async (more: object) => {
  const { status, body } = await server.call('realm.operator', 'POST', realm, { ...news, ...more });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
};
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();

describe('announcements', () => {
  it('are read by everybody who is signed in, whatever the audience, the newest first (R194)', async () => {
    const seen = await list('alpha.user');
    expect(seen.length).toBeGreaterThanOrEqual(4);
    const dates = seen.map((one) => one.publishedDateTime);
    expect(dates).toEqual(dates.toSorted().reverse());
    for (const who of ['woodgrove.user', 'rho.user', 'deltagov.user', 'realm.operator'])
      expect(await list(who), who).toEqual(seen);
  });

  it('tell of the resale restriction in the demo world, with date, area, audience and next steps (R154, R194)', async () => {
    const [one] = await list('alpha.user', '?search=TRANSACT');
    expect(one).toMatchObject({
      workspace: 'customers',
      impactedAudience: ['directPartners', 'indirectProviders', 'indirectResellers', 'customers'],
      clouds: [],
      nextSteps: expect.stringContaining('corporate tenant'),
      corrects: null,
      correctedBy: null,
    });
    const { body } = await server.call('alpha.user', 'GET', `${path}/${one?.id}`);
    expect(body).toEqual(one);
  });

  it('are narrowed by month, area, audience and words', async () => {
    const all = await list('alpha.user');
    const month = (all[0] as Entry).publishedDateTime.slice(0, 7);
    expect(await list('alpha.user', `?month=${month}`)).toEqual(
      all.filter((one) => one.publishedDateTime.startsWith(month)),
    );
    expect(await list('alpha.user', '?month=2019-01')).toEqual([]);
    expect(await list('alpha.user', '?workspace=billing')).toEqual(all.filter((one) => one.workspace === 'billing'));
    expect(await list('alpha.user', '?audience=advisors')).toEqual(
      all.filter((one) => one.impactedAudience.includes('advisors')),
    );
    expect(await list('alpha.user', '?search=nothing%20like%20it')).toEqual([]);
  });

  it('of the own audience follow from the kind of the tenant, and from its cloud', async () => {
    const elsewhere = await write({ clouds: ['usgov'], publish: true });
    const everywhere = await write({ publish: true });
    const mine = async (who: string) => (await list(who, '?audience=mine')).map((one) => one.id);
    expect(await mine('deltagov.user')).toEqual(expect.arrayContaining([elsewhere.id, everywhere.id]));
    expect(await mine('alpha.user')).toContain(everywhere.id);
    expect(await mine('alpha.user')).not.toContain(elsewhere.id);
    for (const who of ['woodgrove.user', 'rho.user', 'dist1.user'])
      expect(await mine(who), who).not.toContain(everywhere.id);
    expect((await list('woodgrove.user')).map((one) => one.id)).toContain(elsewhere.id);
  });

  it('come in pages that hold each once', async () => {
    const all = await list('alpha.user');
    const paged: Entry[] = [];
    let next: string | undefined = `${path}?limit=2`;
    while (next !== undefined) {
      const { body }: { body: { items: Entry[]; nextLink?: string } } = await server.call('alpha.user', 'GET', next);
      paged.push(...body.items);
      next = body.nextLink?.replace(server.url, '');
    }
    expect(paged).toEqual(all);
  });

  it('are shown from their time on, and not before', async () => {
    const later = await write({ title: 'Not yet', publishedDateTime: inDays(3) });
    const draft = await write({ title: 'Perhaps never' });
    const ids = async () => (await list('alpha.user')).map((one) => one.id);
    expect(await ids()).not.toContain(later.id);
    for (const id of [later.id, draft.id])
      expect(await server.call('alpha.user', 'GET', `${path}/${id}`)).toMatchObject({
        status: 404,
        body: { code: 'not-found' },
      });
    await server.advance('P4D');
    expect((await ids())[0]).toBe(later.id);
    expect(await ids()).not.toContain(draft.id);
  });

  it('refuse by name what cannot be asked', async () => {
    const wrong = {
      'month=2026-13': 'month',
      'workspace=kitchen': 'workspace',
      'audience=cats': 'audience',
      'limit=0': 'limit',
      'cursor=abc': 'cursor',
      'order=up': 'order',
    };
    for (const [query, field] of Object.entries(wrong))
      expect(await server.call('alpha.user', 'GET', `${path}?${query}`), query).toMatchObject({
        status: 400,
        body: { code: 'value-invalid', facts: { field } },
      });
    expect((await server.call(null, 'GET', path)).status).toBe(401);
  });
});
