import type { Database, Fragment, Transaction } from './database.ts';
import type { Owner } from './subscription.ts';

/** How devices of a customer are set up, as the owner wants it. */
export interface DevicePolicyRow {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly description: string;
  readonly settings: readonly string[];
  readonly created_at: string;
  readonly modified_at: string;
}

/** The owner's policies for a customer, oldest first: one JSON list. */
export function ownDevicePolicies(sql: Database, owner: Owner, customerId: string): Fragment {
  return sql`
    select coalesce(json_agg(d order by d.created_at, d.id), '[]') from device_policy d
     where d.partner_id = ${owner.partnerId} and d.customer_id = ${customerId}`;
}

/** One of them, as JSON; null when there is none. */
export function ownDevicePolicy(sql: Database, owner: Owner, customerId: string, id: string): Fragment {
  return sql`
    select to_json(d) from device_policy d
     where d.partner_id = ${owner.partnerId} and d.customer_id = ${customerId} and d.id = ${id}`;
}

/** The same, held until the act ends. */
export async function lockDevicePolicy(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  id: string,
): Promise<DevicePolicyRow | null> {
  const [row] = await tx<{ one: DevicePolicyRow }[]>`
    select to_json(d) as one from device_policy d
     where d.partner_id = ${owner.partnerId} and d.customer_id = ${customerId} and d.id = ${id} for update`;
  return row?.one ?? null;
}

export function insertDevicePolicy(tx: Transaction, row: DevicePolicyRow): Fragment {
  return (tx as unknown as Database)`
    insert into device_policy (partner_id, customer_id, id, name, category, description, settings, created_at, modified_at)
    values (${row.partner_id}, ${row.customer_id}, ${row.id}, ${row.name}, ${row.category}, ${row.description},
            ${row.settings as string[]}, ${row.created_at}, ${row.modified_at})`;
}

export function updateDevicePolicy(tx: Transaction, row: DevicePolicyRow): Fragment {
  return (tx as unknown as Database)`
    update device_policy
       set name = ${row.name}, category = ${row.category}, description = ${row.description},
           settings = ${row.settings as string[]}, modified_at = ${row.modified_at}
     where partner_id = ${row.partner_id} and customer_id = ${row.customer_id} and id = ${row.id}`;
}

export function deleteDevicePolicy(tx: Transaction, owner: Owner, customerId: string, id: string): Fragment {
  return (tx as unknown as Database)`
    delete from device_policy where partner_id = ${owner.partnerId} and customer_id = ${customerId} and id = ${id}`;
}
