import { spawn } from 'node:child_process';

/**
 * Runs a program to its end and resolves with its exit code (128 + the number for a signal, as shells do). Signals go
 * on to it. A server has a process group of its own: npm and the terminal may both send a Ctrl-C, and it gets one. The
 * others stay in ours, where the terminal's reaches them anyhow.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>}
 */
export function run(command, args, options) {
  const child = spawn(command, args, options);
  let passedOnAt = Number.NEGATIVE_INFINITY;
  /** @param {NodeJS.Signals} signal */
  const passOn = (signal) => {
    if (signal === 'SIGINT' && options.detached !== true) return;
    if (performance.now() - passedOnAt < 1000) return;
    passedOnAt = performance.now();
    child.kill(signal);
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, passOn);
  const watch = watchNpm(() => passOn('SIGTERM'));
  return new Promise((resolve) => {
    /** @param {number} code */
    const finish = (code) => {
      for (const signal of signals) process.off(signal, passOn);
      clearInterval(watch);
      resolve(code);
    };
    child.once('error', (error) => {
      process.stderr.write(`${command} could not be run: ${error.message}\n`);
      finish(1);
    });
    child.once('exit', (code, signal) => {
      // A shell would say so; npm does not.
      if (signal === 'SIGKILL') process.stderr.write(`Process ${child.pid} was killed from outside (SIGKILL).\n`);
      finish(code ?? 128 + (signalNumbers[signal ?? ''] ?? 0));
    });
  });
}

/** @type {Record<string, number>} */
const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/**
 * npm waits for its script; when it is gone without having ended it (kill -9), nobody wants the program any more.
 *
 * @param {() => void} gone
 */
function watchNpm(gone) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  return setInterval(() => {
    if (process.ppid !== parent) gone();
  }, 250).unref();
}
