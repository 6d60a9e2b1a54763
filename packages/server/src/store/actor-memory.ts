import type { ActorRow, Caller } from './actor.ts';
import type { Database, Fragment } from './database.ts';

interface Remembered {
  readonly version: number;
  readonly row: ActorRow;
}

const size = 5_000;
const memories = new WeakMap<object, Map<string, Remembered>>();

/** The number under which the caller's tenant stands now (0007): it is read in the statement of every request. */
export function directoryVersion(sql: Database, caller: Caller): Fragment {
  return sql`select directory_version from tenant where id = ${caller.tenantId}`;
}

/**
 * Facts of callers, by the number of their tenant. A number is never used again for other facts, so what is remembered
 * for the number that the database answers now is true now, whoever changed it and in whichever process.
 */
export function recallActor(pool: object, caller: Caller): Remembered | undefined {
  return memories.get(pool)?.get(keyOf(caller));
}

/** Remembers a caller's facts; somebody who does not exist is not remembered: he may come to be at any time. */
export function rememberActor(pool: object, caller: Caller, version: number | null, row: ActorRow | null): void {
  if (version === null || row === null || (caller.userId !== null && row.person === null)) return;
  let memory = memories.get(pool);
  if (memory === undefined) {
    memory = new Map();
    memories.set(pool, memory);
  }
  if (memory.size >= size) memory.delete(memory.keys().next().value as string);
  memory.set(keyOf(caller), { version, row });
}

export function forgetActor(pool: object, caller: Caller): void {
  memories.get(pool)?.delete(keyOf(caller));
}

/** Of an application its own groups are remembered too, so that each is somebody. */
const keyOf = ({ tenantId, userId, applicationId }: Caller) => `${tenantId}:${userId ?? `app:${applicationId}`}`;
