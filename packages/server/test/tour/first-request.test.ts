import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../postgres/servers.ts';
import { launch, patient, untilSaid } from '../start/program.ts';

const readme = readFileSync(join(import.meta.dirname, '../../../../README.md'), 'utf8');

/** The fenced blocks of README, in their order. */
const blocks = [...readme.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language, text]) => ({
  language,
  text: text as string,
}));

it('README begins with one command, a first request, and what it answers', { timeout: patient }, async () => {
  const [start, request, answer] = blocks;
  expect(start).toEqual({ language: 'sh', text: 'npm start\n' });
  expect(request?.language).toBe('sh');
  expect(answer?.language).toBe('');

  const program = launch(['--port', '0', '--data', await temporaryDirectory()]);
  await untilSaid(program, 'Ctrl-C stops it');
  const [, url = ''] = /ready at (\S+)/.exec(program.stdout()) ?? [];
  const here = (request?.text ?? '').replaceAll('http://127.0.0.1:4000', url);
  expect(here).toContain(url);
  // What the terminal offers to paste is the same request.
  expect(program.stdout().replace(/^ {2}/gm, '')).toContain(here);

  const { stdout, stderr } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', here]);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({ totalCount: 1 });
  const pieces = (answer?.text ?? '').split('…').map((piece) => piece.trim());
  expect(pieces.length).toBeGreaterThan(3);
  let at = 0;
  for (const piece of pieces) {
    const found = stdout.indexOf(piece, at);
    expect(found, `${piece} after\n${stdout.slice(at)}`).toBeGreaterThanOrEqual(at);
    at = found + piece.length;
  }
});
