import { createHash } from 'node:crypto';
import { landingPageOf } from '@multipartner/domain/catalogue/catalogue.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { isRelated, type OrderRow, ownOrder } from '../../store/order.ts';
import { read } from '../operation.ts';

export interface ActivationLink {
  readonly lineNumber: number;
  /** Where the publisher has the subscription activated. */
  readonly url: string;
}

/**
 * Where what an own order bought is activated at its publisher: of one line, or of all; nothing for what needs no
 * activation. Refusals: no-relationship, order-not-found, line-invalid.
 */
export const listActivationLinks = read<
  { customerId: string; orderId: string; lineNumber: number | null },
  { related: boolean; order: OrderRow | null },
  ActivationLink[]
>({
  permission: 'order.read',
  load: (sql, caller, { customerId, orderId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, owner, customerId),
      order: ownOrder(sql, owner, customerId, orderId.toLowerCase()),
    };
  },
  answer: ({ facts: { related, order } }, { customerId, orderId, lineNumber }) => {
    if (!related) return refuse('no-relationship', { customerId });
    if (order === null) return refuse('order-not-found', { id: orderId });
    const lines = order.lines.filter((line) => lineNumber === null || line.lineNumber === lineNumber);
    if (lineNumber !== null && lines.length === 0)
      return refuse('line-invalid', { line: lineNumber, reason: 'the order has no such line' });
    if (order.status === 'cancelled') return [];
    return lines.flatMap((line) => {
      const page = landingPageOf(line.catalogueId.split(':')[0] as string);
      if (page === undefined || line.quantity === 0) return [];
      // Always the same for a subscription, and it says nothing of it.
      const token = createHash('sha256').update(`activation:${line.subscriptionId}`).digest('base64url');
      return [{ lineNumber: line.lineNumber, url: `${page}?token=${token}` }];
    });
  },
});
