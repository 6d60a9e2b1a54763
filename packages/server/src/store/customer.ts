import type { Database, Fragment } from './database.ts';

/** A customer as one partner sees it: the partner's own relationship and the tenant's own data. */
export interface CustomerRow {
  id: string;
  domain: string;
  company_name: string;
  type: 'reseller' | 'advisor';
  since: string;
  billing_profile: Record<string, unknown>;
  billing_version: number;
  company: Record<string, unknown>;
  country: string;
  dap: boolean;
  domains: string[];
}

/** One living customer of the owner, or null. */
export function customerOfPartner(sql: Database, owner: { readonly partnerId: string }, customerId: string): Fragment {
  return sql`
    select json_build_object(
      'id', r.customer_id, 'domain', r.domain, 'company_name', r.company_name, 'type', r.type, 'since', r.since,
      'billing_profile', r.billing_profile, 'billing_version', r.version, 'company', t.company, 'country', t.country,
      'dap', exists (select from dap_grant d where d.partner_id = r.partner_id and d.customer_id = r.customer_id and d.ended_at is null),
      'domains', array(select d.name from tenant_domain d where d.tenant_id = t.id order by d.is_initial desc, d.name))
      from reseller_relationship r join tenant t on t.id = r.customer_id
     where r.partner_id = ${owner.partnerId} and r.customer_id = ${customerId} and r.ended_at is null`;
}
