// A server that does nothing but run its PostgreSQL, for tests that kill it: `node server-process.ts DIRECTORY`.
// Says one line of JSON on stdout when ready; stops at SIGTERM; exit code 1 and one sentence when it cannot start.
import { startPostgres } from '../../src/postgres/start.ts';

const [dataDirectory = ''] = process.argv.slice(2);
try {
  const running = await startPostgres({ dataDirectory });
  process.once('SIGTERM', () => void running.stop().then(() => process.exit(0)));
  void running.died.then((sentence) => {
    console.error(sentence);
    process.exit(1);
  });
  console.log(JSON.stringify({ pid: running.pid, connection: running.connection }));
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
