import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept, customersOf, linkOf, partnersOf, preview, toldTo } from '../relationships/acts.ts';

describe('S10 an invitation for the wrong person', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it('shows him that he may not, records nothing, and still works for the right one', async () => {
    const url = await linkOf(server, 'beta.sales');
    const before = [...(await partnersOf(server, 'woodgrove.admin')).values()];
    for (const act of [preview, accept]) {
      const answer = await act(server, 'woodgrove.helpdesk', url);
      expect(answer).toMatchObject({ status: 403, body: { code: 'role-not-sufficient' } });
      expect(JSON.stringify(answer.body)).not.toContain(server.tenant('beta').id);
    }
    expect([...(await partnersOf(server, 'woodgrove.admin')).values()]).toEqual(before);
    expect(await customersOf(server, 'beta.admin')).toEqual([]);
    expect(await toldTo(server, 'beta')).toEqual([]);
    expect(
      (
        await server.database`select count(*)::int as n from audit_record where tenant_id = ${server.tenant('beta').id}`
      )[0]?.n,
    ).toBe(0);
    expect((await accept(server, 'woodgrove.admin', url)).status).toBe(201);
  });
});
