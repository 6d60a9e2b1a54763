import type { Listed } from '../../../operations/list-query.ts';
import { writePlace } from './odata/place.ts';
import type { GraphRequest } from './route.ts';

/** What a body needs to know of the request it answers. */
export type Asked = Pick<GraphRequest<string, unknown>, 'origin' | 'version' | 'path' | 'odata'>;

export interface CollectionBody<T> {
  readonly '@odata.context': string;
  readonly '@odata.count'?: number;
  readonly '@odata.nextLink'?: string;
  readonly value: readonly T[];
}

/** An absolute URL on the host and the version that the caller used; `path` begins behind the version. */
export function urlOf(asked: Pick<Asked, 'origin' | 'version'>, path: string): string {
  return `${asked.origin}/${asked.version}${path}`;
}

/** The context of an answer, in the form that the documented bodies of tenantRelationships have. */
export function contextOf(asked: Asked, fragment: string): string {
  return urlOf(asked, `/tenantRelationships/$metadata#${fragment}`);
}

/**
 * The envelope of a list. The link to the next page is absolute and repeats everything that was asked, because clients
 * follow it as it stands.
 */
export function collection<T, B>(
  asked: Asked,
  context: string,
  listed: Listed<T>,
  render: (item: T) => B,
): CollectionBody<B> {
  const { odata } = asked;
  const more = listed.next === null ? [] : ([...odata.asked, ['$skiptoken', writePlace(odata, listed.next)]] as const);
  const query = more.map(
    ([name, value]) => `${encodeURIComponent(name).replace('%24', '$')}=${encodeURIComponent(value)}`,
  );
  return {
    '@odata.context': contextOf(asked, context),
    ...(odata.count ? { '@odata.count': countOf(listed, odata.after === null) } : {}),
    ...(listed.next === null ? {} : { '@odata.nextLink': `${urlOf(asked, asked.path)}?${query.join('&')}` }),
    value: listed.items.map(render),
  };
}

/** All that meet the condition; a list that is whole need not be counted. */
function countOf<T>(listed: Listed<T>, first: boolean): number {
  if (listed.count !== undefined) return listed.count;
  if (!first || listed.next !== null) throw new Error('The list was asked for its count and did not answer it.');
  return listed.items.length;
}

/** A single object with its context. */
export function entity<B extends object>(asked: Asked, context: string, body: B): B & { '@odata.context': string } {
  return { '@odata.context': contextOf(asked, `${context}/$entity`), ...body };
}
