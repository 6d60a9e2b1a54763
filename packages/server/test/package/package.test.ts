import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPackage, packPackage } from '../../../../scripts/package.ts';
import { temporaryDirectory } from '../postgres/servers.ts';
import { launch, patient, startProgram } from '../start/program.ts';

const root = resolve(import.meta.dirname, '../../../..');
const minutes = 60_000;

/** Runs a program to its end, as a stranger's shell does; throws what it said when it fails. */
async function run(cwd: string, command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${said}`);
  return said;
}

describe('the package that others install', () => {
  let place: string;
  let project: string;
  let installed: string;
  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), 'multipartner-package-'));
    chmodSync(place, 0o755);
    buildPackage(join(place, 'package'));
    const tarball = packPackage(join(place, 'package'), place);
    project = join(place, 'project');
    cpSync(join(root, 'examples/ci'), project, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
    manifest.devDependencies.multipartner = `file:${tarball}`;
    writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));
    await run(project, 'npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']);
    installed = join(project, 'node_modules/multipartner');
  }, 3 * minutes);
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  it('carries JavaScript and no TypeScript but what its users see', () => {
    const files = readdirSync(installed, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name).slice(installed.length + 1))
      .filter((path) => !path.startsWith('node_modules/'));
    expect(files).toEqual(
      expect.arrayContaining([
        'packages/server/src/command.js',
        'packages/server/src/sandbox/index.d.ts',
        'packages/server/src/explorer/page/index.html',
        'packages/portal/dist/index.html',
        'contracts/partner-center.v1.openapi.json',
        'LICENSE',
      ]),
    );
    expect(files.filter((path) => path.endsWith('.sql')).length).toBeGreaterThan(10);
    expect(files.filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))).toEqual([]);
    const declared = files.filter((path) => path.endsWith('.d.ts'));
    expect(declared.length).toBeGreaterThan(5);
    // Each stands beside its JavaScript, and leads to files that are there.
    for (const path of declared)
      for (const [, target = ''] of readFileSync(join(installed, path), 'utf8').matchAll(/from\s*['"](\.[^'"]+)['"]/g))
        expect(existsSync(join(installed, path, '..', target))).toBe(true);
  });

  it('lets the example’s tests pass, which start a sandbox of their own', { timeout: 2 * minutes }, async () => {
    const said = await run(project, 'npm', ['test']);
    const [, passed] = /# pass (\d+)|ℹ pass (\d+)/.exec(said)?.filter(Boolean) ?? [];
    expect(Number(passed)).toBe(7);
    expect(said).toMatch(/(#|ℹ) fail 0/);
  });

  it('starts by its command, prints one line, and ends without a trace', { timeout: patient }, async () => {
    const program = await startProgram(
      ['--data', await temporaryDirectory()],
      {},
      {
        command: [join(project, 'node_modules/.bin/multipartner'), 'start'],
        cwd: project,
      },
    );
    expect(program.stdout().trim().split('\n')).toHaveLength(1);
    expect((await program.call('alpha.admin', 'GET', '/v1/customers')).body.totalCount).toBe(1);
    expect((await fetch(`${program.ready.url}/docs/contracts/graph.v1.0.openapi.json`)).status).toBe(200);
    expect(await program.stop()).toBe(0);
  });

  it('says in its help how it is called', async () => {
    const program = launch(['--help'], {}, { command: [join(project, 'node_modules/.bin/multipartner')] });
    expect((await program.exited).code).toBe(0);
    expect(program.stdout()).toMatch(/^ {2}multipartner \[options\]/m);
    expect(program.stdout()).not.toContain('npm start');
  });
});
