import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const wanted = 24;

/**
 * A Node that runs the server: the one that runs this when it is new enough, else the one that came as an optional
 * dependency. Throws one sentence when there is neither.
 */
export function findNode(): string {
  if (Number(process.versions.node.split('.')[0]) >= wanted) return process.execPath;
  const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-${platform}/package.json`);
    const program = join(dirname(manifest), 'bin', file);
    if (existsSync(program)) return program;
  } catch {
    // Said below.
  }
  throw new Error(
    `Multipartner's server needs Node ${wanted} or newer, this is Node ${process.versions.node}, and the optional ` +
      `dependency node-${platform} is not installed: install with optional dependencies, or use Node ${wanted}.`,
  );
}
