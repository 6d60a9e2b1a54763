import type { Database, Fragment } from './database.ts';
import { active } from './partner-customers.ts';

/** One thing that somebody should look at. */
export interface AttentionRow {
  readonly id: string;
  readonly customer_id: string | null;
  readonly partner_id: string | null;
  readonly name: string | null;
  /** The other party. */
  readonly party: string | null;
  readonly due: string | null;
  /** Of a subscription: whether it renews itself. Of a bulk: how many rows failed. */
  readonly renews: boolean | null;
  readonly amount: number | null;
}

/** All there are of a kind, by number, and the most pressing of them. */
export interface AttentionList {
  readonly count: number;
  readonly items: readonly AttentionRow[];
}

/** How many of each kind are named, and how far ahead is looked (days). */
export const attentionItems = 20;
export const attentionDays = 30;

interface Owner {
  readonly partnerId: string;
}

function pressing(sql: Database, rows: Fragment): Fragment {
  return sql`
    with found as (${rows})
    select json_build_object('count', (select count(*)::int from found),
             'items', (select coalesce(json_agg(one), '[]')
                         from (select * from found order by due nulls last, id limit ${attentionItems}) as one))`;
}

const soon = (sql: Database) => sql`clock.now + make_interval(days => ${attentionDays})`;
const none = (sql: Database) => sql`null::boolean as renews, null::int as amount`;

/** Active granular relationships of the partner that end soon and do not extend themselves. */
export function endingAdministration(sql: Database, owner: Owner): Fragment {
  return pressing(
    sql,
    sql`select r.id, r.customer_id, r.partner_id, r.display_name as name, c.display_name as party, r.end_at as due, ${none(sql)}
          from admin_relationship r left join tenant c on c.id = r.customer_id
         where r.partner_id = ${owner.partnerId} and not r.extends and r.end_at <= ${soon(sql)}
           and admin_relationship_status(r, clock.now) = 'active'`,
  );
}

/** Granular relationships that wait for the customer's answer, until they lapse. */
export function unansweredAdministration(sql: Database, side: Owner | { readonly customerId: string }): Fragment {
  const mine = 'partnerId' in side ? sql`r.partner_id = ${side.partnerId}` : sql`r.customer_id = ${side.customerId}`;
  const party = 'partnerId' in side ? sql`r.customer_id` : sql`r.partner_id`;
  return pressing(
    sql,
    sql`select r.id, r.customer_id, r.partner_id, r.display_name as name, o.display_name as party,
               r.locked_at + interval '90 days' as due, ${none(sql)}
          from admin_relationship r left join tenant o on o.id = ${party}
         where ${mine} and r.approved_at is null and admin_relationship_status(r, clock.now) = 'approvalPending'`,
  );
}

/** The partner's own active subscriptions whose term ends soon, whether they renew themselves or not. */
export function endingTerms(sql: Database, owner: Owner): Fragment {
  return pressing(
    sql,
    sql`select s.id, s.customer_id, s.partner_id, s.friendly_name as name, r.company_name as party, s.term_ends_at as due,
               s.auto_renew as renews, null::int as amount
          from subscription s
          join reseller_relationship r on r.partner_id = s.partner_id and r.customer_id = s.customer_id
         where s.partner_id = ${owner.partnerId} and s.term_ends_at between clock.now and ${soon(sql)} and ${active(sql)}`,
  );
}

/** Transfers that another partner made and the owner has not answered. */
export function unansweredTransfers(sql: Database, owner: Owner): Fragment {
  return pressing(
    sql,
    sql`select x.id, x.customer_id, x.partner_id, c.display_name as name, o.display_name as party, x.next_due_at as due, ${none(sql)}
          from transfer x join tenant c on c.id = x.customer_id join tenant o on o.id = x.partner_id
         where ${owner.partnerId} in (x.source_id, x.target_id) and x.partner_id <> ${owner.partnerId}
           and x.cancelled_at is null and x.declined_at is null and x.accepted_at is null
           and (x.next_due_at is null or x.next_due_at > clock.now)`,
  );
}

/** Bulks of the last days some rows of which were refused. */
export function failedBulks(sql: Database, owner: Owner): Fragment {
  return pressing(
    sql,
    sql`select b.id, null::uuid as customer_id, b.partner_id, b.key as name, null::text as party, null::timestamptz as due,
               null::boolean as renews, f.amount
          from bulk b cross join lateral (
            select count(*)::int as amount from bulk_row w
             where w.partner_id = b.partner_id and w.bulk_id = b.id and w.status = 'failed') as f
         where b.partner_id = ${owner.partnerId} and f.amount > 0
           and b.created_at > clock.now - make_interval(days => ${attentionDays})`,
  );
}
