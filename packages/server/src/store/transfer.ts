import type { TransferFacts, TransferItem } from '@multipartner/domain/transfer/facts.ts';
import type { TransferKind } from '@multipartner/domain/transfer/kind.ts';
import { nextTransferDue } from '@multipartner/domain/transfer/status.ts';
import type { Database, Fragment, Transaction } from './database.ts';

/** What an item was when it was chosen, for whoever reads the transfer. */
export interface DescribedItem {
  readonly offerId: string;
  readonly friendlyName: string;
  readonly billingCycle: string;
}

/** A row of `transfer` as JSON. */
export interface TransferRow {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly id: string;
  readonly kind: TransferKind;
  readonly source_id: string;
  readonly target_id: string;
  readonly items: readonly TransferItem[];
  readonly described: Readonly<Record<string, DescribedItem>>;
  readonly partner_on_record: string | null;
  readonly created_at: string;
  readonly cancelled_at: string | null;
  readonly declined_at: string | null;
  readonly accepted_at: string | null;
  readonly move_at: string | null;
  readonly settled_at: string | null;
  readonly modified_at: string;
  readonly modified_by: string | null;
  readonly next_due_at: string | null;
  readonly version: number;
}

/** A transfer with the names of its parties. */
export interface NamedTransferRow extends TransferRow {
  readonly customer_name: string;
  readonly source_name: string;
  readonly target_name: string;
}

/** A partner on either side of a transfer. */
export interface Side {
  readonly partnerId: string;
}

const instant = (text: string | null) => (text === null ? null : new Date(text));
const text = (at: Date | null) => at?.toISOString() ?? null;

export function transferFactsOf(row: TransferRow): TransferFacts {
  return {
    id: row.id,
    kind: row.kind,
    customerId: row.customer_id,
    sourceId: row.source_id,
    targetId: row.target_id,
    items: row.items,
    partnerOnRecord: row.partner_on_record,
    createdAt: new Date(row.created_at),
    cancelledAt: instant(row.cancelled_at),
    declinedAt: instant(row.declined_at),
    acceptedAt: instant(row.accepted_at),
    moveAt: instant(row.move_at),
    settledAt: instant(row.settled_at),
    version: row.version,
  };
}

/** Who changed it last, and what its items are called. */
export interface TransferNote {
  readonly makerId: string;
  readonly described: TransferRow['described'];
  readonly by: string | null;
}

/** The row of facts as they are at `now`, with what is due next after that. */
export function transferRowOf(facts: TransferFacts, note: TransferNote, now: Date): TransferRow {
  return {
    partner_id: note.makerId,
    customer_id: facts.customerId,
    id: facts.id,
    kind: facts.kind,
    source_id: facts.sourceId,
    target_id: facts.targetId,
    items: facts.items,
    described: note.described,
    partner_on_record: facts.partnerOnRecord,
    created_at: facts.createdAt.toISOString(),
    cancelled_at: text(facts.cancelledAt),
    declined_at: text(facts.declinedAt),
    accepted_at: text(facts.acceptedAt),
    move_at: text(facts.moveAt),
    settled_at: text(facts.settledAt),
    modified_at: now.toISOString(),
    modified_by: note.by,
    next_due_at: text(nextTransferDue(facts, now)?.at ?? null),
    version: facts.version,
  };
}

const named = (sql: Database, which: Fragment) => sql`
  select to_jsonb(t) || jsonb_build_object('customer_name', c.display_name, 'source_name', s.display_name, 'target_name', g.display_name) as one,
         t.created_at, t.id
    from transfer t join tenant c on c.id = t.customer_id join tenant s on s.id = t.source_id join tenant g on g.id = t.target_id
   where ${which}`;

const onSide = (sql: Database, side: Side) => sql`${side.partnerId} in (t.source_id, t.target_id)`;

/** The transfers at a customer that the partner gives or takes in, newest first: one JSON list. */
export function transfersOfPartner(sql: Database, side: Side, customerId: string): Fragment {
  return sql`select coalesce(json_agg(x.one order by x.created_at desc, x.id), '[]')
               from (${named(sql, sql`t.customer_id = ${customerId} and ${onSide(sql, side)}`)}) x`;
}

/** One of them; null when the partner is on neither side of it (R97). */
export function transferOfPartner(sql: Database, side: Side, customerId: string, id: string): Fragment {
  return sql`select x.one from (${named(sql, sql`t.customer_id = ${customerId} and t.id = ${id} and ${onSide(sql, side)}`)}) x`;
}

/** Every transfer in the customer's own tenant, newest first; or the one with this id. */
export function transfersOfCustomer(sql: Database, customerId: string, id: string | null): Fragment {
  return sql`select coalesce(json_agg(x.one order by x.created_at desc, x.id), '[]')
               from (${named(sql, sql`t.customer_id = ${customerId} and (${id}::uuid is null or t.id = ${id})`)}) x`;
}

/**
 * The pairs that an act of one side concerns: both sides' when the subscriptions move, else the maker's, whose the
 * transfer is. None for whoever is on neither side.
 */
