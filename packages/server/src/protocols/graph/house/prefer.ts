import { refused } from '../../../operations/operation.ts';
import type { GraphRoute, Prefer } from './route.ts';

const unknownEnum = 'include-unknown-enum-members';

/**
 * Reads the header Prefer; preferences of other services are no matter of ours. A trial run of something that has none
 * is refused, because the caller expects that nothing changes.
 */
export function readPrefer(header: string | string[] | undefined, route: GraphRoute): Prefer {
  const names = new Set(
    [header ?? []]
      .flat()
      .flatMap((line) => line.split(','))
      .map((one) => (one.split(/[;=]/)[0] ?? '').trim().toLowerCase()),
  );
  const dryRun = names.has('dry-run');
  if (dryRun && route.method !== 'GET' && route.dryRun !== true)
    throw refused('value-invalid', {
      field: 'Prefer',
      reason: 'asks for a dry-run, which this operation does not have',
    });
  return { unknownEnum: names.has(unknownEnum), dryRun: dryRun && route.dryRun === true };
}

/** The header Preference-Applied; undefined when no preference mattered. */
export function preferenceApplied(prefer: Prefer, route: GraphRoute): string | undefined {
  const applied = [
    ...(prefer.unknownEnum && route.sentinels !== undefined ? [unknownEnum] : []),
    ...(prefer.dryRun ? ['dry-run'] : []),
  ];
  return applied.length === 0 ? undefined : applied.join(', ');
}
