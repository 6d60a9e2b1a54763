import { randomUUID } from 'node:crypto';
import type { Audience, Workspace } from '@multipartner/domain/announcement/announcement.ts';
import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import {
  type AnnouncementRow,
  type AnnouncementText,
  deleteAnnouncement,
  insertAnnouncement,
  isPublishedMeanwhile,
  lockAnnouncement,
  updateAnnouncement,
} from '../../store/announcement.ts';
import { act, type Context, refused, type Work } from '../operation.ts';
import { type OneAnnouncement, statusOf } from './read.ts';

/** What an entry says. `publish` publishes it at once; `publishedAt` later; neither leaves a draft. */
export interface AnnouncementWish {
  readonly title: string;
  readonly workspace: Workspace;
  readonly audience: readonly Audience[];
  /** Empty: every cloud. */
  readonly clouds: readonly Cloud[];
  readonly summary: string;
  readonly body: string;
  readonly nextSteps: string | null;
  readonly publish: boolean;
  readonly publishedAt: Date | null;
}

type Named = { readonly id: string };
const audited = (operationType: string) => ({ resourceType: 'announcement', operationType });

/** Writes an announcement (R194). Refusals: role-not-sufficient, value-missing, value-invalid, value-conflicts. */
export const writeAnnouncement: (context: Context, wish: AnnouncementWish) => Promise<OneAnnouncement> = act({
  permission: 'realm.operate',
  kind: 'realm.announcement',
  audited: audited('create_announcement'),
  pairs: () => [],
  body: (work, wish: AnnouncementWish) => insert(work, wish, null),
});

/** Corrects a published entry by one of its own: the former stays as it is (R194). Refusals: not-found, value-invalid. */
export const correctAnnouncement: (
  context: Context,
  input: Named & { readonly wish: AnnouncementWish },
) => Promise<OneAnnouncement> = act({
  permission: 'realm.operate',
  kind: 'realm.announcement',
  audited: audited('correct_announcement'),
  pairs: () => [],
  body: async (work, { id, wish }: Named & { readonly wish: AnnouncementWish }) => {
    const before = await lock(work, id);
    if (statusOf(before, work.now) !== 'published')
      throw refused('value-invalid', { field: 'id', reason: 'is not published yet, and can be changed itself' });
    return insert(work, wish, id);
  },
});

/** Changes an entry that nobody could read yet. Refusals: not-found, announcement-published, value-invalid. */
export const changeAnnouncement: (
  context: Context,
  input: Named & { readonly change: Partial<AnnouncementWish> },
) => Promise<OneAnnouncement> = act({
  permission: 'realm.operate',
  kind: 'realm.announcement',
  audited: audited('update_announcement'),
  pairs: () => [],
  body: async (work, { id, change }: Named & { readonly change: Partial<AnnouncementWish> }) => {
    const before = await lockUnpublished(work, id);
    const wish: AnnouncementWish = {
      title: before.title,
      workspace: before.workspace,
      audience: before.audience,
      clouds: before.clouds,
      summary: before.summary,
      body: before.body,
      nextSteps: before.next_steps,
      publish: false,
      publishedAt: change.publish === true || before.published_at === null ? null : new Date(before.published_at),
      ...change,
    };
    const text = textOf(work, wish);
    await unlessPublished(id, updateAnnouncement(work.tx, id, text, work.now));
    work.audit({ oldValue: said(before), newValue: { id, ...text } });
    return reread(work, id);
  },
});

/** Takes an entry away that nobody could read yet. Refusals: not-found, announcement-published. */
export const withdrawAnnouncement: (context: Context, input: Named) => Promise<void> = act({
  permission: 'realm.operate',
  kind: 'realm.announcement',
  audited: audited('delete_announcement'),
  pairs: () => [],
  body: async (work, { id }: Named) => {
    const before = await lockUnpublished(work, id);
    await unlessPublished(id, deleteAnnouncement(work.tx, id));
    work.audit({ oldValue: said(before) });
  },
});

async function insert(work: Work, wish: AnnouncementWish, corrects: string | null): Promise<OneAnnouncement> {
  const { tx, actor, now } = work;
  const id = randomUUID();
  const text = textOf(work, wish);
  await insertAnnouncement(tx, { ...text, id, corrects, createdBy: actor.userPrincipalName, now });
  work.audit({ newValue: { id, ...text, ...(corrects === null ? {} : { corrects }) } });
  return reread(work, id);
}

function textOf({ now }: Work, wish: AnnouncementWish): AnnouncementText {
  const { publish, publishedAt, ...text } = wish;
  for (const field of ['title', 'summary', 'body'] as const)
    if (text[field].trim() === '') throw refused('value-invalid', { field, reason: 'is empty' });
  if (publish && publishedAt !== null)
    throw refused('value-conflicts', { field: 'publish', with: 'publishedDateTime' });
  if (publishedAt !== null && publishedAt <= now)
    throw refused('value-invalid', {
      field: 'publishedDateTime',
      reason: 'lies in the past; "publish": true publishes at once',
    });
  return {
    ...text,
    audience: [...new Set(text.audience)],
    clouds: [...new Set(text.clouds)],
    publishedAt: publish ? now : publishedAt,
  };
}

async function lock({ tx, now }: Work, id: string): Promise<AnnouncementRow> {
  const row = await lockAnnouncement(tx, id, now);
  if (row === null) throw refused('not-found', { kind: 'announcement', id });
  return row;
}

async function lockUnpublished(work: Work, id: string): Promise<AnnouncementRow> {
  const row = await lock(work, id);
  if (statusOf(row, work.now) === 'published') throw published(id);
  return row;
}

const published = (id: string) => refused('announcement-published', { id });

/** Its time may have come since it was read: the database sees that. */
async function unlessPublished(id: string, written: Promise<void>): Promise<void> {
  try {
    await written;
  } catch (error) {
    throw isPublishedMeanwhile(error) ? published(id) : error;
  }
}

async function reread(work: Work, id: string): Promise<OneAnnouncement> {
  return { one: await lock(work, id), now: work.now };
}

const said = ({
  title,
  workspace,
  audience,
  clouds,
  summary,
  body,
  next_steps,
  published_at,
  id,
}: AnnouncementRow) => ({
  id,
  title,
  workspace,
  audience,
  clouds,
  summary,
  body,
  nextSteps: next_steps,
  publishedAt: published_at,
});
