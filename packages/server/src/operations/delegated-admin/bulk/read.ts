import { refuse } from '@multipartner/domain/refusal.ts';
import {
  type BulkProgressRow,
  type BulkRowResult,
  type BulkRowStatus,
  ownBulk,
  ownBulkRows,
} from '../../../store/delegated-admin/bulk.ts';
import { read } from '../../operation.ts';

export type { BulkProgressRow, BulkRowResult, BulkRowStatus };

interface BulkKey {
  readonly id: string;
}

const missing = ({ id }: BulkKey) => refuse('not-found', { kind: 'bulk', id });

/** How far one of the own tenant's bulks is. Refusals: not-found. */
export const getBulk = read<BulkKey, { bulk: BulkProgressRow | null }, BulkProgressRow>({
  permission: 'gdap.bulk',
  load: (sql, caller, { id }) => ({ bulk: ownBulk(sql, { partnerId: caller.tenantId }, id) }),
  answer: ({ facts }, key) => facts.bulk ?? missing(key),
});

/** What became of its rows, in their order; `after` is the last row of the page before. Refusals: not-found. */
export const listBulkRows = read<
  BulkKey & { readonly limit: number; readonly after: number | null; readonly status: BulkRowStatus | null },
  { rows: BulkRowResult[] | null },
  { readonly items: readonly BulkRowResult[]; readonly next: number | null }
>({
  permission: 'gdap.bulk',
  load: (sql, caller, { id, limit, after, status }) => ({
    rows: ownBulkRows(sql, { partnerId: caller.tenantId }, id, { limit: limit + 1, after: after ?? -1, status }),
  }),
  answer: ({ facts: { rows } }, { limit, ...key }) => {
    if (rows === null) return missing(key);
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? (items.at(-1)?.number ?? null) : null };
  },
});
