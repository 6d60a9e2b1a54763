import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startServer } from '@multipartner/testkit/server.ts';
import { expect, it } from 'vitest';

/** What each of the page's commands prints when they run one after the other in one shell. */
async function run(page: string, url: string): Promise<string[]> {
  const text = readFileSync(join(import.meta.dirname, '../../../../docs', page), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block as string);
  const script = blocks.join('\necho; echo ---\n').replaceAll('http://127.0.0.1:4000', url);
  expect(script).toContain(url);
  const { stdout, stderr } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script]);
  expect(stderr).toBe('');
  const parts = stdout.split('\n---\n');
  expect(parts).toHaveLength(blocks.length);
  return parts;
}

it('docs/how-to-administer-a-customer.md runs as it is written, in a world whose steps take time', {
  timeout: 60_000,
}, async () => {
  const server = await startServer({ delegatedAdminStepSeconds: 1 });
  try {
    const parts = await run('how-to-administer-a-customer.md', server.url);
    const [, requested, approved, assigned, used, ended, alone] = parts;
    expect(requested).toContain('"action":"lockForApproval"');
    expect(approved).toContain('"status":"approvalPending"');
    expect(approved).toMatch(/"status":"(approved|activating)"/);
    expect(assigned).toContain(server.person('beta.user').userPrincipalName);
    expect(JSON.parse(used as string).totalCount).toBe(60);
    expect(ended).toContain('}403\n');
    expect(ended).toContain('"name":"Alpha Cloud Services","dap":true');
    expect(alone).toContain('"succeeded":2');
    expect(alone).toContain('"totalCount":60');
  } finally {
    await server.stop();
  }
});

it('docs/how-to-explain-a-refusal.md runs as it is written', { timeout: 60_000 }, async () => {
  const server = await startServer();
  try {
    const [refused, why, yes, asCustomer, which] = await run('how-to-explain-a-refusal.md', server.url);
    expect(refused).toContain('20002');
    expect(JSON.parse(why as string)).toMatchObject({
      allowed: false,
      missing: [{ code: 'no-relationship', fix: expect.stringContaining('Global Reader') }],
    });
    expect(JSON.parse(yes as string)).toMatchObject({ allowed: true, missing: [] });
    expect(yes).toContain('delegated admin privileges');
    expect(JSON.parse(asCustomer as string)).toMatchObject({ allowed: false });
    expect(which).toContain('subscription.order');
  } finally {
    await server.stop();
  }
});

it('docs/how-to-transfer-subscriptions.md runs as it is written', { timeout: 60_000 }, async () => {
  const server = await startServer();
  try {
    const [, asked, accepted, moved] = await run('how-to-transfer-subscriptions.md', server.url);
    expect(JSON.parse(asked as string)).toMatchObject({ status: 'Pending', lineItems: [] });
    expect(accepted?.trim()).toBe('InProgress');
    const [subscription, gone, seen] = (moved as string).trim().split('\n');
    expect(JSON.parse(subscription as string)).toMatchObject({ status: 'active', quantity: 50 });
    expect(gone).toBe('404');
    expect(JSON.parse(seen as string).items).toMatchObject([{ status: 'completed', items: [{ quantity: 50 }] }]);
  } finally {
    await server.stop();
  }
});
