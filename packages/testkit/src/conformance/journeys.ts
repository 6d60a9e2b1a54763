import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../../..');

/** Tests in which real clients, or requests as real clients write them, go through whole flows. */
const files = [
  'packages/server/test/clients/',
  'packages/server/test/identity/published-clients.test.ts',
  'packages/server/test/delegated-admin/clients.test.ts',
  'packages/server/test/delegated-admin/examples.test.ts',
];

export interface Journey {
  readonly file: string;
  readonly title: string;
  readonly passed: boolean;
}

/** Runs these tests; answers what came of each. Throws when they cannot be run. */
export function runJourneys(): Journey[] {
  const directory = mkdtempSync(join(tmpdir(), 'multipartner-journeys-'));
  const results = join(directory, 'results.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const ran = spawnSync(
    process.execPath,
    [vitest, 'run', ...files, '--reporter=dot', '--reporter=json', `--outputFile.json=${results}`],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  try {
    if (ran.error !== undefined) throw ran.error;
    return journeysOf(JSON.parse(readFileSync(results, 'utf8')) as VitestResults);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

interface VitestResults {
  readonly testResults: readonly {
    readonly name: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}

function journeysOf({ testResults }: VitestResults): Journey[] {
  return testResults.flatMap(({ name, assertionResults }) => {
    const file = relative(root, name);
    // A file that could not be loaded has no test that failed.
    if (assertionResults.length === 0) return [{ file, title: 'can be loaded', passed: false }];
    return assertionResults.map(({ ancestorTitles, title, status }) => ({
      file,
      title: [...ancestorTitles.filter((one) => one !== ''), title].join(': '),
      passed: status === 'passed',
    }));
  });
}
