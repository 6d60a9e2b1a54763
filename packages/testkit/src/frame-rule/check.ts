import type { TestServer } from '../server.ts';
import { type Act, allowedDelta, customers } from './acts.ts';
import { type Outcome, perform } from './perform.ts';
import { differences, type Snapshot, snapshot } from './snapshot.ts';

export interface Checked {
  readonly outcomes: readonly Outcome[];
  readonly after: Snapshot;
  /** Acts that took place at once, and what they changed although none of them may; empty when the rule holds. */
  readonly broken: readonly string[];
}

/** Takes a snapshot of everything protected at the customers of the random acts. */
export function takeSnapshot(server: TestServer, asOf: Date): Promise<Snapshot> {
  return snapshot(
    server.database,
    customers.map((key) => server.tenant(key).id),
    asOf,
    true,
  );
}

/**
 * Performs acts at once and compares everything protected before and after: only what one of them may change may
 * differ (R90), and a lone act that was refused may differ in nothing.
 */
export async function performAndCheck(
  server: TestServer,
  acts: readonly Act[],
  before: Snapshot,
  asOf: Date,
): Promise<Checked> {
  const outcomes = await Promise.all(acts.map((act) => perform(server, act)));
  const after = await takeSnapshot(server, asOf);
  const id = (key: string) => server.tenant(key).id;
  const allowed = acts
    .map((act, index) => ({ act, outcome: outcomes[index] as Outcome }))
    .filter(({ outcome }) => outcome.status < 400)
    .map(({ act, outcome }) => allowedDelta(act, id, outcome.transferred));
  const broken = differences(before, after).filter((key) => !allowed.some((may) => may(key)));
  return { outcomes, after, broken };
}