export function pairsOfTransfer(
  sql: Database,
  side: Side,
  customerId: string,
  id: string,
  whose: 'maker' | 'both',
): Fragment {
  const partners = whose === 'both' ? sql`(t.source_id), (t.target_id)` : sql`(t.partner_id)`;
  return sql`array(select t.customer_id::text || ':' || p.id::text from transfer t, lateral (values ${partners}) p (id)
                    where t.customer_id = ${customerId} and t.id = ${id} and ${onSide(sql, side)})`;
}

/** Lets no other act on transfers at this customer pass until the act ends. */
export async function holdCustomerTransfers(tx: Transaction, customerId: string): Promise<void> {
  await tx`select hold_customer_transfers(${customerId})`;
}

/** One transfer of either side, locked until the act ends; null when the partner is on neither. */
export async function lockTransfer(
  tx: Transaction,
  side: Side,
  customerId: string,
  id: string,
): Promise<TransferRow | null> {
  const [row] = await tx<{ one: TransferRow }[]>`
    select to_json(t) as one from transfer t
     where t.customer_id = ${customerId} and t.id = ${id} and ${onSide(tx as unknown as Database, side)} for update`;
  return row?.one ?? null;
}

/** The partner's own transfers at a customer, as facts. */
export async function ownTransfers(tx: Transaction, side: Side, customerId: string): Promise<TransferFacts[]> {
  const rows = await tx<{ one: TransferRow }[]>`
    select to_json(t) as one from transfer t where t.customer_id = ${customerId} and ${onSide(tx as unknown as Database, side)}`;
  return rows.map((row) => transferFactsOf(row.one));
}

/** Names of the parties, for whoever is told of a transfer. */
export async function nameParties(
  tx: Transaction,
  row: TransferRow,
): Promise<Pick<NamedTransferRow, 'customer_name' | 'source_name' | 'target_name'>> {
  const [names] = await tx<[Pick<NamedTransferRow, 'customer_name' | 'source_name' | 'target_name'>]>`
    select (select display_name from tenant where id = ${row.customer_id}) as customer_name,
           (select display_name from tenant where id = ${row.source_id}) as source_name,
           (select display_name from tenant where id = ${row.target_id}) as target_name`;
  return names;
}

/** A new transfer, as a write of an act. */
export function insertTransferFrom(tx: Transaction, row: TransferRow): Fragment {
  return tx`insert into transfer select * from jsonb_populate_record(null::transfer, ${tx.json(row as never)})` as unknown as Fragment;
}

/** Saves what may change of a transfer that the act has locked. */
export function saveTransferFrom(tx: Transaction, row: TransferRow): Fragment {
  return tx`
    update transfer t
       set (items, described, cancelled_at, declined_at, accepted_at, move_at, settled_at, modified_at, modified_by, next_due_at, version)
         = (n.items, n.described, n.cancelled_at, n.declined_at, n.accepted_at, n.move_at, n.settled_at, n.modified_at, n.modified_by, n.next_due_at, n.version)
      from jsonb_populate_record(null::transfer, ${tx.json(row as never)}) n
     where t.partner_id = n.partner_id and t.customer_id = n.customer_id and t.id = n.id` as unknown as Fragment;
}

/** Whether licences of new commerce are transferred in this realm: one boolean (R189, R190). */
export function newCommerceTransfers(sql: Database): Fragment {
  return sql`select coalesce((settings->>'newCommerceTransfers')::boolean, false) as allowed from realm`;
}

/** The same, for an act. */
export async function readNewCommerceTransfers(tx: Transaction): Promise<boolean> {
  const [row] = await tx<[{ allowed: boolean }]>`${newCommerceTransfers(tx as unknown as Database)}`;
  return row.allowed;
}

/** When the next transfer expires or is to be moved; null when none is. */
export async function nextDueTransfer(sql: Database | Transaction): Promise<Date | null> {
  const [row] = await sql<
    [{ due: Date | null }]
  >`select min(next_due_at) as due from transfer where next_due_at is not null`;
  return row.due;
}

/** At most `limit` transfers that are due up to then, the earliest first; locked until the transaction ends. */
export async function lockDueTransfers(tx: Transaction, upTo: Date, limit: number): Promise<TransferRow[]> {
  const rows = await tx<{ one: TransferRow }[]>`
    select to_json(t) as one from transfer t where t.next_due_at <= ${upTo}
     order by t.next_due_at, t.customer_id, t.id limit ${limit} for update`;
  return rows.map((row) => row.one);
}

/**
 * Transfers that hold a subscription of this partner, or have moved it: JSON list of their facts, for `lockedByTransfer`.
 */
export function transfersNaming(sql: Database, side: Side, customerId: string, itemId: string | Fragment): Fragment {
  return sql`select coalesce(json_agg(t), '[]') from transfer t
              where t.customer_id = ${customerId} and t.accepted_at is not null and ${onSide(sql, side)}
                and exists (select from jsonb_array_elements(t.items) i where ${itemId}::text in (i->>'id', i->>'movedTo'))`;
}

/** What the database says when an act would change something that a transfer holds (R192), or null. */
export function heldByTransfer(
  error: unknown,
): { readonly transferId: string; readonly id: string; readonly moving: boolean } | null {
  const { code, detail } = (error ?? {}) as { code?: unknown; detail?: unknown };
  return code === 'MP003' && typeof detail === 'string' ? JSON.parse(detail) : null;
}
