import { type AccessAssignment, assignmentStatusAt } from '@multipartner/domain/delegated-admin/assignment.ts';
import {
  type AdminRelationship,
  extensions,
  rolesAt,
  statusAt,
} from '@multipartner/domain/delegated-admin/relationship.ts';
import { refused } from '../operation.ts';

/** The version of what it shows: it changes with every act, and with everything that time makes different. */
export function relationshipVersion(one: AdminRelationship, now: Date): string {
  return `${one.version}.${extensions(one, now)}.${rolesAt(one, now).length}.${statusAt(one, now)}`;
}

export function assignmentVersion(one: AccessAssignment, now: Date): string {
  const changed = one.next !== null && one.next.at <= now ? 1 : 0;
  return `${one.version}.${changed}.${assignmentStatusAt(one, now)}`;
}

/** Versions that the caller read, of which the present one must be one; null: whatever there is. */
export type ExpectedVersions = readonly string[] | null;

/** Refusals: stale-version with the present version. */
export function expectVersion(expected: ExpectedVersions, current: string): void {
  if (expected !== null && !expected.includes(current)) throw refused('stale-version', { version: current });
}
