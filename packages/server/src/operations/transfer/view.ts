import type { TransferFacts } from '@multipartner/domain/transfer/facts.ts';
import type { TransferStatus } from '@multipartner/domain/transfer/lifecycle.ts';
import { expiresAt, transferStatusAt } from '@multipartner/domain/transfer/status.ts';
import { type DescribedItem, type NamedTransferRow, transferFactsOf } from '../../store/transfer.ts';

/** A transfer as of an instant, for either side of it and for the customer. */
export interface TransferView {
  readonly facts: TransferFacts;
  readonly status: TransferStatus;
  /** When it expires, or expired, without an answer; null: never. */
  readonly expiresAt: Date | null;
  /** The partner that made it. */
  readonly makerId: string;
  readonly customerName: string;
  readonly sourceName: string;
  readonly targetName: string;
  readonly described: Readonly<Record<string, DescribedItem>>;
  readonly modifiedAt: Date;
  /** The person who changed it last; null for an application, or for time. */
  readonly modifiedBy: string | null;
}

export function transferViewOf(row: NamedTransferRow, now: Date): TransferView {
  const facts = transferFactsOf(row);
  return {
    facts,
    status: transferStatusAt(facts, now),
    expiresAt: expiresAt(facts),
    makerId: row.partner_id,
    customerName: row.customer_name,
    sourceName: row.source_name,
    targetName: row.target_name,
    described: row.described,
    modifiedAt: new Date(row.modified_at),
    modifiedBy: row.modified_by,
  };
}
