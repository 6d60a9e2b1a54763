import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const path = '/multipartner/v1/auditRecords';

let server: TestServer;
let templateId: string;
beforeAll(async () => {
  server = await startServer();
  const template = { displayName: 'Template', duration: 'P30D', roles: ['88d8e3e3-8f55-4a1e-953a-9b9898b8876b'] };
  const made = await server.call('alpha.ga', 'POST', '/multipartner/v1/delegatedAdminTemplates', template);
  expect(made.status).toBe(201);
  templateId = made.body.id;
  const mine = `/multipartner/v1/delegatedAdminTemplates/${templateId}`;
  expect((await server.call('alpha.useradmin', 'DELETE', mine)).status).toBe(403);
  expect((await server.call('alpha.admin', 'DELETE', mine)).status).toBe(204);
});
afterAll(() => server.stop());

interface Item {
  readonly userPrincipalName: string;
  readonly operationStatus: string;
  readonly operationType: string;
  readonly operationDate: string;
}

const items = async (query: string, who = 'alpha.admin'): Promise<Item[]> => {
  const { status, body } = await server.call(who, 'GET', `${path}?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.items;
};
const nameOf = (who: string) => server.person(who).userPrincipalName;

describe("a partner's own log", () => {
  it('has its acts and its refused attempts, the newest first, and is narrowed by person and status', async () => {
    const [latest, refused, made] = await items('limit=3');
    expect(latest).toMatchObject({ userPrincipalName: nameOf('alpha.admin'), operationStatus: 'succeeded' });
    expect(refused).toMatchObject({ userPrincipalName: nameOf('alpha.useradmin'), operationStatus: 'failed' });
    expect(made).toMatchObject({ userPrincipalName: nameOf('alpha.ga'), operationStatus: 'succeeded' });
    expect(await items('status=failed&user=ALPHA')).toEqual([refused]);
    expect(await items(`user=${nameOf('alpha.ga')}`)).toEqual([made]);
    expect(await items(`operationType=${latest?.operationType}`)).toContainEqual(latest);
    expect(await items(`from=${refused?.operationDate}&to=${latest?.operationDate}`)).not.toContainEqual(latest);
    expect(await items(`customerId=${server.tenant('woodgrove').id}&limit=1`)).not.toContainEqual(latest);
  });

  it('is paged without a gap, with what it was narrowed to', async () => {
    const { body } = await server.call('alpha.admin', 'GET', `${path}?limit=1&status=succeeded`);
    const next = await server.call('alpha.admin', 'GET', body.nextLink.slice(server.url.length));
    const two = await items('limit=2&status=succeeded');
    expect([...body.items, ...next.body.items]).toEqual(two);
  });

  it('is a file for spreadsheets, one line a record', async () => {
    const { status, body, headers } = await server.call('alpha.admin', 'GET', `${path}/export?user=alpha`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = String(body).trim().split('\n');
    expect(lines[0]).toContain('operationDate');
    expect(lines.length).toBe((await items('user=alpha&limit=200')).length + 1);
  });

  it('is for its administrators, and nobody reads another', async () => {
    for (const who of ['alpha.sales', 'alpha.helpdesk'])
      expect((await server.call(who, 'GET', path)).body.code, who).toBe('role-not-sufficient');
    const others = await items('limit=200', 'beta.admin');
    expect(others.filter((one) => one.userPrincipalName?.includes('alpha'))).toEqual([]);
  });

  it.each([
    ['from=2024-99-99', 'from'],
    ['customerId=x', 'customerId'],
    ['status=odd', 'status'],
  ])('refuses %s by name', async (query, field) => {
    const { status, body } = await server.call('alpha.admin', 'GET', `${path}?${query}`);
    expect([status, body.facts.field]).toEqual([400, field]);
  });
});
