import type { Database, Fragment } from './database.ts';
import type { Owner } from './subscription.ts';

/** A request of a partner's person, as it came. */
export interface ApiRequest {
  readonly partnerId: string;
  readonly userId: string;
  readonly applicationId: string;
  readonly mfa: boolean;
  readonly requestId: string;
  readonly correlationId: string;
  readonly operation: string;
  readonly ipAddress: string;
}

/** What is kept one by one of a partner in one go, and altogether (about). */
const mostAtOnce = 100;
const mostKept = 1000;
/** How long requests wait to be written together (ms). */
const every = 1000;

/** The requests that wait: all are counted, the latest of each partner are kept one by one. */
interface Waiting {
  readonly counts: Map<string, { partnerId: string; applicationId: string; total: number; withMfa: number }>;
  readonly latest: Map<string, { at: number; one: ApiRequest }[]>;
  readonly without: Map<string, { partnerId: string; userId: string }>;
  timer: NodeJS.Timeout | undefined;
  /** Writing takes turns: two statements would wait for each other's rows. */
  writing: Promise<unknown>;
}
const waiting = new WeakMap<object, Waiting>();

function waitingOf(database: Database): Waiting {
  let all = waiting.get(database);
  if (all === undefined) {
    all = { counts: new Map(), latest: new Map(), without: new Map(), timer: undefined, writing: Promise.resolve() };
    waiting.set(database, all);
  }
  return all;
}

/** Notes a request. It does not wait: what is noted in a second is written together, and lost when the process dies. */
export function noteApiRequest(database: Database, one: ApiRequest): void {
  const all = waitingOf(database);
  const key = `${one.partnerId}:${one.applicationId}`;
  let count = all.counts.get(key);
  if (count === undefined) {
    count = { partnerId: one.partnerId, applicationId: one.applicationId, total: 0, withMfa: 0 };
    all.counts.set(key, count);
  }
  count.total += 1;
  if (one.mfa) count.withMfa += 1;
  else all.without.set(`${one.partnerId}:${one.userId}`, { partnerId: one.partnerId, userId: one.userId });
  let latest = all.latest.get(one.partnerId);
  if (latest === undefined) {
    latest = [];
    all.latest.set(one.partnerId, latest);
  }
  if (latest.length >= mostAtOnce) latest.shift();
  latest.push({ at: performance.now(), one });
  if (all.timer === undefined) {
    all.timer = setTimeout(() => void writeApiRequests(database).catch(() => undefined), every);
    all.timer.unref();
  }
}

/** Writes what waits. */
export function writeApiRequests(database: Database): Promise<void> {
  const all = waitingOf(database);
  clearTimeout(all.timer);
  all.timer = undefined;
  const turn = all.writing.then(() => write(database, all));
  all.writing = turn.catch(() => undefined);
  return turn;
}

