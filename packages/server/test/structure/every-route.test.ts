import type { Answer, Caller } from '@multipartner/testkit/calls.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { unserved } from 'multipartner/protocols/partner-center/house/unserved.ts';
import { routes as partnerCenter } from 'multipartner/protocols/partner-center/v1/index.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registered, shapeOf } from './every-route/registered.ts';
import type { None } from './every-route/row.ts';
import { open, routeNames, rows, type Served, served } from './every-route/served.ts';
import { type Fill, type Situation, situation } from './every-route/situation.ts';

const isNone = (fact: object): fact is None => 'none' in fact;
const given = <T extends object>(fact: T | None): T => {
  if (isNone(fact)) throw new Error(fact.none);
  return fact as T;
};
const having = (fact: 'refused' | 'foreign' | 'bad') => served.filter((row) => !isNone(row[fact]));

let server: TestServer;
let world: Situation;
beforeAll(async () => {
  server = await startServer();
  world = await situation(server);
});
afterAll(() => server.stop());

interface Change {
  readonly path?: string;
  readonly body?: unknown;
  readonly fill?: Fill;
}

/** Sends the row's request, or the same with another path or body. */
function send(who: Caller, row: Served, change: Change = {}): Promise<Answer> {
  const fill = change.fill ?? world.fill;
  const body = 'body' in change ? change.body : row.body;
  return server.call(
    who,
    row.method,
    fill(change.path ?? row.at),
    fill(body),
    body === undefined ? {} : { 'content-type': 'application/json' },
  );
}

const codeOf = (row: Served, { status, body }: Answer) => (row.method === 'HEAD' ? [status] : [status, body.code]);
const expected = (row: Served, status: number, code: number | string) =>
  row.method === 'HEAD' ? [status] : [status, code];

/** Tables that hold what was tried, or what is noted behind an answer of who used a right, and nothing of anybody's. */
const logs = ['audit_record', 'administration_use', 'api_request', 'api_request_day', 'api_request_without_mfa'];
let digests: string;

/** A digest of each table of the database but its logs, and where the log ends. */
async function observe() {
  digests ??= (
    await server.database<{ name: string }[]>`
      select c.relname as name from pg_class c
       where c.relnamespace = 'multipartner'::regnamespace and c.relkind = 'r' and c.relname <> all(${logs}) order by 1`
  )
    .map(({ name }) => `(select md5(string_agg(t::text, ',' order by t::text)) from "${name}" t) as "${name}"`)
    .join(', ');
  const [row] = await server.database.unsafe(`select (select max(seq) from audit_record) as log_end, ${digests}`);
  const { log_end: logEnd, ...tables } = row as Record<string, unknown>;
  return { tables, logEnd: Number(logEnd) };
}

/** Operations that are asked by a body and write nothing: no record of an attempt either. */
const asking =
  /\/(explain|check|preview|invitations|promotionEligibilities|checkInventory|newcommerce\/validate|productUpgrades\/.*|validations\/address)$/;

const isAct = ({ method, route }: Served) => method !== 'GET' && method !== 'HEAD' && !asking.test(route);

/**
 * Expects that nothing was written but, of an act, the record of the caller's own failed attempt (R214); what cannot be
 * read is `maybe` refused before there is an attempt.
 */
async function unchanged(
  who: string,
  row: Served,
  attempt: () => Promise<Answer>,
  recorded: 'as-act' | 'maybe' = 'as-act',
): Promise<Answer> {
  const before = await observe();
  const answer = await attempt();
  const after = await observe();
  expect(Object.keys(after.tables).filter((name) => after.tables[name] !== before.tables[name])).toEqual([]);
  const records = await server.database`select tenant_id, status from audit_record where seq > ${before.logEnd}`;
  const own = { tenant_id: server.person(who).tenantId, status: 'failed' };
  if (isAct(row) && !(recorded === 'maybe' && records.length === 0)) expect([...records]).toEqual([own]);
  else expect([...records]).toEqual([]);
  return answer;
}

