import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { compactVerify, createLocalJWKSet } from 'jose';
import { canonicalForm } from 'multipartner/operations/evidence/digest.ts';
import { verifyFile } from 'multipartner/verify.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('evidence of everything protected at a customer', () => {
  let server: TestServer;
  let folder: string;
  beforeAll(async () => {
    server = await startServer();
    folder = await mkdtemp(join(tmpdir(), 'mp-evidence-'));
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const evidence = (who: string, query = '') => server.call(who, 'GET', `/multipartner/v1/evidence${query}`);

  it('names every owner with a digest and the number of its subscriptions', async () => {
    const { status, body } = await evidence('woodgrove.admin');
    expect(status).toBe(200);
    expect(body.subject).toBe(server.tenant('woodgrove').id);
    expect(body.owners).toEqual([
      {
        partnerId: server.tenant('alpha').id,
        digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        subscriptions: 1,
      },
    ]);
  });

  it('is the same as of the same instant, however often it is asked for', async () => {
    const first = await evidence('woodgrove.admin');
    const again = await evidence('woodgrove.admin', `?asOf=${first.body.asOf}`);
    expect(again.body.digest).toBe(first.body.digest);
    expect(again.body.owners).toEqual(first.body.owners);
  });

  it('is signed by a published key, also after a rotation', async () => {
    const { body } = await evidence('woodgrove.admin');
    await server.identity.rotateKeys();
    const keys = createLocalJWKSet({ keys: server.identity.publishedKeys() as never });
    const { payload } = await compactVerify(body.signature, keys);
    const { signature, ...signed } = body;
    expect(new TextDecoder().decode(payload)).toBe(canonicalForm(signed));
    expect((await evidence('woodgrove.admin')).body.signature).not.toBe(signature);
  });

  it('shows a partner its own entry only', async () => {
    const own = await evidence('alpha.admin', `?customerId=${server.tenant('woodgrove').id}`);
    const whole = await evidence('woodgrove.admin', `?asOf=${own.body.asOf}`);
    expect(own.body.owners).toEqual(whole.body.owners);
    const foreign = await evidence('beta.admin', `?customerId=${server.tenant('woodgrove').id}`);
    expect(foreign.body).toMatchObject({ status: 403, code: 'no-relationship' });
  });

  it("changes when the owner's part changes, and only there", async () => {
    const customerId = server.tenant('woodgrove').id;
    const before = await evidence('woodgrove.admin');
    const [subscription] = (await server.call('alpha.sales', 'GET', `/v1/customers/${customerId}/subscriptions`)).body
      .items;
    const renamed = await server.call(
      'alpha.sales',
      'PATCH',
      `/v1/customers/${customerId}/subscriptions/${subscription.id}`,
      { ...subscription, friendlyName: 'Office' },
    );
    expect(renamed.status).toBe(200);
    const after = await evidence('woodgrove.admin', `?asOf=${before.body.asOf}`);
    expect(after.body.owners[0].digest).not.toBe(before.body.owners[0].digest);
    expect(after.body.digest).not.toBe(before.body.digest);
  });

  it('is recomputed offline from the documents, and a changed document is found', async () => {
    const answer = await server.call('woodgrove.admin', 'GET', '/multipartner/v1/evidence/protected');
    expect(answer.status).toBe(200);
    const file = join(folder, 'protected.json');
    await writeFile(file, JSON.stringify(answer.body));
    const right = await verifyFile(file);
    expect(right.lines.join('\n')).not.toContain('WRONG');
    expect(right.ok).toBe(true);
    answer.body.owners[0].document.subscriptions[0].quantity += 1;
    await writeFile(file, JSON.stringify(answer.body));
    const wrong = await verifyFile(file);
    expect(wrong.ok).toBe(false);
    expect(wrong.lines.join('\n')).toContain('WRONG document');
  });

  it('is for those to whom it belongs', async () => {
    expect((await evidence('woodgrove.user')).status).toBe(403);
    expect((await evidence('alpha.user', `?customerId=${server.tenant('woodgrove').id}`)).status).toBe(403);
    expect((await server.call(null, 'GET', '/multipartner/v1/evidence')).status).toBe(401);
    expect((await evidence('woodgrove.admin', '?asOf=yesterday')).body).toMatchObject({
      status: 400,
      facts: { field: 'asOf' },
    });
    expect((await evidence('alpha.admin')).body).toMatchObject({
      status: 400,
      code: 'value-missing',
      facts: { field: 'customerId' },
    });
  });
});
