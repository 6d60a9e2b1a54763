#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findNode } from './sandbox/node-program.ts';

// The command of the installed package, on any Node from 20 on: the server itself runs on Node 24 or newer.
const besides = (name: string) => new URL(`${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

function main(): void {
  const node = findNode();
  if (node === process.execPath) {
    void import(besides('./main').href);
    return;
  }
  const child = spawn(
    node,
    ['--import', besides('./sandbox/end-with-parent').href, fileURLToPath(besides('./main')), ...process.argv.slice(2)],
    { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] },
  );
  // The terminal's Ctrl-C reaches both; the server takes two at once for one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    process.stderr.write(`${node} could not be run: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.once('exit', (code, signal) => {
    if (signal === 'SIGKILL') process.stderr.write(`Process ${child.pid} was killed from outside (SIGKILL).\n`);
    process.exitCode = code ?? 1;
  });
}

try {
  main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
