import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const contracts = {
  multipartner: 'multipartner.v1',
  graph: 'graph.v1.0',
  'partner-center': 'partner-center.v1',
  sandbox: 'sandbox.v1',
};

/** The types of what the portal calls, from the emitted contracts: every generated file by its path, with its text. */
export function generated(): Readonly<Record<string, string>> {
  const generator = join(import.meta.dirname, 'node_modules/openapi-typescript/bin/cli.js');
  return Object.fromEntries(
    Object.entries(contracts).map(([name, contract]) => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [generator, join(root, 'contracts', `${contract}.openapi.json`)],
        { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
      );
      if (status !== 0) throw new Error(`The contract ${contract} has no types: ${stderr}`);
      return [join(import.meta.dirname, 'src/api', `${name}.generated.ts`), stdout];
    }),
  );
}

if (import.meta.main)
  for (const [file, text] of Object.entries(generated())) if (before(file) !== text) writeFileSync(file, text);

function before(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
