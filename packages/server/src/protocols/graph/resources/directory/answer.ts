import type { Listed } from '../../../../operations/list-query.ts';
import { type Asked, type CollectionBody, collection, urlOf } from '../../house/page.ts';

/** The directory's resources stand at the root, and so does the metadata that their answers name. */
const contextOf = (asked: Asked, fragment: string) => urlOf(asked, `/$metadata#${fragment}`);

export function directoryList<T, B>(
  asked: Asked,
  context: string,
  listed: Listed<T>,
  render: (item: T) => B,
): CollectionBody<B> {
  return { ...collection(asked, context, listed, render), '@odata.context': contextOf(asked, context) };
}

export function directoryEntity<B extends object>(asked: Asked, context: string, body: B) {
  return { '@odata.context': contextOf(asked, `${context}/$entity`), ...body };
}

/** Without `$select` only the usual members of an object are shown, as clients expect; `$select` gets at the others. */
export function usual<B extends object>(asked: Pick<Asked, 'odata'>, body: B, names: readonly string[]): Partial<B> {
  if (asked.odata.select !== null) return body;
  return Object.fromEntries(
    Object.entries(body).filter(([name]) => name.startsWith('@') || names.includes(name)),
  ) as Partial<B>;
}

/** An instant as the directory writes it: whole seconds, UTC. */
export const second = (text: string) => `${new Date(text).toISOString().slice(0, 19)}Z`;
