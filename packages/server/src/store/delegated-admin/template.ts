import type { AdminTemplate } from '@multipartner/domain/delegated-admin/template.ts';
import type { Database, Fragment, Transaction } from '../database.ts';
import type { Owner } from './relationship.ts';

/** A template as one JSON object; members are the domain's. */
const template = (sql: Database) => sql`
  json_build_object('id', p.id, 'displayName', p.display_name, 'durationDays', p.duration_days, 'autoExtend', p.extends,
                    'roleIds', p.role_ids, 'assignments', p.assignments)`;

/** The owner's templates by name, one page. */
export function ownTemplates(
  sql: Database,
  owner: Owner,
  page: { readonly limit: number; readonly after: readonly [key: string, id: string] | null },
): Fragment {
  const key = sql`(lower(p.display_name) collate "C")`;
  const after =
    page.after === null
      ? sql``
      : sql`and (${key}, p.id) > (${page.after[0]}::text collate "C", ${page.after[1]}::uuid)`;
  return sql`
    select coalesce(json_agg(one), '[]') from (
      select ${template(sql)} as template, ${key} as key from admin_template p
       where p.partner_id = ${owner.partnerId} ${after}
       order by ${key}, p.id limit ${page.limit}) as one`;
}

export interface TemplateListRow {
  readonly template: AdminTemplate;
  readonly key: string;
}

export function ownTemplate(sql: Database, owner: Owner, id: string): Fragment {
  return sql`select ${template(sql)} from admin_template p where p.partner_id = ${owner.partnerId} and p.id = ${id}`;
}

/** Those of the owner's templates, by id; `id` alone and held for an act that changes it. */
export async function readTemplates(
  tx: Transaction,
  owner: Owner,
  ids: readonly string[],
  hold: boolean,
): Promise<ReadonlyMap<string, AdminTemplate>> {
  if (ids.length === 0) return new Map();
  const sql = tx as unknown as Database;
  const rows = await tx<{ template: AdminTemplate }[]>`
    select ${template(sql)} as template from admin_template p
     where p.partner_id = ${owner.partnerId} and p.id = any (${ids as string[]}::uuid[]) order by p.id ${hold ? sql`for update` : sql``}`;
  return new Map(rows.map((row) => [row.template.id, row.template]));
}

/** Saves a template, a new one or over the one of its id. */
export async function saveTemplate(tx: Transaction, owner: Owner, one: AdminTemplate, now: Date): Promise<void> {
  await tx`
    insert into admin_template (partner_id, id, display_name, duration_days, extends, role_ids, assignments, created_at, modified_at)
    values (${owner.partnerId}, ${one.id}, ${one.displayName}, ${one.durationDays}, ${one.autoExtend}, ${one.roleIds as string[]}::uuid[],
            ${tx.json(one.assignments as never)}, ${now}, ${now})
    on conflict (partner_id, id) do update
       set display_name = excluded.display_name, duration_days = excluded.duration_days, extends = excluded.extends,
           role_ids = excluded.role_ids, assignments = excluded.assignments, modified_at = excluded.modified_at`;
}

export async function deleteTemplate(tx: Transaction, owner: Owner, id: string): Promise<void> {
  await tx`delete from admin_template where partner_id = ${owner.partnerId} and id = ${id}`;
}

/** Those of the ids that are security groups of the owner. */
export async function readGroupIds(tx: Transaction, owner: Owner, ids: readonly string[]): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select id from security_group where tenant_id = ${owner.partnerId} and id = any (${ids as string[]}::uuid[])`;
  return rows.map(({ id }) => id);
}

/** One relationship and its assignments that were not taken away, as one JSON object; null when the owner has none such. */
export function relationshipToCompare(sql: Database, owner: Owner, id: string): Fragment {
  return sql`
    select json_build_object('relationship', row_to_json(r), 'assignments',
             (select coalesce(json_agg(row_to_json(a) order by a.created_at, a.id), '[]') from access_assignment a
               where a.partner_id = r.partner_id and a.relationship_id = r.id and a.deleting_at is null))
      from admin_relationship r where r.partner_id = ${owner.partnerId} and r.id = ${id}`;
}
