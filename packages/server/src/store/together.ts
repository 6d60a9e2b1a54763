/** Of a statement behind one that failed in the same transaction: it says nothing of its own. */
const aborted = '25P02';

/**
 * Waits for statements of one transaction that were sent without waiting for one another. Fails with the failure of the
 * statement that failed by itself, not with what the ones behind it got for that: each of these is as early to arrive.
 */
export async function sentTogether<const T extends readonly unknown[]>(
  statements: T,
): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }> {
  const settled = await Promise.allSettled(statements);
  const failures = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (failures.length > 0) throw failures.find(({ code }) => code !== aborted) ?? failures[0];
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as never;
}
