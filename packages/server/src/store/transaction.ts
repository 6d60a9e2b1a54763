import type { Database, Transaction } from './database.ts';
import { isLost } from './passing.ts';
import { sentTogether } from './together.ts';

/** Writes that need no answer before the transaction ends: they travel with its commit. */
export type Lastly = (write: Promise<unknown>) => void;

/**
 * Runs a transaction in as few round trips as it allows: `begin` travels with the statements of `opening`, and `commit`
 * with the writes that the body gives to `lastly`. Whatever fails, everything is undone and the first failure is thrown:
 * a commit behind a failed statement is none.
 */
export async function transaction<O, T>(
  database: Database,
  opening: (tx: Transaction) => Promise<O>,
  body: (tx: Transaction, opened: O, lastly: Lastly) => Promise<T>,
): Promise<T> {
  const connection = await database.reserve();
  const tx = connection as unknown as Transaction;
  let lost = false;
  try {
    // A statement is sent when somebody waits for it: this one before any other.
    const begun = connection`begin`.execute();
    const [, opened] = await sentTogether([begun, opening(tx)]);
    const last: Promise<unknown>[] = [];
    const outcome = await body(tx, opened, (write) => {
      // Its failure is thrown below; should the body fail first, that failure is the one that counts.
      write.catch(() => {});
      last.push(write);
    });
    await sentTogether([...last, connection`commit`]);
    return outcome;
  } catch (error) {
    lost = isLost(error);
    if (!lost) {
      await connection`rollback`.catch((failure) => {
        lost = isLost(failure);
      });
    }
    throw error;
  } finally {
    // The pool has taken a lost connection back by itself: given back once more it would be used as if it lived.
    if (!lost) connection.release();
  }
}
