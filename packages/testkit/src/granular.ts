import { randomUUID } from 'node:crypto';
import { nextDue } from '@multipartner/domain/delegated-admin/due.ts';
import { inRealmAct } from 'multipartner/store/act.ts';
import { type AdminRelationshipRow, adminRelationshipOf } from 'multipartner/store/delegated-admin/row.ts';
import type { TestServer } from './server.ts';

/** A granular relationship as it may have come to be long ago; times are the realm's. */
export interface GranularFacts {
  readonly partner: string;
  readonly customer: string;
  readonly roleIds: readonly string[];
  /** Key of the partner's group that has the roles; null: they are assigned to nobody. The tier-1 group when absent. */
  readonly group?: string | null;
  readonly displayName?: string;
  /** Nine days ago when absent; null: it was never approved. */
  readonly activatedAt?: Date | null;
  /** In three weeks when absent. */
  readonly endAt?: Date;
  readonly extends?: boolean;
  readonly terminatedAt?: Date;
  readonly unassignedAt?: Date;
}

/**
 * Puts a granular relationship, and an assignment of all its roles, into the database as it would have come to be. For
 * what is no longer, or not yet, in force; whoever wants a living one lets the people make it. What was due until now
 * counts as done. Answers its id.
 */
export async function putGranular(server: TestServer, facts: GranularFacts): Promise<string> {
  const { now } = await server.clock.read();
  const day = (n: number) => new Date(now.getTime() + n * 86_400_000);
  const partner = server.tenant(facts.partner);
  const customerId = server.tenant(facts.customer).id;
  const id = randomUUID();
  const roles = [...facts.roleIds];
  const activatedAt = facts.activatedAt === undefined ? day(-9) : facts.activatedAt;
  const endAt = activatedAt === null ? null : (facts.endAt ?? day(21));
  const terminatedAt = facts.terminatedAt ?? null;
  const groupKey = facts.group === undefined ? `${facts.partner}.tier1` : facts.group;
  await inRealmAct(server.database, 'realm.test', '*', async (tx) => {
    const [made] = await tx<[{ row: AdminRelationshipRow }]>`
      insert into admin_relationship as r (partner_id, id, customer_id, display_name, role_ids, duration_days, extends, created_at, modified_at,
                                      locked_at, pending_at, approved_at, activating_at, activated_at, end_at,
                                      termination_requested_at, terminating_at, terminated_at, terminated_by)
      values (${partner.id}, ${id}, ${customerId}, ${facts.displayName ?? id}, ${roles}::uuid[], 30, ${facts.extends ?? false}, ${day(-9)},
              ${day(-9)}, ${day(-9)}, ${day(-9)}, ${activatedAt}, ${activatedAt}, ${activatedAt}, ${endAt},
              ${terminatedAt}, ${terminatedAt}, ${terminatedAt}, ${terminatedAt === null ? null : 'partner'})
      returning row_to_json(r) as row`;
    const due = nextDue(adminRelationshipOf(made.row), now);
    await tx`update admin_relationship set due_at = ${due?.at ?? null} where partner_id = ${partner.id} and id = ${id}`;
    if (groupKey === null) return;
    const group = partner.groups.find((one) => one.key === groupKey);
    if (group === undefined) throw new Error(`${facts.partner} has no group "${groupKey}".`);
    const gone = facts.unassignedAt ?? null;
    await tx`
      insert into access_assignment (partner_id, relationship_id, id, customer_id, group_id, role_ids, held_role_ids, created_at, modified_at,
                                     active_at, deleting_at, deleted_at)
      values (${partner.id}, ${id}, ${randomUUID()}, ${customerId}, ${group.id}, ${roles}::uuid[], ${roles}::uuid[], ${day(-9)}, ${day(-9)},
              ${day(-9)}, ${gone}, ${gone})`;
  });
  return id;
}
