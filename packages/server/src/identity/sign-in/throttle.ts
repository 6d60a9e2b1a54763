import { countFailure, failuresOf, forgetFailures } from '../../store/identity/users.ts';
import { AadError } from '../errors.ts';
import type { IdentityParts } from '../identity.ts';

const failuresAllowed = 10;
const windowSeconds = 600;
/** Attempts of one name that are judged at a time: many sent at once must not all slip in before the first is counted. */
const atOnce = 4;

const running = new Map<string, number>();
const waiting = new Map<string, (() => void)[]>();

/**
 * Judges an attempt to sign in as this name, and counts it when it throws or answers false.
 * @throws AADSTS50053, without judging, once ten attempts failed within ten minutes.
 */
export async function throttled<T>(
  parts: Pick<IdentityParts, 'database'>,
  name: string,
  judge: () => Promise<T>,
): Promise<T> {
  const key = name.toLowerCase();
  await enter(key);
  try {
    const failures = await failuresOf(parts.database, key, new Date(), windowSeconds);
    if (failures >= failuresAllowed) throw new AadError(50053);
    let result: T;
    try {
      result = await judge();
    } catch (error) {
      await countFailure(parts.database, key, new Date(), windowSeconds);
      throw error;
    }
    if (result === false) await countFailure(parts.database, key, new Date(), windowSeconds);
    else if (failures > 0) await forgetFailures(parts.database, key);
    return result;
  } finally {
    leave(key);
  }
}

function enter(key: string): Promise<void> | undefined {
  const now = running.get(key) ?? 0;
  if (now < atOnce) {
    running.set(key, now + 1);
    return undefined;
  }
  return new Promise((resolve) => {
    const queue = waiting.get(key) ?? [];
    queue.push(resolve);
    waiting.set(key, queue);
  });
}

/** Hands the place on, or gives it back. */
function leave(key: string): void {
  const queue = waiting.get(key);
  const next = queue?.shift();
  if (queue?.length === 0) waiting.delete(key);
  if (next !== undefined) {
    next();
    return;
  }
  const now = (running.get(key) ?? 1) - 1;
  if (now === 0) running.delete(key);
  else running.set(key, now);
}
