import { type Audience, audiences, monthOf, workspaces } from '@multipartner/domain/announcement/announcement.ts';
import { Type } from 'typebox';
import {
  type AnnouncementFilter,
  type AnnouncementPlace,
  type AnnouncementRow,
  getAnnouncement,
  listAnnouncements,
  ownAudience,
} from '../../../operations/announcement/read.ts';
import { refused } from '../../../operations/operation.ts';
import { isTimePlace, page, pageQuery, readPage } from '../house/page.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';

const path = '/multipartner/v1/announcements';
const nullableText = (description: string) => Type.Union([Type.String(), Type.Null()], { description });
export const workspace = Type.Enum([...workspaces]);
export const audience = Type.Enum([...audiences]);
export const cloud = Type.Enum(['public', 'usgov', 'china', 'germany']);

export const filterQuery = {
  month: Type.Optional(Type.String({ description: 'Published in this month of UTC, as YYYY-MM' })),
  workspace: Type.Optional(workspace),
  audience: Type.Optional(
    Type.Enum(['mine', ...audiences], { description: 'mine: that concern the own tenant, by its kind and its cloud' }),
  ),
  search: Type.Optional(
    Type.String({ maxLength: 200, description: 'A part of the title, the summary or the text, in any case' }),
  ),
};

export interface FilterQuery {
  readonly month?: string;
  readonly workspace?: string;
  readonly audience?: string;
  readonly search?: string;
}

/** `mine` is for the caller of a list to resolve. */
export function readFilter(query: FilterQuery): AnnouncementFilter {
  const month = query.month === undefined ? null : monthOf(query.month);
  if (query.month !== undefined && month === null)
    throw refused('value-invalid', { field: 'month', reason: 'is no month as YYYY-MM' });
  return {
    month,
    workspace: (query.workspace as AnnouncementFilter['workspace']) ?? null,
    audience: query.audience === undefined || query.audience === 'mine' ? null : (query.audience as Audience),
    cloud: null,
    search: query.search === undefined || query.search.trim() === '' ? null : query.search.trim(),
    status: null,
  };
}

/** A place in the list: drafts have no date, and come before all that have one. */
export function isAnnouncementPlace(value: unknown): value is AnnouncementPlace {
  return isTimePlace(Array.isArray(value) && value[0] === 'infinity' ? ['9999-12-31T00:00:00Z', value[1]] : value);
}

export const said = {
  id: Type.String(),
  title: Type.String(),
  workspace,
  impactedAudience: Type.Array(audience),
  clouds: Type.Array(cloud, { description: 'Which it concerns; none: all' }),
  summary: Type.String(),
  body: Type.String({ description: 'Markdown' }),
  nextSteps: nullableText('What those it concerns are to do'),
  corrects: nullableText('The id of the entry that it corrects'),
  correctedBy: nullableText('The id of the newest published entry that corrects it'),
};

const published = Type.Object({ ...said, publishedDateTime: Type.String() });

export const instant = (text: string | null) => (text === null ? null : new Date(text).toISOString());

export const rendered = (one: AnnouncementRow) => ({
  id: one.id,
  title: one.title,
  publishedDateTime: instant(one.published_at),
  workspace: one.workspace,
  impactedAudience: one.audience,
  clouds: one.clouds,
  summary: one.summary,
  body: one.body,
  nextSteps: one.next_steps,
  corrects: one.corrects,
  correctedBy: one.corrected_by,
});

export const announcementRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'GET',
    path,
    summary: 'What the operator of the realm announced, the newest first; for everybody who is signed in',
    credentials: 'either',
    query: Type.Object({ ...pageQuery, ...filterQuery }, { additionalProperties: false }),
    answer: Type.Object({ items: Type.Array(published), nextLink: Type.Optional(Type.String()) }),
    handle: async ({ context, query, origin }) => {
      const { limit: _limit, cursor: _cursor, ...asked } = query;
      const { limit, after } = readPage(query, isAnnouncementPlace);
      const filter = readFilter(query);
      const mine = query.audience === 'mine' ? await ownAudience(context, {}) : {};
      const { items, next } = await listAnnouncements(context, { filter: { ...filter, ...mine }, limit, after });
      return page(items.map(rendered), next, { origin, path, limit, query: asked });
    },
  }),
  ownRoute({
    method: 'GET',
    path: `${path}/{announcementId}`,
    summary: 'One announcement',
    credentials: 'either',
    answer: published,
    handle: async ({ context, params }) => {
      const { one } = await getAnnouncement(context, { id: params.announcementId });
      return rendered(one);
    },
  }),
];
