import type { Database, Fragment } from './database.ts';
import type { Owner, SubscriptionRow } from './subscription.ts';

/** A subscription of the owner's with what reports say of its customer and of the reseller of record. */
export type ReportedRow = SubscriptionRow & {
  readonly customer_name: string;
  readonly customer_country: string;
  readonly reseller: { readonly tenant_id: string; readonly name: string; readonly country: string } | null;
};

/** Everything that the owner ever sold, oldest first: one JSON list. */
export function reportedSubscriptions(sql: Database, owner: Owner): Fragment {
  return sql`
    select coalesce(json_agg(to_jsonb(s) || jsonb_build_object(
             'customer_name', r.company_name, 'customer_country', t.country,
             'reseller', (select json_build_object('tenant_id', p.tenant_id, 'name', n.display_name, 'country', n.country)
                            from partner p join tenant n on n.id = p.tenant_id where p.mpn_id = s.partner_on_record limit 1))
             order by s.created_at, s.order_id, s.line_number), '[]')
      from subscription s
      join reseller_relationship r on r.partner_id = s.partner_id and r.customer_id = s.customer_id
      join tenant t on t.id = s.customer_id
     where s.partner_id = ${owner.partnerId}`;
}
