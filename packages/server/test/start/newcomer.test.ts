import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../postgres/servers.ts';
import { launch, patient, startProgram } from './program.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');

it('--help lists the options, and starts nothing', async () => {
  const program = launch(['--help', '--port', '0']);
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(program.stdout()).toMatch(/^ {2}--port N .*4000/m);
  expect(program.stderr()).toBe('');
});

it.each<[string, string[], string]>([
  ['an option that there is not', ['--prot', '1'], `There is no option '--prot'; `],
  ['an option that lacks its value', ['--data'], '--data lacks its value; '],
  ['an option in the place of a value', ['--data', '--json'], '--data lacks its value; '],
  ['a value where none belongs', ['--tls=4443'], '--tls takes no value; '],
])('%s is named in one sentence that leads to --help', async (_what, args, sentence) => {
  const program = launch(args);
  expect((await program.exited).code).toBe(2);
  expect(program.stderr()).toBe(`${sentence}"npm start -- --help" lists the options.\n`);
});

it('who forgets the two dashes of npm is told of them', { timeout: patient }, async () => {
  const program = launch(['--port', '4001'], {}, { command: ['npm', 'start', '--silent'], cwd: root });
  expect((await program.exited).code).toBe(2);
  expect(program.stderr()).toMatch(/^"4001" is not a command: .*"npm start -- --port 4001"\.$/m);
});

it('verifies by npm start, too', { timeout: patient }, async () => {
  const program = launch(['verify', 'package.json'], {}, { command: ['npm', 'start', '--silent', '--'], cwd: root });
  expect((await program.exited).code).toBe(1);
  expect(program.stdout()).toMatch(/^The file is not an answer of GET \/multipartner\/v1\/evidence\/protected\.$/m);
});

it('the bare address tells a program what there is, and shows a browser the portal', { timeout: patient }, async () => {
  const program = await startProgram(['--data', await temporaryDirectory()]);
  const page = await program.call(null, 'GET', '/', undefined, {}, { accept: 'text/html,*/*;q=0.8' });
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
  expect(page.body).toContain('<title>Multipartner</title>');
  const answer = await program.call(null, 'GET', '/');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(answer.body).toContain(`At ${program.ready.url}:`);
  for (const path of ['/v1 ', '/multipartner/v1 ', '/sandbox/v1/world ']) expect(answer.body).toContain(`  ${path}`);
});

it('a seed for a database in use is said not to be taken, and one that it has is not spoken of', {
  timeout: patient,
}, async () => {
  const data = await temporaryDirectory();
  const first = await startProgram(['--data', data, '--seed', 'empty']);
  expect(await first.stop()).toBe(0);
  expect(first.stderr()).not.toContain('--seed');
  for (const [args, said] of [
    [['--seed', '3'], true],
    [['--seed', 'empty'], false],
    [[], false],
  ] as const) {
    const again = await startProgram(['--data', data, ...args]);
    expect(again.ready.world.seed).toBe('empty');
    expect(again.stderr().includes('holds a world already (--seed empty), which is kept')).toBe(said);
    expect(await again.stop()).toBe(0);
  }
});
