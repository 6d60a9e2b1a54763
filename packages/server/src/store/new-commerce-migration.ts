import type { MigrationItem, ScheduleStatus, WholeMigrationRequest } from '@multipartner/domain/migration/facts.ts';
import type { Database, Fragment, Transaction } from './database.ts';
import type { Owner, SubscriptionRow } from './subscription.ts';

/** Instants in JSON are text. */
type Stored<T> = { readonly [K in keyof T]: Date extends T[K] ? Exclude<T[K], Date> | string : T[K] };

export type StoredRequest = Omit<Stored<WholeMigrationRequest>, 'addOns'> & {
  readonly addOns: readonly Stored<WholeMigrationRequest['addOns'][number]>[];
};

/** A row of `nce_migration` as JSON. */
export interface MigrationRow {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly id: string;
  readonly subscription_id: string;
  readonly items: readonly (Omit<Stored<MigrationItem>, 'request'> & {
    readonly request: Stored<MigrationItem['request']>;
  })[];
  readonly started_at: string;
  readonly settles_at: string;
  readonly settled_at: string | null;
  readonly failure: string | null;
  readonly order_id: string | null;
  readonly external_reference_id: string | null;
  readonly schedule_id: string | null;
  readonly version: number;
}

/** A row of `nce_migration_schedule` as JSON. */
export interface ScheduleRow {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly id: string;
  readonly subscription_id: string;
  readonly request: StoredRequest;
  readonly target_at: string;
  readonly on_renewal: boolean;
  readonly created_at: string;
  readonly modified_at: string;
  readonly status: ScheduleStatus;
  readonly failure: string | null;
  readonly external_reference_id: string | null;
  readonly version: number;
}

const instant = (text: string | null) => (text === null ? null : new Date(text));

export function requestOf(stored: StoredRequest): WholeMigrationRequest {
  const one = (of: Stored<WholeMigrationRequest['addOns'][number]>) => ({
    ...of,
    customTermEnd: instant(of.customTermEnd),
  });
  return { ...one(stored), addOns: stored.addOns.map(one) };
}

export function itemsOf(row: MigrationRow): MigrationItem[] {
  return row.items.map((item) => ({
    ...item,
    endsAt: instant(item.endsAt),
    request: { ...item.request, customTermEnd: instant(item.request.customTermEnd) },
  }));
}

/** What the owner looks for among its own; null: whatever it is. */
export interface MigrationFilter {
  readonly customerId: string | null;
  readonly subscriptionId: string | null;
  readonly externalReferenceId: string | null;
  readonly id?: string;
}

const matching = (sql: Database, owner: Owner, filter: MigrationFilter) => sql`
  m.partner_id = ${owner.partnerId}
  and (${filter.customerId}::uuid is null or m.customer_id = ${filter.customerId})
  and (${filter.subscriptionId}::uuid is null or m.subscription_id = ${filter.subscriptionId})
  and (${filter.externalReferenceId}::text is null or m.external_reference_id = ${filter.externalReferenceId})
  and (${filter.id ?? null}::uuid is null or m.id = ${filter.id ?? null})`;

/** Where a page begins: behind this row. */
export interface After {
  readonly at: string;
  readonly id: string;
}

/** The owner's moves, newest first, at most `limit`: one JSON list. */
export function ownMigrations(
  sql: Database,
  owner: Owner,
  filter: MigrationFilter,
  limit: number,
  after: After | null = null,
): Fragment {
  return newestFirst(sql, sql`nce_migration`, sql`m.started_at`, matching(sql, owner, filter), limit, after);
}

/** The owner's plans, newest first, at most `limit`: one JSON list. */
export function ownSchedules(
  sql: Database,
  owner: Owner,
  filter: MigrationFilter,
  limit: number,
  after: After | null = null,
): Fragment {
  return newestFirst(sql, sql`nce_migration_schedule`, sql`m.created_at`, matching(sql, owner, filter), limit, after);
}

function newestFirst(
  sql: Database,
  table: Fragment,
  at: Fragment,
  wanted: Fragment,
  limit: number,
  after: After | null,
): Fragment {
  return sql`
    select coalesce(json_agg(p.one order by p.at desc, p.id), '[]') from (
      select to_json(m) as one, ${at} as at, m.id from ${table} m
       where ${wanted} ${behind(sql, at, after)}
       order by ${at} desc, m.id limit ${limit}) p`;
}

function behind(sql: Database, at: Fragment, after: After | null): Fragment {
  if (after === null) return sql``;
  return sql`and (${at} < ${after.at}::timestamptz or (${at} = ${after.at}::timestamptz and m.id > ${after.id}::uuid))`;
}

