import { latestUse, mostUnusedDays, unusedFor } from '@multipartner/domain/delegated-admin/unused.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { type HeldRightRow, rightsAt, type UseRow, usesAt } from '../../store/administration-use.ts';
import type { GroupMember } from '../../store/delegated-admin/people.ts';
import { relationshipIdText } from '../delegated-admin/find.ts';
import { type Context, read } from '../operation.ts';

export interface IdlePerson {
  readonly id: string;
  readonly kind: GroupMember['kind'];
  readonly displayName: string;
  readonly userPrincipalName: string | null;
  readonly lastUsed: Date | null;
}

/** A right that lies idle: of everybody who has it, or of some. */
export interface IdleRight {
  readonly partnerId: string;
  readonly partnerName: string;
  readonly source: 'dap' | 'gdap';
  readonly relationshipId: string | null;
  readonly relationshipName: string | null;
  /** Null: the customer approved the roles, and no group was given them. */
  readonly group: { readonly id: string; readonly displayName: string | null } | null;
  readonly roleIds: readonly string[];
  readonly since: Date;
  /** When anybody in the group last used it. */
  readonly lastUsed: Date | null;
  readonly idle: 'everybody' | 'some';
  /** Those who did not use it. */
  readonly people: readonly IdlePerson[];
}

export interface IdleRights {
  readonly asOf: Date;
  readonly items: readonly IdleRight[];
}

/**
 * The rights of all partners at the own tenant that were not used for so many days, and are not newer than that (R216).
 * Refusals: value-invalid.
 */
export const reportUnusedRights: (context: Context, input: { readonly days: number }) => Promise<IdleRights> = read<
  { readonly days: number },
  { rights: HeldRightRow[]; uses: UseRow[] },
  IdleRights
>({
  permission: 'customer.partners.read',
  load: (sql, caller) => ({ rights: rightsAt(sql, caller.tenantId), uses: usesAt(sql, caller.tenantId) }),
  answer: ({ now, facts: { rights, uses } }, { days }) => {
    if (!Number.isInteger(days) || days < 1 || days > mostUnusedDays)
      return refuse('value-invalid', { field: 'days', reason: `is not a number from 1 to ${mostUnusedDays}` });
    const used = new Map(uses.map((row) => [`${row.partner_id}:${row.actor_id}`, row]));
    // Who has a granular role here has that alone, not what his agent groups would give (R68).
    const granular = new Set(
      rights
        .filter(({ source }) => source === 'gdap')
        .flatMap((right) => right.people.map((person) => `${right.partner_id}:${person.id}`)),
    );
    const items = rights.flatMap((right): IdleRight[] => {
      const since = new Date(right.since);
      const people = right.people
        .filter((one) => right.source === 'gdap' || !granular.has(`${right.partner_id}:${one.id}`))
        .map((one) => idlePerson(one, lastUse(used.get(`${right.partner_id}:${one.id}`), right.source)));
      const idle = people.filter(({ lastUsed }) => unusedFor({ since, lastUsed }, days, now));
      const lastUsed = latestUse(people.map((one) => one.lastUsed));
      const everybody = unusedFor({ since, lastUsed }, days, now);
      if (!everybody && idle.length === 0) return [];
      return [{ ...shown(right), since, lastUsed, idle: everybody ? 'everybody' : 'some', people: idle }];
    });
    return { asOf: now, items };
  },
});

function lastUse(row: UseRow | undefined, source: 'dap' | 'gdap'): Date | null {
  const at = (source === 'dap' ? row?.dap_used_at : row?.gdap_used_at) ?? null;
  return at === null ? null : new Date(at);
}

const idlePerson = (one: GroupMember, lastUsed: Date | null): IdlePerson => ({
  id: one.id,
  kind: one.kind,
  displayName: one.display_name,
  userPrincipalName: one.user_principal_name,
  lastUsed,
});

const shown = (row: HeldRightRow) => ({
  partnerId: row.partner_id,
  partnerName: row.partner_name,
  source: row.source,
  relationshipId:
    row.relationship_id === null ? null : relationshipIdText({ id: row.relationship_id, partnerId: row.partner_id }),
  relationshipName: row.relationship_name,
  group: row.group_id === null ? null : { id: row.group_id, displayName: row.group_name },
  roleIds: row.role_ids,
});
