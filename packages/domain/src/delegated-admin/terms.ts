import { directoryRole } from '../access/actor.ts';
import { findDirectoryRole } from '../directory-role/roles.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { readAutoExtend, readDuration } from './duration.ts';

/** What a partner writes of a relationship; null: not given. */
export interface WrittenTerms {
  readonly displayName: string | null;
  readonly duration: string | null;
  readonly roleIds: readonly string[] | null;
  readonly autoExtend: string | null;
  /** `undefined`: not given; null: anybody may approve. */
  readonly customerId: string | null | undefined;
}

export interface Terms {
  readonly displayName: string;
  readonly durationDays: number;
  readonly roleIds: readonly string[];
  readonly autoExtend: boolean;
  readonly customerId: string | null;
}

/**
 * The terms of a new relationship, or of one that is still a draft with what was written put over them (R61, R72).
 * Refusals: value-missing, value-invalid, role-not-grantable, auto-extend-with-global-administrator.
 */
export function readTerms(written: WrittenTerms, before: Terms | null): Terms | Refusal {
  const name = written.displayName ?? before?.displayName;
  if (name === undefined) return refuse('value-missing', { field: 'displayName' });
  const durationDays = written.duration === null ? before?.durationDays : readDuration(written.duration);
  if (durationDays === undefined) return refuse('value-missing', { field: 'duration' });
  const roleIds = written.roleIds ?? before?.roleIds;
  if (roleIds === undefined) return refuse('value-missing', { field: 'roles' });
  const autoExtend = written.autoExtend === null ? (before?.autoExtend ?? false) : readAutoExtend(written.autoExtend);
  const displayName = readName(name);
  const roles = readRoles(roleIds, 'roles');
  for (const part of [displayName, durationDays, roles, autoExtend]) if (isRefusal(part)) return part;
  const terms = {
    displayName: displayName as string,
    durationDays: durationDays as number,
    roleIds: roles as readonly string[],
    autoExtend: autoExtend as boolean,
    customerId: written.customerId === undefined ? (before?.customerId ?? null) : written.customerId,
  };
  if (terms.autoExtend && terms.roleIds.includes(directoryRole.globalAdministrator))
    return refuse('auto-extend-with-global-administrator');
  return terms;
}

/** Letters and digits of any script, blank, dash, underscore and colon: what real tools are known to use. */
const allowedName = /^[\p{L}\p{M}\p{N} _:-]+$/u;

function readName(text: string): string | Refusal {
  const name = text.trim().normalize('NFC');
  const invalid = (reason: string) => refuse('value-invalid', { field: 'displayName', reason });
  if (name.length < 1 || [...name].length > 50) return invalid('must have from 1 to 50 characters');
  if (!allowedName.test(name)) return invalid('may hold letters, digits, blanks and - _ : only');
  return name;
}

/** Built-in directory roles, at least one and each once, in the order given. Refusals: value-missing, value-invalid, role-not-grantable. */
export function readRoles(given: readonly string[], field: string): readonly string[] | Refusal {
  if (given.length === 0) return refuse('value-missing', { field });
  const ids = given.map((id) => id.toLowerCase());
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length > 0) return refuse('value-invalid', { field, reason: `names the role ${twice[0]} twice` });
  const wrong = ids.filter((id) => (findDirectoryRole(id)?.gdap ?? 'no') === 'no');
  if (wrong.length > 0) return refuse('role-not-grantable', { field, roleIds: wrong });
  return ids;
}