async function write(database: Database, all: Waiting): Promise<void> {
  if (all.counts.size === 0) return;
  const counts = [...all.counts.values()];
  const without = [...all.without.values()];
  const now = performance.now();
  const latest = [...all.latest.values()].flat().map(({ at, one }) => ({ ...one, age: (now - at) / 1000 }));
  forgetApiRequests(database);
  // Of tenants that are partners only. The trimming sees what was there before.
  await database`
    with counted as (
      insert into api_request_day as d (partner_id, day, application_id, total, with_mfa)
      select c."partnerId", (realm_now() at time zone 'UTC')::date, c."applicationId", c.total, c."withMfa"
        from jsonb_to_recordset(${database.json(counts as never)}) as c (
          "partnerId" uuid, "applicationId" uuid, total bigint, "withMfa" bigint)
        join partner p on p.tenant_id = c."partnerId"
      on conflict (partner_id, day, application_id) do update
         set total = d.total + excluded.total, with_mfa = d.with_mfa + excluded.with_mfa),
    without as (
      insert into api_request_without_mfa as w (partner_id, user_id, at)
      select u."partnerId", u."userId", realm_now()
        from jsonb_to_recordset(${database.json(without as never)}) as u ("partnerId" uuid, "userId" uuid)
        join partner p on p.tenant_id = u."partnerId"
      on conflict (partner_id, user_id) do update set at = excluded.at),
    trimmed as (
      delete from api_request r
       using (select distinct c."partnerId" as id from jsonb_to_recordset(${database.json(counts as never)}) as c ("partnerId" uuid)) as c
       where r.partner_id = c.id
         and r.seq <= (select o.seq from api_request o where o.partner_id = c.id order by o.seq desc offset ${mostKept} limit 1))
    insert into api_request (partner_id, request_id, correlation_id, operation, at, ip_address, user_id, application_id, mfa)
    select l."partnerId", l."requestId", l."correlationId", l.operation, realm_now() - make_interval(secs => l.age), l."ipAddress",
           l."userId", l."applicationId", l.mfa
      from jsonb_to_recordset(${database.json(latest as never)}) as l (
        "partnerId" uuid, "requestId" text, "correlationId" text, operation text, age double precision, "ipAddress" text,
        "userId" uuid, "applicationId" uuid, mfa boolean)
      join partner p on p.tenant_id = l."partnerId"
     order by l.age desc`;
}

/** Forgets what waits: it is written, or the world has become another one. */
export function forgetApiRequests(database: Database): void {
  const all = waitingOf(database);
  all.counts.clear();
  all.latest.clear();
  all.without.clear();
}

export interface ApiRequestRow {
  readonly request_id: string;
  readonly correlation_id: string;
  readonly operation: string;
  readonly at: string;
  readonly ip_address: string;
  readonly user_id: string;
  readonly user_principal_name: string | null;
  readonly application_id: string;
  readonly mfa: boolean;
}

/** The latest requests of the owner's people, the last one first: one JSON list. */
export function latestApiRequests(sql: Database, owner: Owner): Fragment {
  return sql`
    select coalesce(json_agg(to_jsonb(r) || jsonb_build_object('user_principal_name', u.user_principal_name) order by r.seq desc), '[]')
      from api_request r
      left join tenant_user u on u.tenant_id = r.partner_id and u.id = r.user_id
     where r.partner_id = ${owner.partnerId}`;
}

export interface ApiRequestDayRow {
  readonly day: string;
  readonly application_id: string;
  readonly application_name: string | null;
  readonly total: number;
  readonly with_mfa: number;
}

/** The owner's requests by day and application, the latest day first, within some days: one JSON list. */
export function apiRequestsByDay(sql: Database, owner: Owner, from: Date | null, to: Date | null): Fragment {
  return sql`
    select coalesce(json_agg(json_build_object('day', d.day, 'application_id', d.application_id, 'application_name', a.display_name,
             'total', d.total, 'with_mfa', d.with_mfa) order by d.day desc, d.application_id), '[]')
      from api_request_day d
      left join application a on a.client_id = d.application_id
     where d.partner_id = ${owner.partnerId}
       and (${from}::timestamptz is null or d.day >= (${from}::timestamptz at time zone 'UTC')::date)
       and (${to}::timestamptz is null or d.day <= (${to}::timestamptz at time zone 'UTC')::date)`;
}

export interface WithoutMfaRow {
  readonly user_id: string;
  readonly user_principal_name: string;
  readonly at: string;
}

/** People of the owner's who sent requests without a second factor, the latest first: one JSON list. */
export function peopleWithoutMfa(sql: Database, owner: Owner): Fragment {
  return sql`
    select coalesce(json_agg(json_build_object('user_id', w.user_id, 'user_principal_name', u.user_principal_name, 'at', w.at)
                             order by w.at desc, w.user_id), '[]')
      from api_request_without_mfa w
      join tenant_user u on u.tenant_id = w.partner_id and u.id = w.user_id and u.deleted_at is null
     where w.partner_id = ${owner.partnerId}`;
}
