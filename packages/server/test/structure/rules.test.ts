import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { refusalCodes } from '@multipartner/domain/refusal.ts';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../../..');
const list = readFileSync(join(root, 'docs/rules.md'), 'utf8');

const rows = [...list.matchAll(/^\| R(\d+) \| (.*) \| ([^|]+) \|$/gm)].map(([, rule, text = '', certainty = '']) => ({
  rule: Number(rule),
  text,
  certainty,
}));
const numbers = new Set(rows.map(({ rule }) => rule));
const sections = new Set([...list.matchAll(/^## ([A-Z])\. /gm)].map(([, letter]) => letter));

/** Files that cite rules: code, tests and documents, but not published samples, whose texts are others'. */
function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : files(path);
    return /\.(ts|mjs|js|md|sql|css|html|http|json)$/.test(entry.name) ? [path] : [];
  });
}
const cited = [
  ...['packages', 'docs'].flatMap((folder) => files(join(root, folder))),
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].map((name) => join(root, name)),
].map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }));

/** Every number of a text that cites a rule; of a range, as in R18–R20, all of them. */
function rulesIn(text: string): number[] {
  const single = [...text.matchAll(/\bR(\d{1,3})\b/g)].map(([, rule]) => Number(rule));
  const ranges = [...text.matchAll(/\bR(\d{1,3})(?:–|-|\.\.+|…)R?(\d{1,3})\b/g)].flatMap(([, from, to]) =>
    Array.from({ length: Math.max(0, Number(to) - Number(from) + 1) }, (_, at) => Number(from) + at),
  );
  return [...new Set([...single, ...ranges])];
}
const sectionsIn = (text: string) => [...text.matchAll(/\b[Ss]ection ([A-Z])\b/g)].map(([, letter]) => letter);

describe('the list of rules', () => {
  it('has every rule once, in order, with a certainty that its legend explains', () => {
    expect(rows.map(({ rule }) => rule)).toEqual(Array.from({ length: 220 }, (_, at) => at + 1));
    const legend = [...list.matchAll(/^\| ([a-z ,]+) \| [^|]+ \|$/gm)].flatMap(([, mark = '']) => mark.split(', '));
    expect(rows.filter(({ certainty }) => !legend.includes(certainty))).toEqual([]);
  });

  it('names only refusals that there are', () => {
    const named = rows.flatMap(({ text }) =>
      [...text.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, code = '']) => code),
    );
    expect(named.length).toBeGreaterThan(80);
    expect(named.filter((code) => !Object.hasOwn(refusalCodes, code))).toEqual([]);
  });

  it('is found where rules are looked for', () => {
    for (const document of ['docs/architecture.md', 'CONTRIBUTING.md'])
      expect(readFileSync(join(root, document), 'utf8'), document).toMatch(/\]\((docs\/)?rules\.md\)/);
  });
});

describe('every rule that is cited', () => {
  it('is seen, alone and in a range', () => {
    expect(rulesIn('(R9, R18–R20; not BR7 or R1234)')).toEqual([9, 18, 20, 19]);
    expect(sectionsIn('section H, and Section D')).toEqual(['H', 'D']);
    expect(new Set(cited.flatMap(({ text }) => rulesIn(text))).size).toBeGreaterThan(100);
  });

  it('is in the list', () => {
    const unknown = cited.flatMap(({ path, text }) =>
      rulesIn(text)
        .filter((rule) => !numbers.has(rule))
        .map((rule) => `${path}: R${rule}`),
    );
    expect(unknown).toEqual([]);
  });

  it('is in a section of the list where only the section is named', () => {
    const unknown = cited.flatMap(({ path, text }) =>
      sectionsIn(text)
        .filter((letter) => !sections.has(letter))
        .map((letter) => `${path}: section ${letter}`),
    );
    expect(unknown).toEqual([]);
  });
});
