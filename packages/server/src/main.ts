import { performance } from 'node:perf_hooks';
import { ConfigError, readConfig } from './config.ts';
import { StartError, start } from './start.ts';
import { verifyFile } from './verify.ts';

const startedAt = performance.now();

/** Exit codes: 0 after a clean stop, 1 for a failure with one clear sentence, 2 for wrong options. */
async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env);
  if (config.command === 'verify') {
    const verdict = await verifyFile(config.file as string, config.keys);
    process.stdout.write(`${verdict.lines.join('\n')}\n`);
    if (!verdict.ok) throw new StartError('The evidence does not hold.');
    return;
  }
  const running = await start(config, startedAt);
  process.stdout.write(config.json ? `${JSON.stringify(running.ready)}\n` : `${running.welcome}\n`);
  await ended(running.failed);
  await running.stop();
}

/** Waits for the signal to stop; a failure of what the server stands on ends it with that sentence. */
function ended(failed: Promise<string>): Promise<void> {
  return new Promise((resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    void failed.then((sentence) => reject(new StartError(sentence)));
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
