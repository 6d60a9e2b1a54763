import type { BulkRow } from '@multipartner/domain/delegated-admin/bulk.ts';
import type { Refusal, RefusalFacts } from '@multipartner/domain/refusal.ts';
import type { Caller } from '../actor.ts';
import type { Database, Fragment, Transaction } from '../database.ts';
import type { Owner } from './relationship.ts';

export type BulkRowStatus = 'pending' | 'succeeded' | 'failed';

/** A bulk and how far it is; one JSON object. */
export interface BulkProgressRow {
  readonly id: string;
  readonly key: string;
  readonly total: number;
  readonly created_at: string;
  readonly completed_at: string | null;
  readonly succeeded: number;
  readonly failed: number;
}

/** Why a row failed; `internal-error`: the server could not do it, its log says why. */
export interface RowRefusal {
  readonly code: Refusal['code'] | 'internal-error';
  readonly facts: RefusalFacts;
}

export interface BulkRowResult {
  readonly number: number;
  readonly action: BulkRow['action'];
  readonly status: BulkRowStatus;
  readonly relationship_id: string | null;
  readonly assignment_id: string | null;
  readonly refusal: RowRefusal | null;
}

/** One of the owner's bulks with its progress; null when there is none. */
export function ownBulk(sql: Database, owner: Owner, id: string): Fragment {
  return sql`
    select json_build_object('id', b.id, 'key', b.key, 'total', b.total, 'created_at', b.created_at, 'completed_at', b.completed_at,
             'succeeded', count(*) filter (where r.status = 'succeeded'), 'failed', count(*) filter (where r.status = 'failed'))
      from bulk b left join bulk_row r on r.partner_id = b.partner_id and r.bulk_id = b.id
     where b.partner_id = ${owner.partnerId} and b.id = ${id}
     group by b.partner_id, b.id`;
}

/** Rows of one of the owner's bulks in their order; null when there is no such bulk. */
export function ownBulkRows(
  sql: Database,
  owner: Owner,
  id: string,
  page: { readonly after: number; readonly limit: number; readonly status: BulkRowStatus | null },
): Fragment {
  return sql`
    select (select coalesce(json_agg(one), '[]') from (
              select r.number, r.item ->> 'action' as action, r.status, r.relationship_id, r.assignment_id, r.refusal
                from bulk_row r
               where r.partner_id = b.partner_id and r.bulk_id = b.id and r.number > ${page.after}
                 and (${page.status}::text is null or r.status = ${page.status})
               order by r.number limit ${page.limit}) as one)
      from bulk b where b.partner_id = ${owner.partnerId} and b.id = ${id}`;
}

export interface NewBulk {
  readonly id: string;
  readonly key: string;
  readonly digest: string;
  readonly caller: Caller;
  readonly total: number;
}

/** Saves a bulk; answers the one that has the key already, or null when this one has it now. */
export async function insertBulk(
  tx: Transaction,
  one: NewBulk,
  now: Date,
): Promise<{ readonly id: string; readonly digest: string } | null> {
  const { tenantId, userId, applicationId } = one.caller;
  const made = await tx`
    insert into bulk (partner_id, id, key, digest, user_id, application_id, total, created_at)
    values (${tenantId}, ${one.id}, ${one.key}, ${one.digest}, ${userId}, ${applicationId}, ${one.total}, ${now})
    on conflict (partner_id, key) do nothing`;
  if (made.count > 0) return null;
  const [before] = await tx<[{ id: string; digest: string }]>`
    select id, digest from bulk where partner_id = ${tenantId} and key = ${one.key}`;
  return before;
}

/** Its rows, as a write of the act that makes it. */
export async function insertBulkRows(
  tx: Transaction,
  owner: Owner,
  id: string,
  rows: readonly { readonly number: number; readonly chain: number; readonly item: BulkRow }[],
): Promise<void> {
  await tx`
    insert into bulk_row (partner_id, bulk_id, number, chain, item)
    select ${owner.partnerId}, ${id}, r.number, r.chain, r.item
      from jsonb_to_recordset(${tx.json(rows as never)}) as r (number integer, chain integer, item jsonb)`;
}

