import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { routes } from 'multipartner/protocols/partner-center/v1/index.ts';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf, neededQuery, type Subjects, seller, subjectsOf } from './every-read.ts';

const reads = routes.filter(
  (one) => one.method === 'GET' && one.answer !== undefined && addressOf(one.path, everyParameter()) !== null,
);

/** What reports on the requests themselves counts the last one. */
const countsRequests = new Set([
  '/v1/partnerRequests',
  '/v1/applicationmfaadoptionstatus',
  '/v1/nonMfaCompliantPartnerPrincipals',
]);

/** The parameters that the sweep has a subject for. */
function everyParameter(): Subjects {
  const names = 'customerId orderId subscriptionId cartId userId roleId productId skuId countryCode'.split(' ');
  return Object.fromEntries(names.map((name) => [name, name]));
}

describe('every read that answers with JSON', () => {
  let server: TestServer;
  let subjects: Subjects;
  beforeAll(async () => {
    server = await startServer({ startAt: new Date('2026-11-20T00:00:00Z') });
    subjects = await subjectsOf(server);
  });
  afterAll(() => server.stop());

  const addressed = (path: string) => ({
    path: addressOf(path, subjects) as string,
    query: addressOf(neededQuery[path] ?? '', subjects) as string,
  });
  const get = (path: string, query: string) => server.call(seller, 'GET', query === '' ? path : `${path}?${query}`);

  it('is many: the sweep reaches most of what is read', () => {
    expect(reads.length).toBeGreaterThan(60);
  });

  it.each(reads.map((one) => [one.path, one] as const))('%s', async (_title, { path, answer, status = 200 }) => {
    const { path: plain, query } = addressed(path);
    const first = await get(plain, query);
    expect(first.status, JSON.stringify(first.body)).toBe(status);
    const compiled = Compile(answer as never);
    const [wrong] = compiled.Errors(first.body);
    expect(wrong, `${JSON.stringify(wrong)} of ${JSON.stringify(first.body).slice(0, 500)}`).toBeUndefined();
    expect(nullsIn(first.body)).toEqual([]);
    const links = linksIn(first.body).filter(({ uri }) => !leadsOutside(path, uri));
    for (const { uri } of links) expect(uri).toMatch(/^(?!\/v1\/)(?!\w+:)\/?\w/);
    // However the address is spelt, the answer is the same.
    const shouted = path.replaceAll(/(^|\})[^{]*/g, (text) => text.toUpperCase());
    const spellings = [
      [addressOf(shouted, subjects) as string, query],
      [`${plain}/`, query],
      [plain.replace('/v1/', '/v1//'), query],
      [plain, [query, 'include_nothing=true', 'X'].filter(Boolean).join('&')],
      [plain, query.replace(/(^|&)(\w)/g, (_all, before, letter) => `${before}${letter.toUpperCase()}`)],
    ] as const;
    for (const [other, otherQuery] of spellings) {
      const again = await get(other, otherQuery);
      expect(again.status, `${other}?${otherQuery}: ${JSON.stringify(again.body)}`).toBe(first.status);
      if (!countsRequests.has(path)) expect(steady(again.body)).toEqual(steady(first.body));
    }
  });
});

interface Linked {
  readonly uri: string;
  readonly method?: string;
}

/** Links to pages for people, which are not of this API: those of managed services. */
const leadsOutside = (path: string, uri: string) => path.endsWith('/managedservices') && URL.canParse(uri);

/** Links of the body, wherever they are. */
function linksIn(value: unknown): Linked[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'links' && typeof member === 'object' && member !== null
      ? (Object.values(member) as Linked[])
      : linksIn(member),
  );
}

/** Where the body has a null. */
function nullsIn(value: unknown, at = ''): string[] {
  if (value === null) return [at];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, member]) => nullsIn(member, `${at}/${name}`));
}

/** Without what is other each time: instants of now, and the query that a link repeats as it was given. */
function steady(body: unknown): unknown {
  return JSON.parse(
    JSON.stringify(body, (name, value) =>
      name === 'self' || /date|time|time(stamp)?$/i.test(name) ? undefined : value,
    ),
  );
}
