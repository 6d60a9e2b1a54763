import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { refusalCodes } from '@multipartner/domain/refusal.ts';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../../..');
const portal = join(root, 'packages/portal');
const manifest = JSON.parse(readFileSync(join(portal, 'package.json'), 'utf8')) as {
  dependencies: Readonly<Record<string, string>>;
};

const sources = readdirSync(join(portal, 'src'), { recursive: true, withFileTypes: true })
  .filter((one) => one.isFile() && /\.tsx?$/.test(one.name) && !one.name.includes('.generated.'))
  .map((one) => join(one.parentPath, one.name));

const importsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)'([^']+)'/g)].map(
    ([, target]) => target ?? '',
  );

describe('the portal has no back door', () => {
  it.each(sources.map((file) => [relative(portal, file), file] as const))(
    '%s imports the portal and its own dependencies, nothing of the server',
    (_, file) => {
      const strangers = importsOf(file).filter((target) => {
        if (target.startsWith('.')) return relative(join(portal, 'src'), resolve(file, '..', target)).startsWith('..');
        const name = target.split('/', target.startsWith('@') ? 2 : 1).join('/');
        return manifest.dependencies[name] === undefined;
      });
      expect(
        strangers,
        'What the portal needs is part of a public contract: call it through src/api/clients.ts.',
      ).toEqual([]);
    },
  );

  it('calls nothing but what the contracts hold', () => {
    const contracts = readdirSync(join(root, 'contracts'))
      .filter((name) => name.endsWith('.openapi.json'))
      .flatMap((name) => Object.keys(JSON.parse(readFileSync(join(root, 'contracts', name), 'utf8')).paths as object));
    const called = sources.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\b(?:GET|POST|PUT|PATCH|DELETE|HEAD)\(\s*'(\/[^']+)'/g)].map(
        ([, path]) => path ?? '',
      ),
    );
    expect(called.length).toBeGreaterThan(5);
    expect(called.filter((path) => !contracts.includes(path))).toEqual([]);
    expect(sources.filter((file) => /\bfetch\(/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});

describe('the texts of the portal', () => {
  const folder = join(portal, 'src/messages');
  const files = readdirSync(join(folder, 'en')).filter((name) => name.endsWith('.json'));
  const read = (language: string, file: string) =>
    JSON.parse(readFileSync(join(folder, language, file), 'utf8')) as Record<string, string>;
  /** The names of what is put into a text, also within plurals and choices. */
  const namesIn = (elements: readonly MessageFormatElement[]): string[] =>
    elements.flatMap((one) => {
      if (one.type === TYPE.literal || one.type === TYPE.pound) return [];
      if (one.type === TYPE.tag) return namesIn(one.children);
      if (one.type === TYPE.select || one.type === TYPE.plural)
        return [one.value, ...Object.values(one.options).flatMap(({ value }) => namesIn(value))];
      return [one.value];
    });

  it.each(files)('%s says everything in German that it says in English, with the same values', (file) => {
    const [english, german] = [read('en', file), read('de', file)];
    expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
    const valuesOf = (texts: Record<string, string>) =>
      Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, [...new Set(namesIn(parse(text)))].sort()]));
    expect(valuesOf(german)).toEqual(valuesOf(english));
  });

  it('say every refusal of the realm in German; in English the server says it', () => {
    expect(Object.keys(read('de', 'refusals.json')).sort()).toEqual(Object.keys(refusalCodes).sort());
  });

  it('are all used, and every id belongs to one file only', () => {
    const ids = files.flatMap((file) => Object.keys(read('en', file)));
    expect(ids.length).toBe(new Set(ids).size);
    const everything = sources.map((file) => readFileSync(file, 'utf8')).join('\n');
    const prefixes = [...everything.matchAll(/[`'"]((?:[\w-]+\.)+)\$\{/g)].map(([, prefix]) => prefix ?? '');
    const unused = ids.filter(
      (id) =>
        !everything.includes(`'${id}'`) &&
        !everything.includes(`"${id}"`) &&
        !prefixes.some((one) => id.startsWith(one)),
    );
    expect(unused).toEqual([]);
  });
});
