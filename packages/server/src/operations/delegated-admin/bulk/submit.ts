import { randomUUID } from 'node:crypto';
import {
  type BulkRow,
  chainsOf,
  readBulk,
  templatesNamed,
  type WrittenBulkRow,
} from '@multipartner/domain/delegated-admin/bulk.ts';
import { insertBulk, insertBulkRows } from '../../../store/delegated-admin/bulk.ts';
import { readTemplates } from '../../../store/delegated-admin/template.ts';
import { digestOf } from '../../evidence/digest.ts';
import { act, allowed, refused } from '../../operation.ts';

export interface BulkInput {
  /** The caller's: who asks again with it gets the same bulk. */
  readonly key: string;
  readonly items: readonly WrittenBulkRow[];
}

/**
 * Takes many acts to be done in the background, each by the rights that the caller has then. Nothing is done here, and
 * rows that cannot be read refuse the whole. Refusals: those of readBulk, key-taken when the key stands for other items.
 */
export const submitBulk = act<BulkInput, { readonly id: string; readonly created: boolean }>({
  permission: 'gdap.bulk',
  kind: 'gdap.bulk',
  audited: {
    resourceType: 'granular_admin_relationship_bulk',
    operationType: 'granular_admin_relationship_bulk_created',
  },
  pairs: () => [],
  body: async (work, { key, items }) => {
    const { tx, now, actor } = work;
    const { tenantId, userId, applicationId } = actor;
    const owner = { partnerId: tenantId };
    const digest = digestOf(items);
    const id = randomUUID();
    const caller = { tenantId, userId, applicationId };
    const before = await insertBulk(tx, { id, key, digest, caller, total: items.length }, now);
    if (before !== null) {
      if (before.digest !== digest) throw refused('key-taken', { field: 'key', bulkId: before.id });
      work.audit({ customized: { bulkId: before.id, submittedBefore: true } });
      return { id: before.id, created: false };
    }
    const templates = await readTemplates(tx, owner, templatesNamed(items), false);
    const rows = allowed(readBulk(items, templates)) as readonly BulkRow[];
    const chains = chainsOf(rows);
    await insertBulkRows(
      tx,
      owner,
      id,
      rows.map((item, number) => ({ number, chain: chains[number] as number, item })),
    );
    work.audit({ newValue: { id, key, total: rows.length } });
    return { id, created: true };
  },
});
