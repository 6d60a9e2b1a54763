import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept, customersOf, linkOf, preview, toldTo } from '../relationships/acts.ts';

describe('S12 a dead invitation', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const standing = (partner: object) =>
    server.call(null, 'PATCH', `/sandbox/v1/tenants/${server.tenant('beta').id}`, { partner });

  it.each([
    { programStatus: 'suspended' },
    { programStatus: 'restricted' },
    { programStatus: 'rejected' },
    { mpaAccepted: false },
  ])('of a partner that became %j is refused, and lives again with the partner', async (change) => {
    const url = await linkOf(server, 'beta.sales');
    const told = await toldTo(server, 'beta');
    await standing(change);
    expect((await preview(server, 'litware.admin', url)).body).toMatchObject({
      acceptable: false,
      refusal: { code: 'partner-cannot-accept' },
    });
    const refused = await accept(server, 'litware.admin', url);
    expect(refused).toMatchObject({ status: 403, body: { code: 'partner-cannot-accept' } });
    expect(await toldTo(server, 'beta')).toEqual(told);
    await standing({ programStatus: 'active', mpaAccepted: true });
    expect(await customersOf(server, 'beta.admin')).toEqual([]);
    await server.advance('P400D');
    expect((await accept(server, 'litware.admin', url)).status).toBe(201);
    await server.call('beta.admin', 'PATCH', `/v1/customers/${server.tenant('litware').id}`, {
      relationshipToPartner: 'none',
    });
  });

  it('accepted before it died needs nothing more', async () => {
    const url = await linkOf(server, 'beta.sales');
    expect((await accept(server, 'litware.admin', url)).status).toBe(201);
    await standing({ programStatus: 'suspended' });
    expect((await accept(server, 'litware.admin', url)).status).toBe(200);
    await standing({ programStatus: 'active' });
  });
});
