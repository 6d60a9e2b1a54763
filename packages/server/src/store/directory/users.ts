import { type Columns, type Listed, type ListQuery, listing } from '../condition.ts';
import type { Database, Fragment } from '../database.ts';

export interface DirectoryUserRow {
  readonly id: string;
  readonly user_principal_name: string;
  readonly display_name: string;
  readonly given_name: string | null;
  readonly surname: string | null;
  readonly mail: string | null;
  readonly phone: string | null;
  readonly usage_location: string | null;
  readonly account_enabled: boolean;
  readonly immutable_id: string | null;
  readonly created_at: string;
  readonly licences: readonly { readonly sku_id: string; readonly excluded_plans: readonly string[] }[];
}
export type UserPage = Listed<DirectoryUserRow>;

/** A person `u` as JSON. */
export const userJson = (sql: Database): Fragment => sql`
  jsonb_build_object(
    'id', u.id, 'user_principal_name', u.user_principal_name, 'display_name', u.display_name, 'given_name', u.given_name,
    'surname', u.surname, 'mail', u.mail, 'phone', u.phone, 'usage_location', u.usage_location,
    'account_enabled', u.account_enabled, 'immutable_id', u.immutable_id, 'created_at', u.created_at,
    'licences', (select coalesce(jsonb_agg(jsonb_build_object('sku_id', l.sku_id, 'excluded_plans', l.excluded_plans) order by l.sku_id), '[]')
                   from licence_assignment l where l.tenant_id = u.tenant_id and l.user_id = u.id))`;

function columns(sql: Database): Columns {
  const text = (expression: Fragment) => ({ expression, type: 'text', nullable: true }) as const;
  return {
    id: { expression: sql`u.id`, type: 'uuid' },
    userPrincipalName: { expression: sql`u.user_principal_name`, type: 'text' },
    displayName: { expression: sql`u.display_name`, type: 'text' },
    givenName: text(sql`u.given_name`),
    surname: text(sql`u.surname`),
    mail: text(sql`u.mail`),
    usageLocation: text(sql`u.usage_location`),
    onPremisesImmutableId: text(sql`u.immutable_id`),
    accountEnabled: { expression: sql`u.account_enabled`, type: 'boolean' },
    // Nobody here is a guest: who visits a tenant stays in his own.
    userType: { expression: sql`'Member'`, type: 'text' },
    createdDateTime: { expression: sql`u.created_at`, type: 'timestamptz' },
  };
}

/** The living people of a tenant: one page as one JSON value. */
export function peopleOfTenant(sql: Database, tenantId: string, query: ListQuery): Fragment {
  return listing(sql, query, columns(sql), {
    row: userJson(sql),
    from: sql`tenant_user u`,
    where: sql`u.tenant_id = ${tenantId} and u.deleted_at is null`,
  });
}

export type UserKey = { readonly id: string } | { readonly userPrincipalName: string };

const isIt = (sql: Database, key: UserKey) =>
  'id' in key ? sql`u.id = ${key.id}` : sql`lower(u.user_principal_name) = lower(${key.userPrincipalName})`;

/** One living person of a tenant; null when there is none. */
export function personOfTenant(sql: Database, tenantId: string, key: UserKey): Fragment {
  return sql`select ${userJson(sql)} from tenant_user u where u.tenant_id = ${tenantId} and ${isIt(sql, key)} and u.deleted_at is null`;
}

/** The id of one, as a value inside of a statement; null when there is none. */
export function idOfPerson(sql: Database, tenantId: string, key: UserKey): Fragment {
  return sql`(select u.id from tenant_user u where u.tenant_id = ${tenantId} and ${isIt(sql, key)} and u.deleted_at is null)`;
}

/** The tenant to which a living person belongs; null when there is none. His id names him in the whole realm. */
export async function homeTenantOf(database: Database, userId: string): Promise<string | null> {
  const [row] = await database<{ tenant_id: string }[]>`
    select tenant_id from tenant_user where id = ${userId} and deleted_at is null`;
  return row?.tenant_id ?? null;
}
