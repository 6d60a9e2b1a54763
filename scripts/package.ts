// Builds what others install: JavaScript without types, because Node strips none below node_modules. `npm run package`
// leaves dist/package and a tarball beside it; docs/decisions/0011-published-package.md says why it is as it is.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const entry = 'packages/server/src/sandbox/index';
const command = 'packages/server/src/command.js';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly description: string;
  readonly engines: object;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}
const manifest = (folder: string) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;

/** Builds the package into a folder, which is made anew. Throws what the compiler said when it said something. */
export function buildPackage(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  compile(folder);
  for (const file of filesBelow(folder)) if (/\.(js|d\.ts)$/.test(file)) rewriteImports(folder, file);
  keepDeclarations(folder);
  for (const part of ['packages/domain/src', 'packages/server/src'])
    for (const file of filesBelow(join(root, part)))
      if (!file.endsWith('.ts')) copy(file, join(folder, relative(root, file)));
  const portal = join(root, 'packages/portal/dist');
  for (const file of filesBelow(portal)) copy(file, join(folder, relative(root, file)));
  for (const name of readdirSync(join(root, 'contracts')))
    if (name.endsWith('.json')) copy(join(root, 'contracts', name), join(folder, 'contracts', name));
  for (const name of ['README.md', 'LICENSE', 'CHANGELOG.md']) copy(join(root, name), join(folder, name));
  chmodSync(join(folder, command), 0o755);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(publishedManifest(), null, 2)}\n`);
}

/** Packs a built package; answers the tarball's path. */
export function packPackage(folder: string, destination: string): string {
  mkdirSync(destination, { recursive: true });
  const packed = spawnSync('npm', ['pack', folder, '--pack-destination', destination, '--silent'], {
    encoding: 'utf8',
    cwd: folder,
  });
  if (packed.status !== 0) throw new Error(`npm pack failed: ${packed.stderr}`);
  return join(destination, packed.stdout.trim().split('\n').at(-1) ?? '');
}

function publishedManifest(): object {
  const [server, workspace] = [manifest('packages/server'), manifest('.')];
  const { '@multipartner/domain': _, ...dependencies } = server.dependencies;
  return {
    name: server.name,
    version: server.version,
    description: workspace.description,
    license: server.license,
    type: 'module',
    engines: workspace.engines,
    bin: { multipartner: command },
    exports: { '.': { types: `./${entry}.d.ts`, default: `./${entry}.js` }, './package.json': './package.json' },
    dependencies,
    optionalDependencies: { ...workspace.optionalDependencies, ...server.optionalDependencies },
  };
}

function compile(folder: string): void {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const compiled = spawnSync(
    process.execPath,
    [compiler, '-p', join(root, 'tsconfig.package.json'), '--outDir', folder],
    { encoding: 'utf8' },
  );
  if (compiled.status !== 0) throw new Error(`The package does not compile:\n${compiled.stdout}${compiled.stderr}`);
}

/** Imports of the domain lead to its place in this package, and those of declarations to JavaScript, too. */
function rewriteImports(folder: string, file: string): void {
  const before = readFileSync(file, 'utf8');
  const after = before.replaceAll(
    /(\bfrom\s*|\bimport\s*\(?\s*)(['"])(@multipartner\/domain\/|\.{1,2}\/)([^'"]+)\2/g,
    (_, lead: string, quote: string, start: string, rest: string) => {
      const path = start.startsWith('@')
        ? relative(dirname(file), join(folder, 'packages/domain/src', rest))
        : `${start}${rest}`;
      return `${lead}${quote}${path.replace(/\.ts$/, '.js')}${quote}`;
    },
  );
  if (after !== before) writeFileSync(file, after);
}

/** Of the declarations only those stay that a user of the package sees: the entry's, and what it names. */
function keepDeclarations(folder: string): void {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file) || !existsSync(file)) return;
    seen.add(file);
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/\bfrom\s*['"](\.[^'"]+)\.js['"]/g))
      visit(join(dirname(file), `${path}.d.ts`));
  };
  visit(join(folder, `${entry}.d.ts`));
  for (const file of filesBelow(folder)) if (file.endsWith('.d.ts') && !seen.has(file)) rmSync(file);
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name));
}

if (import.meta.main) {
  const folder = join(root, 'dist/package');
  buildPackage(folder);
  process.stdout.write(`${packPackage(folder, join(root, 'dist'))}\n`);
}
