import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const path = '/multipartner/v1/customers';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ seed: 60 });
});
afterAll(() => server.stop());

interface Item {
  readonly id: string;
  readonly displayName: string;
  readonly relationship: { readonly dap: boolean; readonly provider: unknown; readonly resellers: { id: string }[] };
}

async function all(who: string, query = ''): Promise<Item[]> {
  const { status, body } = await server.call(who, 'GET', `${path}?limit=200${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.totalCount).toBe(body.items.length);
  expect(body.totalCountCapped).toBe(false);
  return body.items;
}

describe("a partner's customers", () => {
  it('are found by a part of the name or domain, whatever its case, with what is own there', async () => {
    const found = await all('alpha.helpdesk', '&search=OODGR');
    const [counted] = await server.database`
      select count(*)::int as active from subscription
       where partner_id = ${server.tenant('alpha').id} and customer_id = ${server.tenant('woodgrove').id}
         and cancelled_at is null and suspended_at is null`;
    expect(found).toEqual([
      {
        id: server.tenant('woodgrove').id,
        displayName: expect.stringContaining('Woodgrove'),
        domain: 'woodgrove.onmicrosoft.com',
        country: expect.any(String),
        relationship: { type: 'reseller', since: expect.any(String), dap: true, provider: null, resellers: [] },
        activeSubscriptions: counted?.active,
        soonestAdministrationEnd: null,
      },
    ]);
    expect(await all('alpha.helpdesk', '&search=%25')).toEqual([]);
  });

  it('are each in one page, in the order of names', async () => {
    const whole = (await all('alpha.admin')).map((one) => one.id);
    expect(whole.length).toBeGreaterThan(1);
    const paged: string[] = [];
    for (let next: string | undefined = `${path}?limit=7`; next !== undefined; ) {
      const { body }: { body: { items: Item[]; nextLink?: string } } = await server.call('alpha.admin', 'GET', next);
      paged.push(...body.items.map((one) => one.id));
      next = body.nextLink?.slice(server.url.length);
    }
    expect(paged).toEqual(whole);
  });

  it('are divided by kind and by administration without a rest', async () => {
    for (const who of ['alpha.admin', 'dist1.admin', 'rho.admin']) {
      const everyone = (await all(who)).map((one) => one.id).toSorted();
      const of = async (...queries: string[]) =>
        (await Promise.all(queries.map((query) => all(who, query))))
          .flat()
          .map((one) => one.id)
          .toSorted();
      expect(await of('&kind=direct', '&kind=throughProvider', '&kind=advisor'), who).toEqual(everyone);
      expect(await of('&dap=true', '&dap=false'), who).toEqual(everyone);
    }
  });

  it('tell a provider who brought them, and a reseller through whom they buy', async () => {
    const rho = server.tenant('rho').id;
    const brought = await all('dist1.admin', `&resellerId=${rho}`);
    expect(brought.length).toBeGreaterThan(0);
    for (const one of brought) expect(one.relationship.resellers.map(({ id }) => id)).toContain(rho);
    const through = await all('rho.admin', '&kind=throughProvider');
    expect(through.length).toBeGreaterThan(0);
    for (const one of through) expect(one.relationship.provider).not.toBeNull();
  });

  it('are never those of another partner', async () => {
    const foreign = await server.database<{ customer_id: string }[]>`
      select customer_id from reseller_relationship where partner_id <> ${server.tenant('gamma').id}
      except select customer_id from reseller_relationship where partner_id = ${server.tenant('gamma').id}`;
    const own = (await all('gamma.admin')).map((one) => one.id);
    expect(own.filter((id) => foreign.some((row) => row.customer_id === id))).toEqual([]);
  });

  it('are one line each in a file for spreadsheets, where no name is a formula', async () => {
    const { id } = server.tenant('woodgrove');
    await server.database.begin(async (tx) => {
      await tx`select begin_act('realm.seed', ${[`${id}:${server.tenant('alpha').id}`]})`;
      await tx`update reseller_relationship set company_name = '=1+1'
                where customer_id = ${id} and partner_id = ${server.tenant('alpha').id}`;
    });
    const { status, body, headers } = await server.call('alpha.admin', 'GET', `${path}/export`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = String(body).trim().split('\n');
    const customers = await all('alpha.admin');
    expect(lines.length).toBe(customers.length + 1);
    expect(headers.get('x-total-count')).toBe(String(customers.length));
    expect(lines.find((line) => line.startsWith(id))).toContain("'=1+1");
  });
});
