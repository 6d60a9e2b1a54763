import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('qualifications (R205, R206)', () => {
  let server: TestServer;
  let customer: string;
  beforeAll(async () => {
    server = await startServer();
    customer = `/v1/customers/${server.tenant('woodgrove').id}`;
  });
  afterAll(() => server.stop());

  const path = () => `${customer}/qualifications`;
  it('are none at first, are set by a seller, and are the tenant’s', async () => {
    expect((await server.call('alpha.sales', 'GET', path())).body).toEqual([{ qualification: 'None' }]);
    const set = await server.call('alpha.sales', 'POST', path(), { Qualification: 'StateOwnedEntity' });
    expect(set.status).toBe(201);
    expect(
      (await server.call('alpha.sales', 'POST', path(), { qualification: 'Education', educationSegment: 'K12' })).body,
    ).toMatchObject({ qualification: 'Education', vettingStatus: 'InReview' });
    expect(
      (await server.call('alpha.sales', 'GET', path())).body.map((one: { qualification: string }) => one.qualification),
    ).toEqual(['StateOwnedEntity', 'Education']);
    expect((await server.call('alpha.sales', 'GET', `${customer}/qualification`)).body).toBe('education');
  });

  it('are refused where a partner may not set them', async () => {
    const post = async (body: object) => server.call('alpha.sales', 'POST', path(), body);
    expect((await post({ qualification: 'Nonprofit' })).status).toBe(403);
    expect((await post({ qualification: 'Education' })).body.description).toContain('educationSegment');
    expect((await post({ qualification: 'GovernmentCommunityCloud' })).body.description).toContain('validationCode');
    expect((await post({ qualification: 'Other' })).status).toBe(400);
    expect((await server.call('beta.sales', 'POST', path(), { qualification: 'StateOwnedEntity' })).body).toMatchObject(
      { code: 20002 },
    );
    expect(
      (await server.call('alpha.helpdesk', 'POST', path(), { qualification: 'StateOwnedEntity' })).body,
    ).toMatchObject({ code: 900150 });
  });

  it('of a school are examined by the operator, and open the catalogue to it when approved', async () => {
    const examine = (found: object) =>
      server.call(null, 'PATCH', `/sandbox/v1/tenants/${server.tenant('wingtip').id}`, { qualification: found });
    const wingtip = `/v1/customers/${server.tenant('wingtip').id}`;
    // The edition for schools.
    const offered = async () =>
      (await server.call('gamma.sales', 'GET', `${wingtip}/products/CFQ7TTC0LHSF/skus/0011`)).status === 200;
    const nothing = await examine({ qualification: 'Education', vettingStatus: 'Approved' });
    expect([nothing.status, nothing.body.detail]).toEqual([400, expect.stringContaining('nothing that is examined')]);
    await server.call('gamma.sales', 'POST', `${wingtip}/qualifications`, {
      qualification: 'Education',
      educationSegment: 'HigherEducation',
    });
    expect(await offered()).toBe(false);
    expect((await examine({ qualification: 'Education', vettingStatus: 'Approved' })).status).toBe(200);
    expect((await server.call('gamma.sales', 'GET', `${wingtip}/qualifications`)).body).toMatchObject([
      { qualification: 'Education', vettingStatus: 'Approved' },
    ]);
    expect(await offered()).toBe(true);
    expect(
      (await examine({ qualification: 'Education', vettingStatus: 'Denied', vettingReason: 'No school' })).status,
    ).toBe(200);
    expect((await server.call('gamma.sales', 'GET', `${wingtip}/qualifications`)).body).toMatchObject([
      { vettingStatus: 'Denied', vettingReason: 'No school' },
    ]);
    expect(await offered()).toBe(false);
  });

  it('are examined with one thing said, and no more than is known', async () => {
    const patch = (body: unknown) =>
      server.call(null, 'PATCH', `/sandbox/v1/tenants/${server.tenant('wingtip').id}`, body);
    const found = { qualification: 'Education', vettingStatus: 'Approved' };
    expect((await patch({})).status).toBe(400);
    expect((await patch({ qualification: found, partner: { kind: 'direct' } })).status).toBe(400);
    expect((await patch({ qualification: { ...found, vettingStatus: 'InReview' } })).status).toBe(400);
  });
});
