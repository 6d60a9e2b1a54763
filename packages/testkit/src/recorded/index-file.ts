import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadOperations, recordedFolder } from './samples.ts';

const file = join(recordedFolder, 'index.json');

/** The list of all recorded operations, as contracts/recorded/partner-center/index.json must hold it. */
export function indexText(): string {
  const rows = loadOperations().map((one) => ({
    file: `${one.area}/${one.id}.json`,
    method: one.method,
    path: one.path,
    page: one.page.file,
    date: one.page.date,
    samples: one.samples.map((sample) => sample.name),
  }));
  return `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`;
}

export function indexOnDisk(): string {
  return readFileSync(file, 'utf8');
}

if (import.meta.main) writeFileSync(file, indexText());
