import type { Database, Fragment, Transaction } from './database.ts';
import type { Owner } from './subscription.ts';

/** A code of the partner, and how many tenants it may still qualify. */
export interface GovernmentValidationRow {
  readonly partner_id: string;
  readonly validation_id: string;
  readonly organization_name: string;
  readonly max_creates: number;
  readonly remaining: number;
  readonly modified_at: string;
}

const columns = (sql: Database) => sql`
  v.partner_id, v.validation_id, v.organization_name, v.max_creates, v.modified_at,
  v.max_creates - (select count(*)::int from government_validation_use u
                    where u.partner_id = v.partner_id and u.validation_id = v.validation_id) as remaining`;

/** The owner's codes, by name: one JSON list. */
export function governmentValidations(sql: Database, owner: Owner): Fragment {
  return sql`
    select coalesce(json_agg(v order by v.validation_id), '[]')
      from (select ${columns(sql)} from government_validation v where v.partner_id = ${owner.partnerId}) v`;
}

/** The owner's code by which it qualified the customer, the latest: one JSON value; null for none. */
export function governmentValidationOf(sql: Database, owner: Owner, customerId: string): Fragment {
  return sql`
    select row_to_json(v)
      from (select ${columns(sql)} from government_validation v
              join government_validation_use u using (partner_id, validation_id)
             where v.partner_id = ${owner.partnerId} and u.customer_id = ${customerId}
             order by u.used_at desc, v.validation_id limit 1) v`;
}

/**
 * Uses the owner's code for the customer; again for the same one costs nothing. False: it is no code of the owner, or it is
 * used up. Two that want the last place of a code take turns at its row.
 */
export async function useGovernmentValidation(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  validationId: string,
  now: Date,
): Promise<boolean> {
  const held = await tx`
    select from government_validation
     where partner_id = ${owner.partnerId} and validation_id = ${validationId} for update`;
  if (held.length === 0) return false;
  // A statement of its own: it sees what whoever was first has done.
  const [state] = await tx<[{ used: boolean; left: boolean }]>`
    select exists (select from government_validation_use u where u.partner_id = v.partner_id and u.validation_id = v.validation_id
                                                            and u.customer_id = ${customerId}) as used,
           v.max_creates > (select count(*) from government_validation_use u
                             where u.partner_id = v.partner_id and u.validation_id = v.validation_id) as left
      from government_validation v where v.partner_id = ${owner.partnerId} and v.validation_id = ${validationId}`;
  if (state.used) return true;
  if (!state.left) return false;
  await tx`
    with counted as (
      update government_validation set modified_at = ${now}, version = version + 1
       where partner_id = ${owner.partnerId} and validation_id = ${validationId}
    )
    insert into government_validation_use (partner_id, validation_id, customer_id, used_at)
    values (${owner.partnerId}, ${validationId}, ${customerId}, ${now})`;
  return true;
}

/** Gives a partner a code, or changes the one of that name; false for a tenant that is no partner. */
export async function saveGovernmentValidation(
  tx: Transaction,
  owner: Owner,
  one: { readonly validationId: string; readonly organizationName: string; readonly maxCreates: number },
  now: Date,
): Promise<boolean> {
  const saved = await tx`
    insert into government_validation (partner_id, validation_id, organization_name, max_creates, modified_at)
    select tenant_id, ${one.validationId}, ${one.organizationName}, ${one.maxCreates}::int, ${now}::timestamptz
      from partner where tenant_id = ${owner.partnerId}
    on conflict (partner_id, validation_id) do update
       set organization_name = excluded.organization_name, max_creates = excluded.max_creates,
           modified_at = excluded.modified_at, version = government_validation.version + 1`;
  return saved.count > 0;
}
