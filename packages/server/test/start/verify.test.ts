import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../postgres/servers.ts';
import { launch, patient, startProgram } from './program.ts';

it('verifies evidence offline, and finds what was changed in it', { timeout: patient }, async () => {
  const folder = await temporaryDirectory();
  const file = join(folder, 'protected.json');
  const program = await startProgram(['--data', join(folder, 'data')]);
  const answer = await program.call('woodgrove.admin', 'GET', '/multipartner/v1/evidence/protected');
  expect(answer.status).toBe(200);
  const keys = await program.call(null, 'GET', '/common/discovery/v2.0/keys');
  await program.stop();

  const verify = async (content: unknown, ...options: string[]) => {
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    const run = launch(['verify', file, ...options]);
    const { code } = await run.exited;
    return { code, stdout: run.stdout(), stderr: run.stderr() };
  };
  const right = await verify(answer.body);
  expect(right).toMatchObject({ code: 0, stderr: '' });
  expect(
    right.stdout
      .trimEnd()
      .split('\n')
      .every((line) => line.startsWith('ok ')),
  ).toBe(true);

  await writeFile(join(folder, 'keys.json'), JSON.stringify(keys.body));
  expect((await verify(answer.body, '--keys', join(folder, 'keys.json'))).code).toBe(0);
  await writeFile(join(folder, 'keys.json'), JSON.stringify({ keys: [] }));
  const foreign = await verify(answer.body, '--keys', join(folder, 'keys.json'));
  expect(foreign.code).toBe(1);
  expect(foreign.stdout).toContain('WRONG signature');

  const tampered = structuredClone(answer.body);
  tampered.owners[0].document.subscriptions[0].quantity += 1;
  const wrong = await verify(tampered);
  expect(wrong.code).toBe(1);
  expect(wrong.stdout).toContain('WRONG document of partner');
  expect(wrong.stderr).toBe('The evidence does not hold.\n');

  for (const content of ['not JSON', '{}', 'null']) {
    const none = await verify(content);
    expect(none.code, content).toBe(1);
    expect(none.stderr, content).not.toMatch(/ {4}at /);
  }
  const missing = launch(['verify', join(folder, 'missing.json')]);
  expect((await missing.exited).code).toBe(1);
  expect(missing.stderr()).toMatch(/^.*missing\.json cannot be verified: .*\.\n$/);
});
