import { type Audience, announcementStatus, audienceOf } from '@multipartner/domain/announcement/announcement.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import {
  type AnnouncementFilter,
  type AnnouncementRow,
  announcement,
  announcements,
} from '../../store/announcement.ts';
import { type Context, read } from '../operation.ts';

export type { AnnouncementFilter, AnnouncementRow } from '../../store/announcement.ts';

/** Where a page of announcements ended; drafts have `infinity` for a date. */
export type AnnouncementPlace = readonly [publishedAt: string, id: string];

export interface AnnouncementQuestion {
  readonly filter: AnnouncementFilter;
  readonly limit: number;
  readonly after: AnnouncementPlace | null;
}

export interface AnnouncementPage {
  readonly items: readonly AnnouncementRow[];
  readonly next: AnnouncementPlace | null;
  readonly now: Date;
}

export interface OneAnnouncement {
  readonly one: AnnouncementRow;
  readonly now: Date;
}

function pageOf(rows: readonly AnnouncementRow[], limit: number, now: Date): AnnouncementPage {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    next: rows.length > limit && last !== undefined ? [last.published_at ?? 'infinity', last.id] : null,
    now,
  };
}

const isNarrowed = ({ filter }: AnnouncementQuestion) => Object.values(filter).some((value) => value !== null);

/** What is published, the newest first; everybody who is signed in reads all of it (R194). */
export const listAnnouncements: (context: Context, input: AnnouncementQuestion) => Promise<AnnouncementPage> = read<
  AnnouncementQuestion,
  { rows: AnnouncementRow[] },
  AnnouncementPage
>({
  permission: 'announcement.read',
  shaped: isNarrowed,
  load: (sql, _caller, { filter, limit, after }) => ({
    rows: announcements(sql, { ...filter, status: 'published' }, { limit: limit + 1, after }),
  }),
  answer: ({ facts, now }, { limit }) => pageOf(facts.rows, limit, now),
});

/** One published entry. Refusals: not-found, of what is not published yet, too. */
export const getAnnouncement: (context: Context, input: { readonly id: string }) => Promise<OneAnnouncement> = read<
  { readonly id: string },
  { one: AnnouncementRow | null },
  OneAnnouncement
>({
  permission: 'announcement.read',
  load: (sql, _caller, { id }) => ({ one: announcement(sql, id) }),
  answer: ({ facts: { one }, now }, { id }) =>
    one === null || statusOf(one, now) !== 'published'
      ? refuse('not-found', { kind: 'announcement', id })
      : { one, now },
});

/** Everything that was written, what is not published yet first; for the realm's operator. */
export const listWrittenAnnouncements: (context: Context, input: AnnouncementQuestion) => Promise<AnnouncementPage> =
  read<AnnouncementQuestion, { rows: AnnouncementRow[] }, AnnouncementPage>({
    permission: 'realm.operate',
    shaped: isNarrowed,
    load: (sql, _caller, { filter, limit, after }) => ({
      rows: announcements(sql, filter, { limit: limit + 1, after }),
    }),
    answer: ({ facts, now }, { limit }) => pageOf(facts.rows, limit, now),
  });

/** One entry, published or not; for the realm's operator. Refusals: not-found. */
export const getWrittenAnnouncement: (context: Context, input: { readonly id: string }) => Promise<OneAnnouncement> =
  read<{ readonly id: string }, { one: AnnouncementRow | null }, OneAnnouncement>({
    permission: 'realm.operate',
    load: (sql, _caller, { id }) => ({ one: announcement(sql, id) }),
    answer: ({ facts: { one }, now }, { id }) =>
      one === null ? refuse('not-found', { kind: 'announcement', id }) : { one, now },
  });

/** Whom the caller's tenant counts to. */
export const ownAudience: (
  context: Context,
  input: Record<never, never>,
) => Promise<{ readonly audience: Audience; readonly cloud: AnnouncementRow['clouds'][number] }> = read({
  permission: 'announcement.read',
  load: () => ({}),
  answer: ({ actor }) => ({ audience: audienceOf(actor.partner), cloud: actor.cloud }),
});

export const statusOf = (one: AnnouncementRow, now: Date) =>
  announcementStatus(one.published_at === null ? null : new Date(one.published_at), now);
