import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * A Chromium for the tests that need a browser: the one named by MULTIPARTNER_CHROMIUM, the system's, or Playwright's;
 * else Playwright's is downloaded, or, as root, the distribution's package is installed. Undefined when there is none;
 * what was tried is said on stderr.
 *
 * @param {string} root
 * @param {string} node
 */
export function provideChromium(root, node) {
  const named = process.env.MULTIPARTNER_CHROMIUM;
  if (named) {
    if (works(named)) return named;
    throw new Error(`MULTIPARTNER_CHROMIUM is "${named}", and that does not run as a Chromium.`);
  }
  const found = findChromium();
  if (found !== undefined) return found;
  downloadByPlaywright(root, node);
  const downloaded = findChromium();
  if (downloaded !== undefined) return downloaded;
  installByApt();
  const installed = findChromium();
  if (installed === undefined)
    process.stderr.write(
      'There is no Chromium, and none could be installed: tests that need a browser will fail and say so. ' +
        'Install one (on Debian as root: apt-get install chromium), or name one in MULTIPARTNER_CHROMIUM.\n',
    );
  return installed;
}

function findChromium() {
  return candidates().find((path) => existsSync(path) && works(path));
}

function candidates() {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
  const directories = (process.env.PATH ?? '').split(delimiter).filter((directory) => directory !== '');
  return [
    ...directories.flatMap((directory) => names.map((name) => join(directory, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...playwrights(),
  ];
}

function playwrights() {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), '.cache', 'ms-playwright'),
    join(homedir(), 'Library', 'Caches', 'ms-playwright'),
  ];
  const within = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-linux/headless_shell',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  ];
  return caches.flatMap((cache) => {
    if (cache === undefined || !existsSync(cache)) return [];
    const versions = readdirSync(cache).filter((name) => name.startsWith('chromium'));
    return versions.flatMap((version) => within.map((path) => join(cache, version, path)));
  });
}

/**
 * Some distributions have a placeholder of that name that only says what to install.
 *
 * @param {string} path
 */
function works(path) {
  const { status, stdout } = spawnSync(path, ['--version'], {
    encoding: 'utf8',
    timeout: 20_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return status === 0 && /\d+\.\d+/.test(stdout);
}

/**
 * @param {string} root
 * @param {string} node
 */
function downloadByPlaywright(root, node) {
  const cli = join(root, 'node_modules', 'playwright-core', 'cli.js');
  if (!existsSync(cli)) return;
  process.stderr.write('Downloading a Chromium for the tests …\n');
  spawnSync(node, [cli, 'install', 'chromium'], {
    stdio: ['ignore', process.stderr, process.stderr],
    timeout: 300_000,
  });
}

function installByApt() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return;
  process.stderr.write('Installing a Chromium for the tests (apt-get install chromium) …\n');
  const options = /** @type {const} */ ({
    stdio: ['ignore', 'ignore', process.stderr],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 600_000,
  });
  const install = () =>
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options).status === 0;
  // The lists of packages may be there and new enough, or not.
  if (!install() && spawnSync('apt-get', ['update', '-qq'], options).status === 0) install();
}
