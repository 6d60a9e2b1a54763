import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startServer } from '@multipartner/testkit/server.ts';
import { expect, it } from 'vitest';

const text = readFileSync(join(import.meta.dirname, '../../../../docs/how-to-administer-a-customer.md'), 'utf8');
const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block as string);

it('docs/how-to-administer-a-customer.md runs as it is written, in a world whose steps take time', {
  timeout: 60_000,
}, async () => {
  const server = await startServer({ delegatedAdminStepSeconds: 1 });
  try {
    const script = blocks.join('\necho; echo ---\n').replaceAll('http://127.0.0.1:4000', server.url);
    expect(script).toContain(server.url);
    const { stdout, stderr } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script]);
    expect(stderr).toBe('');
    const parts = stdout.split('\n---\n');
    expect(parts).toHaveLength(blocks.length);
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
