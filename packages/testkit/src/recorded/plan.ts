import type { IdTable } from './request.ts';
import { loadOperations, type PublishedRequest, type RecordedOperation, readTable, type Sample } from './samples.ts';

/** Who sends a sample: a person by key, or a tenant's application acting for itself. */
export type Actor = string | { readonly application: string };

/** What a sample needs before it can be sent to a realm. */
export interface PlanRow {
  readonly operation: string;
  readonly sample: string;
  readonly actor: Actor;
  /** Key of the customer that it is about, or a name to be resolved; null when it is about none. */
  readonly customer: string | null;
  /** State that must be there first, in words; names in `ids` and `prepare` make most of it. */
  readonly needs?: readonly string[];
  /** Names to be resolved before the sample is sent, for the state that they make. */
  readonly prepare?: readonly string[];
  /** Ids of this sample alone; they go before those of ids.json. */
  readonly ids?: IdTable;
  /** Request line in place of the published one, or where none was published. */
  readonly line?: string;
  /** Body in place of the published one, or where none was published. */
  readonly body?: unknown;
  /** Why the sample is read only and not sent; sent when absent. */
  readonly onlyRead?: string;
}

/** A sample with all that is needed for sending it. */
export interface PlannedSample {
  readonly operation: RecordedOperation;
  readonly sample: Sample;
  readonly row: PlanRow;
}

/** Every sample with its row of the plan. Throws when a sample has no row, or a row no sample. */
export function loadPlan(): PlannedSample[] {
  const rows = new Map(readTable<PlanRow[]>('plan.json').map((row) => [`${row.operation}/${row.sample}`, row]));
  const planned = loadOperations().flatMap((operation) =>
    operation.samples.map((sample) => {
      const name = `${operation.id}/${sample.name}`;
      const row = rows.get(name);
      if (row === undefined) throw new Error(`The plan has no row for ${name}.`);
      rows.delete(name);
      return { operation, sample, row };
    }),
  );
  const left = [...rows.keys()];
  if (left.length > 0) throw new Error(`The plan has rows without a sample: ${left.join(', ')}.`);
  return planned;
}

/**
 * The request of a planned sample: its own where one was printed, else that of the operation's first sample, with the
 * line and the body of the plan in place of theirs.
 */
export function requestOf({ operation, sample, row }: PlannedSample): PublishedRequest {
  const first = operation.samples[0]?.request;
  const own = sample.request ?? first;
  if (own === undefined || own === null) throw new Error(`${operation.id} has no request.`);
  return {
    line: row.line ?? own.line ?? first?.line ?? null,
    headers: own.headers,
    body: row.body === undefined ? own.body : row.body,
  };
}
