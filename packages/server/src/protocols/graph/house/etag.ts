import { refused } from '../../../operations/operation.ts';

/** The weak etag of a version, opaque to clients: the version quoted twice in base64. */
export function weakEtag(version: string): string {
  return `W/"${Buffer.from(`'"${version}"'`).toString('base64')}"`;
}

/** The version inside an etag of ours; undefined when it is none. */
function versionOf(etag: string): string | undefined {
  return /^'"(.*)"'$/s.exec(Buffer.from(etag, 'base64').toString('utf8'))?.[1];
}

/**
 * The versions that a header If-Match accepts: null for any (`*`), none when no etag of it is ours, so that nothing
 * matches. Refusal: value-invalid when it holds no etag at all.
 */
export function readIfMatch(header: string): readonly string[] | null {
  if (header.trim() === '*') return null;
  const etags = [...header.matchAll(/(?:W\/)?"([^"]*)"/gi)].map((match) => match[1] as string);
  if (etags.length === 0) {
    throw refused('value-invalid', { field: 'If-Match', reason: 'is neither an etag such as W/"…" nor *' });
  }
  return etags.map(versionOf).filter((version) => version !== undefined);
}
