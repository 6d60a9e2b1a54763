/** What a link that a partner sent asks for, by its form: the hash tells. */
export type AskedBy =
  | { readonly kind: 'relationship'; readonly url: string }
  | { readonly kind: 'partnership'; readonly url: string }
  | { readonly kind: 'granular'; readonly id: string }
  | { readonly kind: 'unknown' };

/** Reads the address of a page as a partner's link has it. */
export function readLink(href: string): AskedBy {
  const url = new URL(href);
  const granular = /\/granularAdminRelationships\/([0-9a-f-]{36,73})/i.exec(url.hash)?.[1];
  if (granular !== undefined) return { kind: 'granular', id: granular };
  const type = url.searchParams.get('invType');
  if (type === null) return { kind: 'unknown' };
  return { kind: /partnership/i.test(type) ? 'partnership' : 'relationship', url: href };
}
