import { type Columns, type Listed, type ListQuery, listing } from '../condition.ts';
import type { Database, Fragment, Transaction } from '../database.ts';

export interface GroupRow {
  readonly id: string;
  readonly display_name: string;
  readonly description: string | null;
  readonly mail_nickname: string;
  /** The built-in group behind an agent role; null of any other. */
  readonly agent_group: string | null;
  readonly created_at: string;
}
export type GroupPage = Listed<GroupRow>;

const nickname = (sql: Database) =>
  sql`coalesce(g.mail_nickname, regexp_replace(g.display_name, '[^A-Za-z0-9]', '', 'g'))`;

/** A group `g` as JSON. */
export const groupJson = (sql: Database): Fragment => sql`
  jsonb_build_object('id', g.id, 'display_name', g.display_name, 'description', g.description, 'mail_nickname', ${nickname(sql)},
                     'agent_group', g.agent_group, 'created_at', g.created_at)`;

function columns(sql: Database): Columns {
  return {
    id: { expression: sql`g.id`, type: 'uuid' },
    displayName: { expression: sql`g.display_name`, type: 'text' },
    description: { expression: sql`g.description`, type: 'text', nullable: true },
    mailNickname: { expression: nickname(sql), type: 'text' },
    // Every group here is a security group that takes no mail.
    securityEnabled: { expression: sql`true`, type: 'boolean' },
    mailEnabled: { expression: sql`false`, type: 'boolean' },
    createdDateTime: { expression: sql`g.created_at`, type: 'timestamptz' },
  };
}

/** The groups of a tenant: one page as one JSON value. */
export function groupsOfTenant(sql: Database, tenantId: string, query: ListQuery): Fragment {
  return listing(sql, query, columns(sql), {
    row: groupJson(sql),
    from: sql`security_group g`,
    where: sql`g.tenant_id = ${tenantId}`,
  });
}

export function groupOfTenant(sql: Database, tenantId: string, id: string): Fragment {
  return sql`select ${groupJson(sql)} from security_group g where g.tenant_id = ${tenantId} and g.id = ${id}`;
}

/** A group, held until the act ends; null when there is none. */
export async function lockGroup(tx: Transaction, tenantId: string, id: string): Promise<GroupRow | null> {
  const [row] = await tx<{ row: GroupRow }[]>`
    select ${groupJson(tx as unknown as Database)} as row from security_group g where g.tenant_id = ${tenantId} and g.id = ${id} for update`;
  return row?.row ?? null;
}

export interface NewGroup {
  readonly id: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly mailNickname: string;
}

export async function insertGroup(tx: Transaction, tenantId: string, one: NewGroup, at: Date): Promise<GroupRow> {
  const [row] = await tx<[{ row: GroupRow }]>`
    insert into security_group as g (tenant_id, id, display_name, description, mail_nickname, created_at)
    values (${tenantId}, ${one.id}, ${one.displayName}, ${one.description}, ${one.mailNickname}, ${at})
    returning ${groupJson(tx as unknown as Database)} as row`;
  return row.row;
}

export async function saveGroup(
  tx: Transaction,
  tenantId: string,
  one: Pick<GroupRow, 'id' | 'display_name' | 'description'>,
): Promise<void> {
  await tx`
    update security_group set display_name = ${one.display_name}, description = ${one.description}
     where tenant_id = ${tenantId} and id = ${one.id}`;
}

export async function deleteGroup(tx: Transaction, tenantId: string, id: string): Promise<void> {
  await tx`delete from security_group_member where tenant_id = ${tenantId} and member_id = ${id}`;
  await tx`delete from security_group where tenant_id = ${tenantId} and id = ${id}`;
}