/** One plan of the owner, locked until the act ends; null when it is none of its own. */
export async function lockSchedule(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  id: string,
): Promise<ScheduleRow | null> {
  const [row] = await tx<{ one: ScheduleRow }[]>`
    select to_json(m) as one from nce_migration_schedule m
     where m.partner_id = ${owner.partnerId} and m.customer_id = ${customerId} and m.id = ${id} for update`;
  return row?.one ?? null;
}

/** Which of a subscription's moves and plans are open. Its row is locked, so that none is made meanwhile. */
export async function openAt(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  subscriptionId: string,
): Promise<{ readonly migration: string | null; readonly schedule: string | null }> {
  const [row] = await tx<[{ migration: string | null; schedule: string | null }]>`
    select (select m.id from nce_migration m
             where m.partner_id = ${owner.partnerId} and m.customer_id = ${customerId} and m.settled_at is null
               and exists (select from jsonb_array_elements(m.items) i where i->'request'->>'subscriptionId' = ${subscriptionId}) limit 1) as migration,
           (select m.id from nce_migration_schedule m
             where m.partner_id = ${owner.partnerId} and m.customer_id = ${customerId} and m.subscription_id = ${subscriptionId} and m.status = 'created') as schedule`;
  return row;
}

/** Add-ons of a base that were not cancelled, locked; and when the owner's licence subscriptions in new commerce are over. */
export async function lockAround(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  baseId: string,
): Promise<{ readonly addOns: readonly SubscriptionRow[]; readonly others: readonly SubscriptionRow[] }> {
  const addOns = await tx<{ one: SubscriptionRow }[]>`
    select to_json(s) as one from subscription s
     where s.partner_id = ${owner.partnerId} and s.customer_id = ${customerId} and s.parent_id = ${baseId} and s.cancelled_at is null
     order by s.created_at, s.order_id, s.line_number for update`;
  const others = await tx<{ one: SubscriptionRow }[]>`
    select to_json(s) as one from subscription s
     where s.partner_id = ${owner.partnerId} and s.customer_id = ${customerId} and s.commerce = 'new_commerce' and s.cancelled_at is null`;
  return { addOns: addOns.map(({ one }) => one), others: others.map(({ one }) => one) };
}

export function insertMigrationFrom(tx: Transaction, row: MigrationRow): Fragment {
  return tx`insert into nce_migration select * from jsonb_populate_record(null::nce_migration, ${tx.json(row as never)})` as unknown as Fragment;
}

export function saveMigrationFrom(tx: Transaction, row: MigrationRow): Fragment {
  return tx`
    update nce_migration
       set settled_at = ${row.settled_at}, failure = ${row.failure}, order_id = ${row.order_id}, version = ${row.version}
     where partner_id = ${row.partner_id} and customer_id = ${row.customer_id} and id = ${row.id}` as unknown as Fragment;
}

export function insertScheduleFrom(tx: Transaction, row: ScheduleRow): Fragment {
  return tx`insert into nce_migration_schedule select * from jsonb_populate_record(null::nce_migration_schedule, ${tx.json(row as never)})` as unknown as Fragment;
}

export function saveScheduleFrom(tx: Transaction, row: ScheduleRow): Fragment {
  return tx`
    update nce_migration_schedule
       set request = ${tx.json(row.request as never)}, target_at = ${row.target_at}, on_renewal = ${row.on_renewal},
           modified_at = ${row.modified_at}, status = ${row.status}, failure = ${row.failure}, version = ${row.version}
     where partner_id = ${row.partner_id} and customer_id = ${row.customer_id} and id = ${row.id}` as unknown as Fragment;
}

/** When the next move or plan is to be carried out; null when none is open. */
export async function nextDueMigration(sql: Database | Transaction): Promise<Date | null> {
  const [row] = await sql<[{ due: Date | null }]>`
    select least((select min(settles_at) from nce_migration where settled_at is null),
                 (select min(target_at) from nce_migration_schedule where status = 'created')) as due`;
  return row.due;
}

/** The earliest open move or plan that is due up to then, of any owner, locked. */
export async function lockDueMigration(
  tx: Transaction,
  upTo: Date,
): Promise<{ readonly migration: MigrationRow } | { readonly schedule: ScheduleRow } | null> {
  const [migration] = await tx<{ one: MigrationRow }[]>`
    select to_json(m) as one from nce_migration m where m.settled_at is null and m.settles_at <= ${upTo}
     order by m.settles_at, m.id limit 1 for update`;
  const [schedule] = await tx<{ one: ScheduleRow }[]>`
    select to_json(m) as one from nce_migration_schedule m where m.status = 'created' and m.target_at <= ${upTo}
     order by m.target_at, m.id limit 1 for update`;
  if (migration === undefined) return schedule === undefined ? null : { schedule: schedule.one };
  if (schedule === undefined) return { migration: migration.one };
  return new Date(migration.one.settles_at) <= new Date(schedule.one.target_at)
    ? { migration: migration.one }
    : { schedule: schedule.one };
}
