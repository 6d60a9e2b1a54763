import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './children.mjs';

/**
 * Builds the portal when it was not, or when something of it is newer than what was built. Throws one sentence when that
 * fails. What the builder says goes to stderr.
 *
 * @param {string} root
 * @param {string} node
 */
export async function buildPortalWhenStale(root, node) {
  const portal = join(root, 'packages', 'portal');
  const page = join(portal, 'dist', 'index.html');
  if (existsSync(page) && newestOf(portal) <= statSync(page).mtimeMs) return;
  process.stderr.write('Building the portal …\n');
  const code = await run(node, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: portal,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (code !== 0) throw new Error(`The portal could not be built: vite ended with ${code}.`);
}

/** @param {string} portal */
function newestOf(portal) {
  const sources = ['src', 'public'].flatMap((folder) =>
    readdirSync(join(portal, folder), { withFileTypes: true, recursive: true })
      .filter((one) => one.isFile() && !one.name.includes('.generated.'))
      .map((one) => join(one.parentPath, one.name)),
  );
  const others = ['index.html', 'package.json', 'vite.config.ts'].map((name) => join(portal, name));
  return Math.max(...[...sources, ...others].map((file) => statSync(file).mtimeMs));
}
