import { createHash } from 'node:crypto';

/**
 * A GUID that follows from a name (version 5, SHA-1): the demo world has the same ids on every machine.
 * Names are paths such as `alpha/user/alpha.admin`.
 */
export function fixedId(name: string): string {
  const bytes = createHash('sha1').update('multipartner:').update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