/** A row that may be done next, with its caller, and the relationship it refers to once that is made. */
export interface OpenRow {
  readonly partner_id: string;
  readonly bulk_id: string;
  readonly number: number;
  readonly chain: number;
  readonly item: BulkRow;
  readonly user_id: string | null;
  readonly application_id: string;
  /** Of the earlier row it refers to; null: it refers to none, or that is not done. */
  readonly made_id: string | null;
  readonly made_status: BulkRowStatus | null;
}

/** Open rows of the oldest running bulks, some of each, chain by chain: a small bulk does not wait for a big one. */
export async function openRows(
  sql: Database,
  most: { readonly bulks: number; readonly rows: number },
): Promise<OpenRow[]> {
  const rows = await sql<{ row: OpenRow }[]>`
    select json_build_object('partner_id', o.partner_id, 'bulk_id', o.bulk_id, 'number', o.number, 'chain', o.chain, 'item', o.item,
             'user_id', b.user_id, 'application_id', b.application_id,
             'made_id', made.relationship_id, 'made_status', made.status) as row
      from (select * from bulk where completed_at is null order by created_at, id limit ${most.bulks}) as b
     cross join lateral (
       select r.* from bulk_row r where r.partner_id = b.partner_id and r.bulk_id = b.id and r.status = 'pending'
        order by r.chain, r.number limit ${most.rows}) as o
      left join bulk_row made on made.partner_id = o.partner_id and made.bulk_id = o.bulk_id
                             and made.number = (o.item -> 'of' ->> 'row')::integer
     order by b.created_at, b.id, o.chain, o.number`;
  return rows.map(({ row }) => row);
}

/** Which row of which bulk. */
export type RowKey = Pick<OpenRow, 'partner_id' | 'bulk_id' | 'number' | 'chain'>;

/**
 * Holds an open row until the transaction ends, without waiting; false when it is settled, held by somebody else, or
 * when a row before it in its chain is still open. Two processes race here for the same row.
 */
export async function claimRow(tx: Transaction, { partner_id, bulk_id, number, chain }: RowKey): Promise<boolean> {
  const rows = await tx`
    select from bulk_row r
     where r.partner_id = ${partner_id} and r.bulk_id = ${bulk_id} and r.number = ${number} and r.status = 'pending'
       and not exists (select from bulk_row e
                        where e.partner_id = r.partner_id and e.bulk_id = r.bulk_id and e.chain = ${chain} and e.number < r.number
                          and e.status = 'pending')
       for update of r skip locked`;
  return rows.length > 0;
}

/** What became of a row; the first to write it is right. */
export function settleRow(
  sql: Database,
  { partner_id, bulk_id, number }: RowKey,
  result: {
    readonly relationshipId: string | null;
    readonly assignmentId: string | null;
    readonly refusal: RowRefusal | null;
  },
): Fragment {
  const { relationshipId, assignmentId, refusal } = result;
  return sql`
    update bulk_row set status = ${refusal === null ? 'succeeded' : 'failed'}, relationship_id = ${relationshipId},
           assignment_id = ${assignmentId}, refusal = ${refusal === null ? null : sql.json(refusal as never)}
     where partner_id = ${partner_id} and bulk_id = ${bulk_id} and number = ${number} and status = 'pending'`;
}

/** The same outside of an act: a row that cannot even be tried. */
export async function failRow(
  sql: Database,
  key: RowKey,
  relationshipId: string | null,
  refusal: RowRefusal,
): Promise<void> {
  await settleRow(sql, key, { relationshipId, assignmentId: null, refusal });
}

/** Closes running bulks that have no open row left. */
export async function completeBulks(sql: Database): Promise<void> {
  await sql`
    update bulk b set completed_at = realm_now()
     where b.completed_at is null
       and not exists (select from bulk_row r where r.partner_id = b.partner_id and r.bulk_id = b.id and r.status = 'pending')`;
}
