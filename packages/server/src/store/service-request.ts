import type {
  ServiceRequestFacts,
  ServiceRequestStatus,
  Severity,
} from '@multipartner/domain/service-request/service-request.ts';
import type { Database, Fragment, Transaction } from './database.ts';
import type { Owner } from './subscription.ts';

export interface ServiceRequestContact {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly phoneNumber?: string;
}

/** A row of `service_request` with the name of the tenant that it is about. */
export interface ServiceRequestRow {
  readonly partner_id: string;
  readonly id: string;
  readonly customer_id: string;
  readonly organization_name: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly status: ServiceRequestStatus;
  readonly topic_id: string;
  readonly product_id: string | null;
  readonly country: string;
  readonly contact: ServiceRequestContact;
  readonly notes: readonly { readonly name: string; readonly at: string; readonly text: string }[];
  readonly created_at: string;
  readonly modified_at: string;
  readonly closed_at: string | null;
  readonly version: number;
}

const whole = (sql: Database) => sql`
  to_jsonb(s) || jsonb_build_object('organization_name', (select t.display_name from tenant t where t.id = s.customer_id))`;

/** A page of the owner's service requests, the latest first, with their number; about one tenant, or all. */
export function ownServiceRequests(
  sql: Database,
  owner: Owner,
  filter: { readonly customerId: string | null; readonly status: ServiceRequestStatus | null },
  page: { readonly size: number; readonly offset: number },
): Fragment {
  const found = sql`
    from service_request s
   where s.partner_id = ${owner.partnerId} and (${filter.customerId}::uuid is null or s.customer_id = ${filter.customerId})
     and (${filter.status}::text is null or s.status = ${filter.status})`;
  return sql`
    select json_build_object('total', (select count(*)::int ${found}), 'items', (
      select coalesce(json_agg(x.one), '[]') from (
        select ${whole(sql)} as one ${found} order by s.created_at desc, s.id limit ${page.size} offset ${page.offset}) x))`;
}

/** One of the owner's, as JSON; null when there is none. */
export function ownServiceRequest(sql: Database, owner: Owner, id: string): Fragment {
  return sql`select ${whole(sql)} from service_request s where s.partner_id = ${owner.partnerId} and s.id = ${id}`;
}

/** The tenant that it is about: one value, null when there is no such one. */
export function tenantOfServiceRequest(sql: Database, owner: Owner, id: string): Fragment {
  return sql`(select s.customer_id from service_request s where s.partner_id = ${owner.partnerId} and s.id = ${id})`;
}

/** The pair that an act on it concerns; none when there is no such one. */
export function pairsOfServiceRequest(sql: Database, owner: Owner, id: string): Fragment {
  return sql`array(select s.customer_id::text || ':' || s.partner_id::text from service_request s
                    where s.partner_id = ${owner.partnerId} and s.id = ${id})`;
}

/** The same, held until the act ends. */
export async function lockServiceRequest(tx: Transaction, owner: Owner, id: string): Promise<ServiceRequestRow | null> {
  const sql = tx as unknown as Database;
  const [row] = await tx<{ one: ServiceRequestRow }[]>`
    select ${whole(sql)} as one from service_request s
     where s.partner_id = ${owner.partnerId} and s.id = ${id} for update of s`;
  return row?.one ?? null;
}

/** Makes it, and answers it with the name of the tenant that it is about. */
export async function insertServiceRequest(
  tx: Transaction,
  row: Omit<ServiceRequestRow, 'organization_name'>,
): Promise<ServiceRequestRow> {
  const sql = tx as unknown as Database;
  const [made] = await tx<[{ one: ServiceRequestRow }]>`
    insert into service_request as s (partner_id, id, customer_id, title, description, severity, status, topic_id, product_id,
                                      country, contact, notes, created_at, modified_at)
    values (${row.partner_id}, ${row.id}, ${row.customer_id}, ${row.title}, ${row.description}, ${row.severity}, ${row.status},
            ${row.topic_id}, ${row.product_id}, ${row.country}, ${sql.json(row.contact as never)},
            ${sql.json(row.notes as never)}, ${row.created_at}, ${row.modified_at})
    returning ${whole(sql)} as one`;
  return made.one;
}

export function updateServiceRequest(tx: Transaction, row: ServiceRequestRow): Fragment {
  const sql = tx as unknown as Database;
  return sql`
    update service_request
       set title = ${row.title}, description = ${row.description}, severity = ${row.severity}, status = ${row.status},
           notes = ${sql.json(row.notes as never)}, modified_at = ${row.modified_at}, closed_at = ${row.closed_at},
           version = ${row.version}
     where partner_id = ${row.partner_id} and id = ${row.id}`;
}

export function serviceRequestFacts(row: ServiceRequestRow): ServiceRequestFacts {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    severity: row.severity,
    status: row.status,
    topicId: row.topic_id,
    notes: row.notes.map((note) => ({ ...note, at: new Date(note.at) })),
    modifiedAt: new Date(row.modified_at),
    closedAt: row.closed_at === null ? null : new Date(row.closed_at),
    version: row.version,
  };
}

/** The row with what its facts say. */
export function withFacts(row: ServiceRequestRow, facts: ServiceRequestFacts): ServiceRequestRow {
  return {
    ...row,
    title: facts.title,
    description: facts.description,
    severity: facts.severity,
    status: facts.status,
    notes: facts.notes.map((note) => ({ ...note, at: note.at.toISOString() })),
    modified_at: facts.modifiedAt.toISOString(),
    closed_at: facts.closedAt?.toISOString() ?? null,
    version: facts.version,
  };
}
