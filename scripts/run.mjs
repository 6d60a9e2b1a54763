// What `npm start`, `npm test` and the other scripts run. Plain JavaScript for any Node from 20 on with nothing
// installed: it installs what is missing, finds a Node 24, and hands over to that.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { run } from './children.mjs';
import { provideChromium } from './chromium.mjs';
import { installMissing } from './install.mjs';
import { buildPortalWhenStale } from './portal.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wantedNode = 24;

/** Programs of ours; they get the arguments and run where the user is, which is where a relative path begins. */
const programs = {
  start: 'packages/server/src/main.ts',
  contracts: 'packages/server/src/contracts/emit.ts',
  conformance: 'packages/testkit/src/conformance/run.ts',
  package: 'scripts/package.ts',
  'portal:client': 'packages/portal/generate-client.ts',
  bench: 'benchmarks/bench.ts',
  'bench:access': 'benchmarks/access.ts',
  'bench:portal': 'benchmarks/portal.ts',
  screenshots: 'e2e/screenshots.ts',
  soak: 'benchmarks/soak.ts',
  time: 'benchmarks/delegated-admin-time.ts',
};

/** Commands of which the portal is a part. */
const showsPortal = ['start', 'test', 'package', 'conformance', 'bench:portal', 'screenshots'];

/** Tools that run in the root of the clone. */
const tools = {
  vitest: 'node_modules/vitest/vitest.mjs',
  biome: 'node_modules/@biomejs/biome/bin/biome',
  tsc: 'node_modules/typescript/bin/tsc',
};

/**
 * @param {string | undefined} command
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code
 */
async function main(command, args) {
  const commands = [...Object.keys(programs), 'test', 'check', 'format'];
  if (command === undefined || !commands.includes(command)) {
    process.stderr.write(`"${command ?? ''}" is not one of: ${commands.join(', ')}.\n`);
    return 2;
  }
  await installMissing(root, { dev: command !== 'start' });
  const node = findNode();
  if (showsPortal.includes(command)) await buildPortalWhenStale(root, node);
  switch (command) {
    case 'test': {
      const chromium = provideChromium(root, node);
      return tool(node, 'vitest', ['run', ...args], chromium === undefined ? {} : { MULTIPARTNER_CHROMIUM: chromium });
    }
    case 'check': {
      const style = await tool(node, 'biome', ['check', ...args]);
      const types = await tool(node, 'tsc', ['-p', '.']);
      const client = await program(node, 'portal:client', []);
      const portal = client || (await tool(node, 'tsc', ['-p', 'packages/portal']));
      return style || types || portal;
    }
    case 'format':
      return tool(node, 'biome', ['check', '--write', ...args]);
    default:
      return program(node, /** @type {keyof typeof programs} */ (command), args);
  }
}

/**
 * @param {string} node
 * @param {keyof typeof programs} name
 * @param {readonly string[]} args
 */
function program(node, name, args) {
  const endWithUs = pathToFileURL(join(root, 'scripts', 'end-with-parent.mjs')).href;
  return run(node, ['--import', endWithUs, join(root, programs[name]), ...args], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: process.platform !== 'win32',
  });
}

/**
 * @param {string} node
 * @param {keyof typeof tools} name
 * @param {readonly string[]} args
 * @param {Record<string, string>} environment
 */
function tool(node, name, args, environment = {}) {
  return run(node, [join(root, tools[name]), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
}

/** The Node 24 that came with the dependencies, else the one that runs this; throws when that is too old. */
function findNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const brought = join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', file);
  if (existsSync(brought)) return brought;
  if (Number(process.versions.node.split('.')[0]) >= wantedNode) return process.execPath;
  throw new Error(
    `Multipartner needs Node ${wantedNode} or newer; none comes from npm for ${platform}-${process.arch}, ` +
      `and this is Node ${process.versions.node}: install Node ${wantedNode}, and try again.`,
  );
}

const [command, ...args] = process.argv.slice(2);
main(command, args).then(
  (code) => {
    process.exitCode = code;
  },
  (/** @type {Error} */ error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
