import { type RoundLog, workOnBulks } from './operations/delegated-admin/bulk/work.ts';
import type { Realm } from './operations/realm.ts';

/** Does the rows of bulks in the background. */
export interface BulkWorker {
  /** Ends it after the rows under way. What is still open goes on with the next worker, in whatever process. */
  stop(): Promise<void>;
}

/** Machine time (ms) between two looks when there was nothing to do, when others had it all, and after a failure. */
const pauses = { idle: 500, contended: 20, failed: 2_000 } as const;

/** Starts the worker. Several may work on one database: none does a row that another does or did. */
export function startBulkWorker(realm: Realm, log: RoundLog = { error: () => {} }): BulkWorker {
  let stopped = false;
  let wake = () => {};
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms).unref();
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    while (!stopped) {
      try {
        const { settled, open } = await workOnBulks(realm, { stopped: () => stopped, log, start: Math.random() });
        if (!open) await pause(pauses.idle);
        else if (settled === 0) await pause(pauses.contended);
      } catch (error) {
        if (stopped) return;
        log.error({ err: error }, 'the work on bulks failed; it is tried again in two seconds');
        await pause(pauses.failed);
      }
    }
  };
  const running = run();
  return {
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}
