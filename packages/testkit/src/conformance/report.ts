import type { RecordedOperation } from '../recorded/samples.ts';
import type { Journey } from './journeys.ts';
import type { SampleResult } from './samples.ts';

/** One client and what it was able to do; `results` is absent where it is not installed. */
export interface Column {
  readonly name: string;
  readonly version: string;
  readonly results?: readonly SampleResult[];
}

export interface Count {
  readonly passed: number;
  readonly all: number;
}

const countOf = (results: readonly { readonly passed: boolean }[]): Count => ({
  passed: results.filter(({ passed }) => passed).length,
  all: results.length,
});
const written = ({ passed, all }: Count) => (all === 0 ? '–' : `${passed}/${all}`);
const outcomes = (results: readonly SampleResult[]) =>
  results.map(({ problems }) => ({ passed: problems.length === 0 }));

/** All exchanges and flows together. */
export function totalOf(columns: readonly Column[], journeys: readonly Journey[]): Count {
  return countOf([...columns.flatMap(({ results = [] }) => outcomes(results)), ...journeys]);
}

/** The sentence that README has, too. */
export function totalSentence(columns: readonly Column[], journeys: readonly Journey[]): string {
  const { passed, all } = totalOf(columns, journeys);
  const clients = columns.filter(({ results }) => results !== undefined).length;
  return `${passed} of ${all} exchanges and flows pass, by ${clients} clients`;
}

/** The whole document: clients, operation × client, flows, and what failed in words. */
export function report(
  operations: readonly RecordedOperation[],
  columns: readonly Column[],
  journeys: readonly Journey[],
): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const lines = [
    '# Conformance',
    '',
    'Written by `npm run conformance`, which starts the product and lets published clients, unchanged and with their hosts',
    'hard-wired, send every published sample of the Partner Center API to it over TLS. An answer passes when its status is the',
    'published one and has every published member with its type. A number such as 2/3 says how many of the samples of an operation',
    'passed; – says that none was sent, because the client is not installed, or shows no answer of that kind.',
    '',
    `**${totalSentence(columns, journeys)}.**`,
    '',
    '| client | what ran | samples |',
    '|---|---|---|',
    ...columns.map(
      ({ name, version, results }) =>
        `| ${cell(name)} | ${cell(version)} | ${results === undefined ? 'not installed where this was written' : written(countOf(outcomes(results)))} |`,
    ),
    '',
    '## Partner Center: operation × client',
    '',
    `| area | operation | ${columns.map(({ name }) => cell(name)).join(' | ')} |`,
    `|---|---|${columns.map(() => '---').join('|')}|`,
  ];
  for (const { area, id } of operations) {
    const counts = columns.map(({ results = [] }) =>
      written(countOf(outcomes(results.filter(({ operation }) => operation === id)))),
    );
    lines.push(`| ${area} | ${id} | ${counts.join(' | ')} |`);
  }
  lines.push('', '## Flows', '', 'Tests of the repository that speak as a client does, or with the client itself.', '');
  for (const file of [...new Set(journeys.map((one) => one.file))].sort()) {
    const own = journeys.filter((one) => one.file === file);
    lines.push(`### ${file}`, '', `${written(countOf(own))} pass.`, '');
    for (const { title, passed } of own) lines.push(`- ${passed ? '' : '**fails:** '}${cell(title)}`);
    lines.push('');
  }
  const failed = columns.flatMap(({ name, results = [] }) =>
    results
      .filter(({ problems }) => problems.length > 0)
      .map((one) => `- ${name}, ${one.operation}/${one.sample}: ${cell(one.problems.join(' ')).slice(0, 400)}`),
  );
  if (failed.length > 0) lines.push('## What fails', '', ...failed, '');
  return `${lines.join('\n').trimEnd()}\n`;
}
