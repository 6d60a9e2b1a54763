import type { Database, Fragment } from './database.ts';
import type { SubscriptionRow } from './subscription.ts';

/** Everything protected of one owner at one customer (section D): Rel(c,p) and T(s), as rows. */
export interface OwnerRows {
  partner_id: string;
  customer_id: string;
  relationship: Record<string, unknown> | null;
  dap: Record<string, unknown> | null;
  resellers: Record<string, unknown>[];
  granular: Record<string, unknown>[];
  attestations: Record<string, unknown>[];
  subscriptions: ProtectedSubscriptionRow[];
  /** Transfers that it made or agreed to: what explains that a subscription came or went. */
  transfers: Record<string, unknown>[];
}

/** A subscription with what hangs under it: T(s). */
export interface ProtectedSubscriptionRow extends SubscriptionRow {
  readonly azure_subscriptions: readonly Record<string, unknown>[];
}

/** The customer's own directory (Dir(c), Lic(c)) as rows. */
export interface DirectoryRows {
  company: Record<string, unknown>;
  display_name: string;
  domains: Record<string, unknown>[];
  users: Record<string, unknown>[];
  role_members: Record<string, unknown>[];
  licences: Record<string, unknown>[];
  agreements: Record<string, unknown>[];
}

/**
 * The rows of every owner at a customer, or of one owner only; ordered by owner. A row's `version` is bookkeeping and
 * left out: what counts is what it says.
 */
export function protectedOwners(sql: Database, customerId: string, onlyPartnerId: string | null): Fragment {
  const mine = (alias: string) =>
    sql`${sql(alias)}.customer_id = ${customerId} and ${sql(alias)}.partner_id = o.partner_id`;
  return sql`
    with owners as (
      select partner_id from reseller_relationship where customer_id = ${customerId}
      union select partner_id from dap_grant where customer_id = ${customerId}
      union select partner_id from admin_relationship where customer_id = ${customerId}
      union select partner_id from subscription where customer_id = ${customerId})
    select coalesce(json_agg(json_build_object(
      'partner_id', o.partner_id, 'customer_id', ${customerId}::uuid,
      'relationship', (select to_jsonb(r) - 'version' from reseller_relationship r where ${mine('r')}),
      'dap', (select to_jsonb(d) from dap_grant d where ${mine('d')}),
      'resellers', (select coalesce(json_agg(to_jsonb(i) order by i.reseller_id), '[]') from indirect_customer i where ${mine('i')}),
      'granular', (select coalesce(json_agg(to_jsonb(g) - 'version' || jsonb_build_object('assignments',
                     (select coalesce(jsonb_agg(to_jsonb(x) - 'version' order by x.id), '[]') from access_assignment x
                       where x.partner_id = g.partner_id and x.relationship_id = g.id)) order by g.id), '[]')
                     from admin_relationship g where ${mine('g')}),
      'attestations', (select coalesce(json_agg(to_jsonb(a) order by a.id), '[]') from agreement_attestation a where ${mine('a')}),
      'subscriptions', (select coalesce(json_agg(to_jsonb(s) || jsonb_build_object('azure_subscriptions',
                          (select coalesce(jsonb_agg(to_jsonb(z) - 'version' || jsonb_build_object('role_assignments',
                             (select coalesce(jsonb_agg(to_jsonb(x) order by x.id), '[]') from azure_role_assignment x
                               where x.partner_id = z.partner_id and x.customer_id = z.customer_id and x.azure_subscription_id = z.id))
                             order by z.id), '[]') from azure_subscription z
                           where z.partner_id = s.partner_id and z.customer_id = s.customer_id and z.plan_id = s.id))
                          order by s.id), '[]') from subscription s where ${mine('s')}),
      'transfers', (select coalesce(json_agg(to_jsonb(t) - '{version,next_due_at,modified_at,modified_by}'::text[] order by t.id), '[]') from transfer t
                     where t.customer_id = ${customerId}
                       and (t.partner_id = o.partner_id or (t.accepted_at is not null and o.partner_id in (t.source_id, t.target_id))))
    ) order by o.partner_id), '[]')
    from owners o where ${onlyPartnerId}::uuid is null or o.partner_id = ${onlyPartnerId}`;
}

/** The customer's own directory; secrets and sign-in data are no part of it. */
export function protectedDirectory(sql: Database, customerId: string): Fragment {
  return sql`
    select json_build_object(
      'display_name', t.display_name, 'company', t.company,
      'domains', (select coalesce(json_agg(json_build_object('name', d.name, 'is_initial', d.is_initial) order by d.name), '[]')
                    from tenant_domain d where d.tenant_id = t.id),
      'users', (select coalesce(json_agg(json_build_object('id', u.id, 'user_principal_name', u.user_principal_name,
                  'display_name', u.display_name, 'given_name', u.given_name, 'surname', u.surname, 'usage_location', u.usage_location,
                  'account_enabled', u.account_enabled, 'deleted_at', u.deleted_at) order by u.id), '[]')
                  from tenant_user u where u.tenant_id = t.id),
      'role_members', (select coalesce(json_agg(json_build_object('role_id', m.role_id, 'user_id', m.user_id) order by m.role_id, m.user_id), '[]')
                         from directory_role_member m where m.tenant_id = t.id),
      'licences', (select coalesce(json_agg(to_jsonb(l) - 'tenant_id' order by l.user_id, l.sku_id), '[]') from licence_assignment l where l.tenant_id = t.id),
      'agreements', (select coalesce(json_agg(to_jsonb(a) order by a.id), '[]') from agreement_acceptance a where a.customer_id = t.id))
      from tenant t where t.id = ${customerId}`;
}

/** All that is protected at a customer, for whoever compares before and after (tests, benchmarks). */
export async function readProtectedRows(
  sql: Database,
  customerId: string,
): Promise<{ owners: OwnerRows[]; directory: DirectoryRows }> {
  const [row] = await sql<[{ owners: OwnerRows[]; directory: DirectoryRows }]>`
    select (${protectedOwners(sql, customerId, null)}) as owners, (${protectedDirectory(sql, customerId)}) as directory`;
  return row;
}
