import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './children.mjs';

/**
 * Installs the dependencies with `npm ci` when node_modules does not hold what package-lock.json says; everything npm
 * says goes to stderr. Throws one sentence when that fails. Of several at once one installs and the others wait.
 *
 * @param {string} root
 * @param {{ dev: boolean }} needed whether the tools for tests and checks are needed, too
 */
export async function installMissing(root, needed) {
  if (isInstalled(root, needed)) return;
  const release = await takeTurn(join(root, '.installing'));
  try {
    if (isInstalled(root, needed)) return;
    process.stderr.write('Installing what is missing (npm ci) …\n');
    const { command, args } = findNpm();
    const code = await run(
      command,
      // Not as the caller's npm was told (--silent, --prefix, --omit): errors are shown, and everything is installed.
      [
        ...args,
        'ci',
        '--prefix',
        root,
        '--include=dev',
        '--include=optional',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
      ],
      { cwd: root, stdio: ['ignore', process.stderr, process.stderr] },
    );
    if (code !== 0) throw new Error(`The dependencies could not be installed: "npm ci" in ${root} ended with ${code}.`);
  } finally {
    release();
  }
}

/**
 * Whether npm finished installing exactly what is locked. It keeps its own account of node_modules, written last.
 *
 * @param {string} root
 * @param {{ dev: boolean }} needed
 */
function isInstalled(root, needed) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === undefined) throw new Error(`${root} has no readable package-lock.json: this is no complete clone.`);
  if (present === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const there = present[path];
    if (there !== undefined) return there.version === entry.version && there.integrity === entry.integrity;
    if (entry.optional || entry.devOptional) return !isForHere(entry);
    return entry.dev === true && !needed.dev;
  });
}

/**
 * @typedef {{ version?: string, integrity?: string, dev?: boolean, optional?: boolean, devOptional?: boolean,
 *   os?: string | string[], cpu?: string | string[], libc?: string | string[] }} Locked
 */

/**
 * @param {string} file
 * @returns {Record<string, Locked> | undefined}
 */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * An optional package that names this platform should be there; any other may have been left out by npm.
 *
 * @param {Locked} entry
 */
function isForHere({ os, cpu, libc }) {
  if (os === undefined || cpu === undefined || libc !== undefined) return false;
  return [os].flat().includes(process.platform) && [cpu].flat().includes(process.arch);
}

/** The npm that runs us, else the one on the path. */
function findNpm() {
  const running = process.env.npm_execpath;
  if (running !== undefined && /^npm(-cli\.c?js)?$/.test(basename(running)) && existsSync(running))
    return { command: process.execPath, args: [running] };
  if (spawnSync('npm', ['--version'], { stdio: 'ignore' }).status !== 0)
    throw new Error('The dependencies are not installed, and there is no npm on the path to install them with.');
  return { command: 'npm', args: [] };
}

/**
 * @param {string} file
 * @returns {Promise<() => void>} ends the turn
 */
async function takeTurn(file) {
  for (let told = false; ; await sleep(200)) {
    try {
      const handle = openSync(file, 'wx');
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return () => rmSync(file, { force: true });
    } catch (error) {
      const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code !== 'EEXIST') throw new Error(`The dependencies are not installed, and cannot be: ${message}.`);
    }
    const other = Number(existsSync(file) ? readFileSync(file, 'utf8') : '');
    if (other > 0 && !lives(other)) rmSync(file, { force: true });
    else if (!told) process.stderr.write(`Waiting for process ${other}, which installs the dependencies …\n`);
    told = true;
  }
}

/** @param {number} pid */
function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