describe('the table of routes', () => {
  it('has a row for every route that is served, and no other', () => {
    expect(rows.map((row) => row.route).toSorted()).toEqual(routeNames.toSorted());
  });

  it('is what the running server answers, but for what is documented and not served yet', () => {
    const ours = /^[A-Z]+ \/(v1|v\{\}|auditactivity|webhooks|partner|multipartner|agreements)(\/|$)/;
    const missing = unserved(partnerCenter).map(({ method, path }) => `${method} ${path}`);
    const known = new Set([...routeNames, ...missing].map(shapeOf));
    expect(
      registered(server.app)
        .filter((route) => ours.test(route))
        .toSorted(),
    ).toEqual([...known, ...Object.keys(open)].toSorted());
  });
});

describe.each(served)('$route', (row) => {
  it('needs a token', async () => {
    const answer = await send(null, row);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  // A call without a body has none to be read too early.
  if (row.takesBody)
    it('needs it before a body is read', async () => {
      const answer = await server.call(null, row.method, world.fill(row.at), '{"', {
        'content-type': 'application/json',
      });
      expect(answer.status).toBe(401);
    });

  it('takes no token that is for another API', async () => {
    const others = row.protocol === 'partner-center' ? ['multipartner', 'graph', 'management'] : ['management'];
    for (const audience of others) {
      const answer = await send(await server.token(row.allowed, { audience }), row);
      expect(answer.status, audience).toBe(401);
    }
  });
});

describe('reads', () => {
  it.each(served.filter(({ method }) => method === 'GET' || method === 'HEAD'))(
    '$route is answered to $allowed',
    async (row) => {
      const answer = await send(row.allowed, row);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    },
  );
});

describe('a role that is not enough', () => {
  it.each(having('refused'))('$route is refused to $refused.0, and changes nothing', async (row) => {
    const [who, code] = given(row.refused);
    const answer = await unchanged(who, row, () => send(who, row));
    expect(codeOf(row, answer), JSON.stringify(answer.body)).toEqual(expected(row, 403, code));
  });

  it.each(having('refused'))('$route is refused so before anything is looked for (R167)', async (row) => {
    const [who, code] = given(row.refused);
    // A right inside a customer is asked of that customer, and its own people's of their tenant; no more is looked at.
    const ofCustomer = code === 900308 || who.startsWith('woodgrove.');
    const nowhere = world.nowhere(ofCustomer ? ['customerId'] : []);
    const answer = await send(who, row, { fill: nowhere });
    expect(answer.status).toBe(403);
    expect(answer.body).toEqual((await send(who, row)).body);
  });

  it.each(served.filter(({ protocol }) => protocol === 'partner-center'))(
    "$route is refused to the customer's own people",
    async (row) => {
      const answer = await unchanged('woodgrove.admin', row, () => send('woodgrove.admin', row));
      expect(codeOf(row, answer)).toEqual(expected(row, 403, 900150));
    },
  );

  it.each(served.filter(({ peopleOnly }) => peopleOnly))('$route is refused to an application alone', async (row) => {
    const code = row.protocol === 'partner-center' ? 900329 : 'user-required';
    const [tenant = ''] = row.allowed.split('.');
    const answer = await send({ application: tenant }, row);
    expect(codeOf(row, answer)).toEqual(expected(row, 403, code));
  });
});

describe("somebody else's", () => {
  it.each(having('foreign'))('$route is not there, and changes nothing', async (row) => {
    for (const { who, status, code, ...change } of given(row.foreign)) {
      const answer = await unchanged(who, row, () => send(who, row, change));
      expect(codeOf(row, answer), `${who} ${JSON.stringify(answer.body)}`).toEqual(expected(row, status, code));
    }
  });
});

describe('bad input', () => {
  it.each(having('bad'))('$route names $bad.names, and changes nothing', async (row) => {
    const { names, ...change } = given(row.bad);
    const answer = await unchanged(row.allowed, row, () => send(row.allowed, row, change), 'maybe');
    expect(answer.status, JSON.stringify(answer.body)).toBe(400);
    if (row.protocol === 'multipartner') expect(answer.body.facts.field).toBe(names);
    else expect(answer.body.description).toContain(`"${names}"`);
  });

  it.each(served.filter(({ takesBody }) => takesBody))('$route refuses a body that is no JSON', async (row) => {
    const answer = await unchanged(
      row.allowed,
      row,
      () => server.call(row.allowed, row.method, world.fill(row.at), '{"', { 'content-type': 'application/json' }),
      'maybe',
    );
    expect(answer.status, JSON.stringify(answer.body)).toBe(400);
  });
});

/** A value with the character NUL at the end of its first text; undefined when it has none. */
function withNul(value: unknown): unknown {
  if (typeof value === 'string') return `${value}\0`;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const broken = withNul(member);
    if (broken === undefined) continue;
    return Array.isArray(value) ? value.with(Number(name), broken) : { ...value, [name]: broken };
  }
  return undefined;
}

describe('a text that nothing can hold', () => {
  it.each(served.filter(({ at }) => at.includes('{')))('$route refuses it in its path', async (row) => {
    for (const [name] of row.at.matchAll(/\{\w+\}/g)) {
      const answer = await send(row.allowed, row, { path: row.at.replace(name, '%00') });
      expect(answer.status, `${name} ${JSON.stringify(answer.body)}`).toBe(400);
    }
  });

  it.each(served.filter(({ body }) => withNul(body) !== undefined && typeof body === 'object'))(
    '$route refuses it in its body, and changes nothing',
    async (row) => {
      const answer = await unchanged(
        row.allowed,
        row,
        () => send(row.allowed, row, { body: withNul(row.body) }),
        'maybe',
      );
      expect(answer.status, JSON.stringify(answer.body)).toBe(400);
    },
  );
});

describe('what nobody serves', () => {
  const shapes = {
    partnerCenter: { code: expect.anything(), description: expect.any(String), data: [], source: 'Multipartner' },
    own: { type: expect.any(String), status: expect.any(Number), code: expect.any(String), facts: expect.anything() },
    graph: { error: { code: expect.any(String), message: expect.any(String) } },
  };
  it.each([
    ['GET', '/v1/nowhere', 404, 'partnerCenter'],
    ['POST', '/v1/agreements', 404, 'partnerCenter'],
    ['GET', '/v1/customers/%zz', 400, 'partnerCenter'],
    ['GET', '/multipartner/v1/nowhere', 404, 'own'],
    ['PUT', '/multipartner/v1/partners', 404, 'own'],
    ['GET', '/multipartner/v1/bulks/%zz', 400, 'own'],
    ['GET', '/v1.0/nowhere', 404, 'graph'],
    ['GET', '/beta/%zz', 400, 'graph'],
    ['GET', '/nowhere', 404, 'own'],
  ] as const)('%s %s is answered %i in the shape of its protocol', async (method, path, status, shape) => {
    expect(await server.call('alpha.admin', method, path)).toMatchObject({ status, body: shapes[shape] });
  });
});

describe('what is documented and not served yet', () => {
  it.each(unserved(partnerCenter))(
    '$method $path needs a token, and says so then',
    async ({ method, path, summary }) => {
      const at = path.replaceAll(/\{\w+\}/g, () => crypto.randomUUID());
      expect((await server.call(null, method, at)).status).toBe(401);
      expect(await server.call('alpha.admin', method, at)).toMatchObject({
        status: 501,
        body: { code: 501, description: expect.any(String), data: [summary.split(' ').at(-1)], source: 'Multipartner' },
      });
    },
  );
});
