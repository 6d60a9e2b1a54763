import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../../..');
const server = 'packages/server/src';

/** Places of the code base, the most specific first; an import goes from one place to another. */
const places: readonly { readonly name: string; readonly path: string }[] = [
  { name: 'domain', path: 'packages/domain/src' },
  { name: 'testkit', path: 'packages/testkit/src' },
  { name: 'store', path: `${server}/store` },
  { name: 'postgres', path: `${server}/postgres` },
  { name: 'operations', path: `${server}/operations` },
  { name: 'protocols/partner-center', path: `${server}/protocols/partner-center` },
  { name: 'protocols/graph', path: `${server}/protocols/graph` },
  { name: 'protocols/multipartner', path: `${server}/protocols/multipartner` },
  { name: 'protocols/sandbox', path: `${server}/protocols/sandbox` },
  { name: 'identity', path: `${server}/identity` },
  { name: 'clock', path: `${server}/clock` },
  { name: 'outbox', path: `${server}/outbox` },
  { name: 'world', path: `${server}/world` },
  { name: 'assembly', path: server },
];

/** Who may import whom; a place may always import itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  store: ['domain'],
  postgres: [],
  clock: ['domain', 'store'],
  outbox: ['domain', 'store'],
  operations: ['domain', 'store', 'clock', 'outbox', 'world'],
  world: ['domain', 'store'],
  identity: ['domain', 'store'],
  'protocols/partner-center': ['domain', 'operations'],
  'protocols/graph': ['domain', 'operations'],
  'protocols/multipartner': ['domain', 'operations'],
  'protocols/sandbox': ['domain', 'operations', 'identity', 'world'],
  assembly: [
    'domain',
    'store',
    'postgres',
    'operations',
    'identity',
    'clock',
    'outbox',
    'world',
    'protocols/partner-center',
    'protocols/graph',
    'protocols/multipartner',
    'protocols/sandbox',
  ],
  testkit: [
    'domain',
    'assembly',
    'store',
    'postgres',
    'operations',
    'identity',
    'clock',
    'world',
    'protocols/partner-center',
  ],
};

const why: Readonly<Record<string, string>> = {
  domain:
    'The domain is pure: it imports nothing, and takes time, ids and facts as arguments. Pass what it needs as a parameter.',
  store:
    'The store only maps domain facts to SQL. Move the decision into packages/domain, or the orchestration into operations.',
  protocol:
    'A protocol file parses and renders. Call an operation instead; if there is none, write one (docs/how-to-add-an-operation.md).',
  operations: 'Operations load, let the domain decide, and save. They know no protocol and no status code.',
  other: 'See "Who may import whom" in docs/architecture.md.',
};

interface Import {
  readonly file: string;
  readonly target: string;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name === 'node_modules') return [];
    if (statSync(path).isDirectory()) return filesBelow(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

function importsOf(path: string): Import[] {
  const source = readFileSync(path, 'utf8');
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [...source.matchAll(pattern)].map((match) => ({
    file: relative(root, path),
    target: (match[1] ?? match[2] ?? match[3]) as string,
  }));
}

/** The place an import leads to; undefined for packages and Node's own modules. */
function placeOfTarget({ file, target }: Import): string | undefined {
  if (target.startsWith('@multipartner/domain/')) return 'domain';
  if (target.startsWith('@multipartner/testkit/')) return 'testkit';
  const path = target.startsWith('multipartner/')
    ? `${server}/${target.slice('multipartner/'.length)}`
    : relative(root, resolve(root, dirname(file), target));
  if (!target.startsWith('.') && !target.startsWith('multipartner/')) return undefined;
  return placeOf(path);
}

function placeOf(path: string): string | undefined {
  return places.find((place) => path.startsWith(`${place.path}/`))?.name;
}

const files = ['packages/domain/src', 'packages/server/src', 'packages/testkit/src'].flatMap((folder) =>
  filesBelow(join(root, folder)),
);
const imports = files.flatMap(importsOf);

describe('who may import whom', () => {
  it('reads the imports of the whole code base', () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  it('keeps every boundary of docs/architecture.md', () => {
    const broken = imports.flatMap((one) => {
      const from = placeOf(one.file);
      const to = placeOfTarget(one);
      if (from === undefined || to === undefined || from === to) return [];
      if ((mayImport[from] ?? []).includes(to)) return [];
      const reason = why[from] ?? (from.startsWith('protocols/') ? why.protocol : why.other);
      return [`${one.file} imports ${one.target}: ${from} may not import ${to}. ${reason}`];
    });
    expect(broken).toEqual([]);
  });

  it('keeps the domain free of packages and of Node itself', () => {
    const broken = imports
      .filter((one) => one.file.startsWith('packages/domain/src/') && !one.target.startsWith('.'))
      .map((one) => `${one.file} imports ${one.target}. ${why.domain}`);
    expect(broken).toEqual([]);
  });

  it('keeps clocks and chance out of the domain, the store and the operations', () => {
    const broken = files
      .filter(
        (path) =>
          /packages\/(domain|server\/src\/(store|operations))\//.test(path) && !/operations\/sandbox\//.test(path),
      )
      .flatMap((path) => {
        const source = readFileSync(path, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
        const found = /Date\.now\(\)|new Date\(\)|Math\.random\(\)/.exec(source);
        return found === null
          ? []
          : [
              `${relative(root, path)} uses ${found[0]}. Business time and chance are arguments: take \`now\` from the act or the read.`,
            ];
      });
    expect(broken).toEqual([]);
  });

  it('keeps SQL in the store', () => {
    const broken = files
      .filter((path) => path.includes('/server/src/') && !/\/(store|postgres)\//.test(path))
      .flatMap((path) =>
        /\b(?:sql|tx|database)(?:<[^`]*>)?`/.test(readFileSync(path, 'utf8'))
          ? [
              `${relative(root, path)} holds SQL. ${(why.store ?? '').replace('The store only', 'Only the store holds SQL; it')}`,
            ]
          : [],
      );
    expect(broken).toEqual([]);
  });

  it('keeps the environment in config.ts', () => {
    const broken = files
      .filter(
        (path) => path.includes('/server/src/') && !/\/(config|main)\.ts$/.test(path) && !/\/postgres\//.test(path),
      )
      .flatMap((path) =>
        /process\.env\b/.test(readFileSync(path, 'utf8'))
          ? [`${relative(root, path)} reads the environment. Only config.ts may; pass what is needed.`]
          : [],
      );
    expect(broken).toEqual([]);
  });
});
