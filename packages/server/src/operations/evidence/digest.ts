import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256 over the canonical form (RFC 8785) of a document, as `sha256:<hex>`. */
export function digestOf(document: unknown): string {
  return `sha256:${createHash('sha256').update(canonicalForm(document)).digest('hex')}`;
}

/** RFC 8785: one text for one document, whatever order its members came in. */
export function canonicalForm(document: unknown): string {
  return (canonicalize as unknown as (value: unknown) => string)(document);
}
