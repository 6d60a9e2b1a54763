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
});
