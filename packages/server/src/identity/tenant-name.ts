import type { TenantName } from '../store/identity/applications.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isGuid(text: string): boolean {
  return guid.test(text.toLowerCase());
}

/** What the first segment of a path names; undefined when it can be no tenant at all. */
export function readTenantName(segment: string): TenantName | undefined {
  const name = segment.toLowerCase();
  if (name === 'common' || name === 'organizations') return { by: 'none' };
  if (guid.test(name)) return { by: 'id', id: name };
  if (name.length <= 253 && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name)) return { by: 'domain', domain: name };
  return undefined;
}
