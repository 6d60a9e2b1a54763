import { findLicence, licenceOf } from '@multipartner/domain/catalogue/catalogue.ts';
import { type LicenceFigures, licenceFigures } from '@multipartner/domain/licence/analytics.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { constant } from '../../store/ask.ts';
import { type AssignedRow, assignedLicences, type SoldRow, soldLicences } from '../../store/licence-analytics.ts';
import { isRelated } from '../../store/order.ts';
import { statusOfShare } from '../licence/pool.ts';
import { read } from '../operation.ts';

export interface LicenceReport {
  /** The instant that the figures are of. */
  readonly at: Date;
  readonly figures: readonly LicenceFigures[];
}

type Facts = { related: boolean; sold: SoldRow[]; assigned: AssignedRow[] };

/**
 * Licences that the caller sold and that are live, by customer and kind, with what became of them; at one customer, or
 * at all. Refusals: no-relationship.
 */
export const reportLicences = read<{ customerId: string | null }, Facts, LicenceReport>({
  permission: 'analytics.read',
  load: (sql, caller, { customerId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      related: customerId === null ? constant(sql, false) : isRelated(sql, owner, customerId),
      sold: soldLicences(sql, owner, customerId),
      assigned: assignedLicences(sql, owner, customerId),
    };
  },
  answer: ({ facts, now }, { customerId }) => {
    if (customerId !== null && !facts.related) return refuse('no-relationship', { customerId });
    const assigned = new Map(facts.assigned.map((one) => [`${one.customer_id}:${one.sku_id}`, one]));
    const sold = new Map<string, { row: SoldRow; skuId: string; quantity: number }>();
    for (const row of facts.sold) {
      const skuId = licenceOf(row.product_id, row.sku_id)?.skuId;
      const status = statusOfShare(row, now);
      if (skuId === undefined || (status !== 'active' && status !== 'expired')) continue;
      const key = `${row.customer_id}:${skuId}`;
      const before = sold.get(key);
      sold.set(key, { row, skuId, quantity: (before?.quantity ?? 0) + row.quantity });
    }
    const figures = [...sold].map(([key, { row, skuId, quantity }]) =>
      licenceFigures(
        { id: row.customer_id, name: row.customer_name },
        findLicence(skuId) ?? { skuId, name: skuId, servicePlans: [] },
        quantity,
        assigned.get(key),
      ),
    );
    return { at: now, figures };
  },
});
