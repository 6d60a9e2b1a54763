import { type Static, Type } from 'typebox';
import {
  type AnnouncementFilter,
  getWrittenAnnouncement,
  listWrittenAnnouncements,
  type OneAnnouncement,
  statusOf,
} from '../../../../operations/announcement/read.ts';
import {
  type AnnouncementWish,
  changeAnnouncement,
  correctAnnouncement,
  withdrawAnnouncement,
  writeAnnouncement,
} from '../../../../operations/announcement/write.ts';
import { page, pageQuery, readPage } from '../../house/page.ts';
import { type OwnRoute, ownRoute } from '../../house/route.ts';
import {
  audience,
  cloud,
  filterQuery,
  instant,
  isAnnouncementPlace,
  readFilter,
  rendered,
  said,
  workspace,
} from '../announcements.ts';
import { readInstant } from './instant.ts';

const path = '/multipartner/v1/realm/announcements';
const one = `${path}/{announcementId}` as const;
const nullable = (description: string) => Type.Union([Type.String(), Type.Null()], { description });
const status = Type.Enum(['draft', 'scheduled', 'published']);

const written = Type.Object({
  ...said,
  publishedDateTime: nullable('When everybody reads it; null: a draft'),
  status,
  createdDateTime: Type.String(),
  createdBy: nullable('The user name of who wrote it; null: it came with the world, or an application wrote it'),
  modifiedDateTime: Type.String(),
});

const required = {
  title: Type.String({ minLength: 1, maxLength: 200 }),
  workspace,
  impactedAudience: Type.Array(audience, { minItems: 1, maxItems: 5 }),
  summary: Type.String({ minLength: 1, maxLength: 1000 }),
  body: Type.String({ minLength: 1, maxLength: 50_000, description: 'Markdown' }),
};
const optional = {
  clouds: Type.Optional(Type.Array(cloud, { maxItems: 4, description: 'Which it concerns; none: all' })),
  nextSteps: Type.Optional(Type.Union([Type.String({ maxLength: 5000 }), Type.Null()])),
  publish: Type.Optional(Type.Boolean({ description: 'Publish it at once' })),
  publishedDateTime: Type.Optional(nullable('A later instant publishes it then; null: a draft')),
};
const wish = Type.Object({ ...required, ...optional }, { additionalProperties: false });
const change = Type.Partial(wish, { additionalProperties: false });

function readChange(body: Static<typeof change>): Partial<AnnouncementWish> {
  const { impactedAudience, publishedDateTime, ...rest } = body;
  return {
    ...(rest as Partial<AnnouncementWish>),
    ...(impactedAudience === undefined ? {} : { audience: impactedAudience as AnnouncementWish['audience'] }),
    ...(publishedDateTime === undefined
      ? {}
      : { publishedAt: publishedDateTime === null ? null : readInstant('publishedDateTime', publishedDateTime) }),
  };
}

const unsaid = { clouds: [], nextSteps: null, publish: false, publishedAt: null };
const readWish = (body: Static<typeof wish>) => ({ ...unsaid, ...readChange(body) }) as AnnouncementWish;

const renderedWritten = ({ one: row, now }: OneAnnouncement) => ({
  ...rendered(row),
  status: statusOf(row, now),
  createdDateTime: instant(row.created_at),
  createdBy: row.created_by,
  modifiedDateTime: instant(row.modified_at),
});

/** What the operator announces: written, scheduled, published, corrected (R194). */
export const realmAnnouncementRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'GET',
    path,
    summary: 'Every announcement: drafts, those that are scheduled, and what is published, the newest first',
    credentials: 'either',
    operator: true,
    query: Type.Object(
      { ...pageQuery, ...filterQuery, audience: Type.Optional(audience), status: Type.Optional(status) },
      { additionalProperties: false },
    ),
    answer: Type.Object({ items: Type.Array(written), nextLink: Type.Optional(Type.String()) }),
    handle: async ({ context, query, origin }) => {
      const { limit: _limit, cursor: _cursor, ...asked } = query;
      const { limit, after } = readPage(query, isAnnouncementPlace);
      const filter = { ...readFilter(query), status: (query.status as AnnouncementFilter['status']) ?? null };
      const { items, next, now } = await listWrittenAnnouncements(context, { filter, limit, after });
      const shown = items.map((row) => renderedWritten({ one: row, now }));
      return page(shown, next, { origin, path, limit, query: asked });
    },
  }),
  ownRoute({
    method: 'GET',
    path: one,
    summary: 'One announcement, published or not',
    credentials: 'either',
    operator: true,
    answer: written,
    handle: async ({ context, params }) =>
      renderedWritten(await getWrittenAnnouncement(context, { id: params.announcementId })),
  }),
  ownRoute({
    method: 'POST',
    path,
    summary: 'Writes an announcement: a draft, one that is published at a later time, or at once',
    credentials: 'either',
    operator: true,
    body: wish,
    status: 201,
    answer: written,
    handle: async ({ context, body }) => renderedWritten(await writeAnnouncement(context, readWish(body))),
  }),
  ownRoute({
    method: 'PATCH',
    path: one,
    summary: 'Changes an announcement that is not published yet, or publishes it',
    credentials: 'either',
    operator: true,
    body: change,
    answer: written,
    handle: async ({ context, params, body }) =>
      renderedWritten(await changeAnnouncement(context, { id: params.announcementId, change: readChange(body) })),
  }),
  ownRoute({
    method: 'POST',
    path: `${one}/corrections`,
    summary: 'Corrects a published announcement by an entry of its own; the former stays as it is',
    credentials: 'either',
    operator: true,
    body: wish,
    status: 201,
    answer: written,
    handle: async ({ context, params, body }) =>
      renderedWritten(await correctAnnouncement(context, { id: params.announcementId, wish: readWish(body) })),
  }),
  ownRoute({
    method: 'DELETE',
    path: one,
    summary: 'Takes an announcement away that is not published yet',
    credentials: 'either',
    operator: true,
    status: 204,
    handle: ({ context, params }) => withdrawAnnouncement(context, { id: params.announcementId }),
  }),
];
