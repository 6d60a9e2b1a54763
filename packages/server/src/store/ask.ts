import { type ActorRow, actorFacts, type Caller } from './actor.ts';
import { directoryVersion, forgetActor, recallActor, rememberActor } from './actor-memory.ts';
import type { Database, Fragment } from './database.ts';

export interface Asked<F> {
  readonly now: Date;
  readonly actor: ActorRow | null;
  readonly facts: F;
}

/**
 * One statement, one round trip: the realm's time, the caller's facts and the parts asked for. Each part is a query
 * of exactly one JSON (or scalar) value; it answers null where there is no row. It may name the time: `clock.now`. `once`: the shape of the statement
 * follows what the caller wrote (a filter), so that it is not kept prepared: nobody is to fill the server with those.
 */
export async function ask<F>(
  sql: Database,
  caller: Caller,
  parts: () => Readonly<Record<string, Fragment>>,
  once = false,
): Promise<Asked<F>> {
  const known = recallActor(sql, caller);
  let list = sql`clock.now, (${directoryVersion(sql, caller)}) as version`;
  if (known === undefined) list = sql`${list}, (${actorFacts(sql, caller)}) as actor`;
  for (const [name, part] of Object.entries(parts())) list = sql`${list}, (${part}) as ${sql(name)}`;
  const statement = sql<
    [{ now: Date; version: number | null; actor?: ActorRow | null }]
  >`select ${list} from ${clock(sql)}`;
  if (once) unprepared(statement);
  const [row] = await statement;
  const { now, version, actor, ...facts } = row;
  if (known !== undefined) {
    if (known.version === version) return { now, actor: known.row, facts: facts as F };
    // What was remembered is past, and the parts may have been built on it.
    forgetActor(sql, caller);
    return ask(sql, caller, parts, once);
  }
  rememberActor(sql, caller, version, actor ?? null);
  return { now, actor: actor ?? null, facts: facts as F };
}

/**
 * The realm's time, read once as `clock.now`. It is written out: a call of realm_now() costs a fifth of a simple read; a
 * test holds both to agree. `limit 1`: the planner is to know that there is one row, else it plans each request anew.
 */
function clock(sql: Database): Fragment {
  return sql`
    (select date_trunc('milliseconds', case when clock_frozen then clock_realm
                                            else clock_realm + (clock_timestamp() - clock_machine) end) as now
       from realm limit 1) as clock`;
}

/** The caller's facts of this instant, asked for alone and remembered. */
export async function readActor(pool: object, sql: Database, caller: Caller): Promise<ActorRow | null> {
  const [row] = await sql<[{ version: number | null; actor: ActorRow | null }]>`
    select (${directoryVersion(sql, caller)}) as version, (${actorFacts(sql, caller)}) as actor`;
  rememberActor(pool, caller, row.version, row.actor);
  return row.actor;
}

/** A part that needs no look-up this time: null, or false. */
export function constant(sql: Database, value: null | false): Fragment {
  return value === null ? sql`select null::json` : sql`select false`;
}

/** The driver keeps every statement prepared on each connection; this one not. It has the option, and no way to say so. */
function unprepared(statement: object): void {
  (statement as { options: { prepare?: boolean } }).options.prepare = false;
}
