import type { Audience, Workspace } from '@multipartner/domain/announcement/announcement.ts';
import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import type { Database, Fragment, Transaction } from './database.ts';

export interface AnnouncementRow {
  readonly id: string;
  readonly title: string;
  readonly workspace: Workspace;
  readonly audience: readonly Audience[];
  /** Empty: every cloud. */
  readonly clouds: readonly Cloud[];
  readonly summary: string;
  readonly body: string;
  readonly next_steps: string | null;
  readonly corrects: string | null;
  /** The newest published entry that corrects this one. */
  readonly corrected_by: string | null;
  /** Null: a draft. */
  readonly published_at: string | null;
  readonly created_at: string;
  readonly created_by: string | null;
  readonly modified_at: string;
}

/** What a list is narrowed to; null members narrow nothing. */
export interface AnnouncementFilter {
  /** From inclusive, to exclusive. */
  readonly month: { readonly from: Date; readonly to: Date } | null;
  readonly workspace: Workspace | null;
  readonly audience: Audience | null;
  /** Those that concern the cloud. */
  readonly cloud: Cloud | null;
  /** A part of title, summary or body, in any case. */
  readonly search: string | null;
  readonly status: 'draft' | 'scheduled' | 'published' | null;
}

/** Drafts come before everything that has a date. */
const placeOf = (sql: Database) => sql`coalesce(a.published_at, 'infinity'::timestamptz)`;

const columns = (sql: Database) => sql`
  a.id, a.title, a.workspace, a.audience, a.clouds, a.summary, a.body, a.next_steps, a.corrects, a.published_at, a.created_at,
  a.created_by, a.modified_at,
  (select c.id from announcement c where c.corrects = a.id and c.published_at <= clock.now
    order by c.published_at desc, c.id desc limit 1) as corrected_by`;

const statuses = (sql: Database) => ({
  draft: sql`and a.published_at is null`,
  scheduled: sql`and a.published_at > clock.now`,
  published: sql`and a.published_at <= clock.now`,
});

/** A page, the newest first: one JSON list. It names the time, as a part of `ask`. */
export function announcements(
  sql: Database,
  filter: AnnouncementFilter,
  page: { readonly limit: number; readonly after: readonly [place: string, id: string] | null },
): Fragment {
  const { month, workspace, audience, cloud, search, status } = filter;
  const place = placeOf(sql);
  const contains = (column: Fragment) => sql`position(lower(${search}::text) in lower(${column})) > 0`;
  return sql`
    select coalesce(json_agg(one), '[]') from (
      select ${columns(sql)} from announcement a
       where true ${status === null ? sql`` : statuses(sql)[status]}
         ${month === null ? sql`` : sql`and a.published_at >= ${month.from} and a.published_at < ${month.to}`}
         ${workspace === null ? sql`` : sql`and a.workspace = ${workspace}`}
         ${audience === null ? sql`` : sql`and ${audience}::text = any (a.audience)`}
         ${cloud === null ? sql`` : sql`and (a.clouds = '{}' or ${cloud}::text = any (a.clouds))`}
         ${search === null ? sql`` : sql`and (${contains(sql`a.title`)} or ${contains(sql`a.summary`)} or ${contains(sql`a.body`)})`}
         ${page.after === null ? sql`` : sql`and (${place}, a.id) < (${page.after[0]}::text::timestamptz, ${page.after[1]}::uuid)`}
       order by ${place} desc, a.id desc limit ${page.limit}) as one`;
}

/** One entry, published or not: one JSON value; null for none. It names the time, as a part of `ask`. */
export function announcement(sql: Database, id: string): Fragment {
  return sql`select to_json(one) from (select ${columns(sql)} from announcement a where a.id = ${id}) as one`;
}

/** The same, held until the transaction ends. */
export async function lockAnnouncement(tx: Transaction, id: string, now: Date): Promise<AnnouncementRow | null> {
  await tx`select from announcement where id = ${id} for update`;
  const [row] = await tx<[{ one: AnnouncementRow | null }]>`
    select (${announcement(tx as unknown as Database, id)}) as one from (select ${now}::timestamptz as now) as clock`;
  return row.one;
}

export interface AnnouncementText {
  readonly title: string;
  readonly workspace: Workspace;
  readonly audience: readonly Audience[];
  readonly clouds: readonly Cloud[];
  readonly summary: string;
  readonly body: string;
  readonly nextSteps: string | null;
  readonly publishedAt: Date | null;
}

export async function insertAnnouncement(
  tx: Transaction,
  one: AnnouncementText & {
    readonly id: string;
    readonly corrects: string | null;
    readonly createdBy: string | null;
    readonly now: Date;
  },
): Promise<void> {
  await tx`
    insert into announcement (id, title, workspace, audience, clouds, summary, body, next_steps, corrects, published_at, created_at,
                              created_by, modified_at)
    values (${one.id}, ${one.title}, ${one.workspace}, ${one.audience as string[]}, ${one.clouds as string[]}, ${one.summary},
            ${one.body}, ${one.nextSteps}, ${one.corrects}, ${one.publishedAt}, ${one.now}, ${one.createdBy}, ${one.now})`;
}

/** The database refuses it once the entry is published (R194). */
export async function updateAnnouncement(
  tx: Transaction,
  id: string,
  text: AnnouncementText,
  now: Date,
): Promise<void> {
  await tx`
    update announcement
       set title = ${text.title}, workspace = ${text.workspace}, audience = ${text.audience as string[]},
           clouds = ${text.clouds as string[]}, summary = ${text.summary}, body = ${text.body}, next_steps = ${text.nextSteps},
           published_at = ${text.publishedAt}, modified_at = ${now}
     where id = ${id}`;
}

/** The database refuses it once the entry is published (R194). */
export async function deleteAnnouncement(tx: Transaction, id: string): Promise<void> {
  await tx`delete from announcement where id = ${id}`;
}

/** Whether the database refused a change because the entry was published a moment before. */
export function isPublishedMeanwhile(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'MP004';
}
