import { enableCompileCache } from 'node:module';
import { performance } from 'node:perf_hooks';
import { compileCacheDirectory } from './compile-cache.ts';
import { ConfigError, readConfig } from './config.ts';
import { helpText } from './options.ts';
import { StartError } from './start-error.ts';

const startedAt = performance.now();
const impatientMs = 1000;

/** Exit codes: 0 after a clean stop, 1 for a failure with one clear sentence, 2 for wrong options. */
async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env);
  if (config.command === 'help') {
    process.stdout.write(`${helpText()}\n`);
    return;
  }
  const cache = compileCacheDirectory();
  if (cache !== undefined) enableCompileCache(cache);
  if (config.command === 'verify') {
    const { verifyFile } = await import('./verify.ts');
    const verdict = await verifyFile(config.file as string, config.keys).catch((error: Error) => {
      throw new StartError(`${config.file} cannot be verified: ${error.message.replace(/\.$/, '')}.`);
    });
    process.stdout.write(`${verdict.lines.join('\n')}\n`);
    if (!verdict.ok) throw new StartError('The evidence does not hold.');
    return;
  }
  if (config.command === 'certificates') {
    const { certificatesText } = await import('./tls/certificates-command.ts');
    process.stdout.write(`${await certificatesText(config)}\n`);
    return;
  }
  const stopAsked = signalled();
  const { start } = await import('./start.ts');
  const running = await start(config, stopAsked, startedAt);
  if (running === undefined) return;
  process.stdout.write(config.json ? `${JSON.stringify(running.ready)}\n` : `${running.welcome}\n`);
  if (config.json && running.firstSignIn !== undefined) process.stderr.write(`${running.firstSignIn}\n`);
  const failure = await Promise.race([stopAsked, running.failed]);
  if (typeof failure === 'string') throw new StartError(failure);
  await running.stop();
}

/**
 * Resolves at the first signal to stop. Who asks again, and is not the terminal and npm saying the same at once, does
 * not want to wait for requests under way; PostgreSQL ends by itself when this process is gone.
 */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        if (first !== undefined && performance.now() - first > impatientMs) process.exit(1);
        first ??= performance.now();
        resolve();
      });
  });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const known = error instanceof ConfigError || error instanceof StartError;
    process.stderr.write(`${known ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
    process.exit(error instanceof ConfigError ? 2 : 1);
  },
);
