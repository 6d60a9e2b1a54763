import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A request as it was published: `line` is null where only a body was printed. */
export interface PublishedRequest {
  readonly line: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface PublishedResponse {
  readonly status: number;
  readonly body: unknown;
  /** The body began with a byte order mark. */
  readonly bom?: boolean;
}

/** One published example: a request, what was answered, or both. */
export interface Sample {
  readonly name: string;
  readonly request: PublishedRequest | null;
  readonly response: PublishedResponse | null;
}

/** A documented operation with its published examples, as contracts/recorded keeps it. */
export interface RecordedOperation {
  readonly id: string;
  readonly area: string;
  readonly method: string;
  readonly path: string;
  readonly page: { readonly file: string; readonly date: string };
  /** `user`: documented for tokens of people only. */
  readonly credentials: 'user' | 'either';
  readonly successStatus: number;
  readonly gdapRoles?: readonly string[];
  readonly partnerRoles?: readonly string[];
  readonly query?: readonly { readonly name: string; readonly type?: string; readonly required?: boolean }[];
  readonly filter?: unknown;
  readonly adapted?: readonly string[];
  readonly samples: readonly Sample[];
}

export const recordedFolder = resolve(import.meta.dirname, '../../../../contracts/recorded/partner-center');

/** Every recorded operation, by area and id. */
export function loadOperations(folder: string = recordedFolder): RecordedOperation[] {
  const areas = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return areas
    .flatMap(({ name: area }) =>
      readdirSync(join(folder, area)).map((file) => ({
        area,
        ...readJson<Omit<RecordedOperation, 'area'>>(join(folder, area, file)),
      })),
    )
    .sort((a, b) => a.area.localeCompare(b.area) || a.id.localeCompare(b.id));
}

/** Reads one of the tables beside the samples: ids.json, plan.json, exceptions.json. */
export function readTable<T>(name: string, folder: string = recordedFolder): T {
  return readJson<T>(join(folder, name));
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
