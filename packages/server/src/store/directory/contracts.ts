import { type Columns, type Listed, type ListQuery, listing } from '../condition.ts';
import type { Database, Fragment } from '../database.ts';

/** A customer of a partner, as the directory has it. */
export interface ContractRow {
  readonly id: string;
  readonly customer_id: string;
  readonly name: string;
  readonly domain: string;
  readonly type: 'reseller' | 'advisor';
}
export type ContractPage = Listed<ContractRow>;

/** A contract has no id of its own elsewhere: it follows from its pair. */
const id = (sql: Database) => sql`md5('contract:' || r.partner_id || r.customer_id)::uuid`;

const row = (sql: Database) => sql`
  jsonb_build_object('id', ${id(sql)}, 'customer_id', r.customer_id, 'name', r.company_name, 'domain', r.domain, 'type', r.type)`;

const own = (sql: Database, owner: { readonly partnerId: string }) =>
  sql`r.partner_id = ${owner.partnerId} and r.ended_at is null`;

/** One of each living customer of the owner: one page as one JSON value. */
export function contractsOfPartner(sql: Database, owner: { readonly partnerId: string }, query: ListQuery): Fragment {
  const columns: Columns = {
    id: { expression: id(sql), type: 'uuid' },
    customerId: { expression: sql`r.customer_id`, type: 'uuid' },
    displayName: { expression: sql`r.company_name`, type: 'text' },
    defaultDomainName: { expression: sql`r.domain`, type: 'text' },
    contractType: {
      expression: sql`case r.type when 'reseller' then 'ResellerPartner' else 'BreadthPartner' end`,
      type: 'text',
    },
  };
  return listing(sql, query, columns, {
    row: row(sql),
    from: sql`reseller_relationship r`,
    where: own(sql, owner),
  });
}

export function contractOfPartner(sql: Database, owner: { readonly partnerId: string }, contractId: string): Fragment {
  return sql`select ${row(sql)} from reseller_relationship r where ${own(sql, owner)} and ${id(sql)} = ${contractId}`;
}
