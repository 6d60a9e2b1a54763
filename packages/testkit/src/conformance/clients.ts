import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { curlDriver } from './curl.ts';
import { type Driver, startDriver } from './driver.ts';

/** A real client that the published samples are sent with. */
export interface ConformanceClient {
  readonly name: string;
  /** What is needed for it where it is missing. */
  readonly comesFrom: string;
  /** What of it is there, with its version; undefined when it is not. */
  version(): string | undefined;
  start(environment: Readonly<Record<string, string>>): Driver;
  /** It shows answers of success and not of refusal, and no status. */
  readonly onlySuccesses?: true;
}

const driver = (name: string) => join(import.meta.dirname, 'drivers', name);

/** The interpreters that may have the Debian packages, the system's first. */
const pythons = ['/usr/bin/python3', 'python3'];

function said(command: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: 60_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return status === 0 ? stdout.trim() : undefined;
}

function pythonWith(statement: string): { python: string; version: string } | undefined {
  for (const python of pythons) {
    const version = said(python, '-c', statement);
    if (version !== undefined) return { python, version };
  }
  return undefined;
}

/** The version of a package that the tests bring. */
function installed(name: string): string {
  const found = createRequire(import.meta.url)
    .resolve.paths(name)
    ?.map((folder) => join(folder, name, 'package.json'));
  const file = found?.find((path) => existsSync(path));
  if (file === undefined) throw new Error(`${name} is not installed.`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

const msalPython = () =>
  pythonWith('import msal, requests; print("msal " + msal.__version__ + ", requests " + requests.__version__)');

/** The Python that Azure CLI brings, or Debian's. */
function azurePython(): { python: string; version: string } | undefined {
  const brought = '/opt/az/bin/python3';
  const statement = 'import azure.cli.core; print("azure-cli " + azure.cli.core.__version__)';
  const version = existsSync(brought) ? said(brought, '-c', statement) : undefined;
  return version === undefined ? pythonWith(statement) : { python: brought, version };
}

const guzzle = '/usr/share/php/GuzzleHttp/autoload.php';

export const clients: readonly ConformanceClient[] = [
  {
    name: 'msal-node',
    comesFrom: 'npm, with the tests',
    version: () => `@azure/msal-node ${installed('@azure/msal-node')}, Node's https`,
    start: (environment) => startDriver([process.execPath, driver('node-msal.mjs')], environment),
  },
  {
    name: '@azure/identity, axios',
    comesFrom: 'npm, with the tests',
    version: () => `@azure/identity ${installed('@azure/identity')}, axios ${installed('axios')}`,
    start: (environment) => startDriver([process.execPath, driver('node-identity-axios.mjs')], environment),
  },
  {
    name: 'curl',
    comesFrom: 'apt-get install curl',
    version: () => said('curl', '--version')?.split(' ').slice(0, 2).join(' '),
    start: curlDriver,
  },
  {
    name: 'MSAL Python, requests',
    comesFrom: 'apt-get install python3-msal python3-requests',
    version: () => msalPython()?.version,
    start: (environment) => startDriver([msalPython()?.python ?? 'python3', driver('python-msal.py')], environment),
  },
  {
    name: 'Guzzle',
    comesFrom: 'apt-get install php-cli php-guzzlehttp-guzzle',
    version: () =>
      existsSync(guzzle)
        ? said('php', '-r', `require '${guzzle}'; echo 'Guzzle ' . GuzzleHttp\\ClientInterface::MAJOR_VERSION;`)
        : undefined,
    start: (environment) => startDriver(['php', driver('guzzle.php')], environment),
  },
  {
    name: 'az rest',
    comesFrom: 'apt-get install azure-cli',
    version: () => azurePython()?.version,
    start: (environment) => startDriver([azurePython()?.python ?? 'python3', driver('az-rest.py')], environment),
    onlySuccesses: true,
  },
];
