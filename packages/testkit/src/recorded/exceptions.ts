import { readTable } from './samples.ts';

/**
 * Where an answer may differ from what was published, and why.
 * - `misprint`: the member was printed wrongly; it is not looked for.
 * - `conditional`: the member, or one below it, stands only in some answers; when it stands, its type is compared.
 * - `form`: any text will do where a GUID or an instant was printed.
 * - `inside`: what was printed is this part of the answer, such as `items[0]`.
 */
export interface Exception {
  /** Id of the operation, or `*` for all. */
  readonly operation: string;
  /** Name of the sample; every sample of the operation when absent. */
  readonly sample?: string;
  /** Path of the member as `items[].links.next`; of the part of the answer for `inside`. */
  readonly member: string;
  readonly kind: 'misprint' | 'conditional' | 'form' | 'inside';
  readonly reason: string;
}

export function loadExceptions(): Exception[] {
  return readTable<Exception[]>('exceptions.json');
}

/** The exceptions that hold for one sample. */
export function exceptionsFor(all: readonly Exception[], operation: string, sample: string): Exception[] {
  return all.filter(
    (one) =>
      (one.operation === '*' || one.operation === operation) && (one.sample === undefined || one.sample === sample),
  );
}

/** The part of an answer that a sample shows. */
export function partOf(answer: unknown, exceptions: readonly Exception[]): unknown {
  const inside = exceptions.find((one) => one.kind === 'inside');
  if (inside === undefined) return answer;
  return inside.member
    .split(/[.[\]]+/)
    .filter((step) => step !== '')
    .reduce<unknown>((value, step) => (value as Readonly<Record<string, unknown>> | undefined | null)?.[step], answer);
}
