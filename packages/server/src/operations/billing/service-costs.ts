import { type Invoice, invoicesAt } from '@multipartner/domain/billing/invoice.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { type BilledSubscription, type BillingRow, billedSubscriptions, billing } from '../../store/billing.ts';
import { isRelated } from '../../store/order.ts';
import { read } from '../operation.ts';

/** What a customer cost in a month that was billed: the parts of that month's invoices that are its own. */
export interface ServiceCosts {
  readonly customerId: string;
  readonly invoices: readonly Invoice<BilledSubscription>[];
}

/** What a customer of the caller cost in the latest month that was billed. Refusals: no-relationship, not-found. */
export const getServiceCosts = read<{ customerId: string }, { related: boolean; billing: BillingRow }, ServiceCosts>({
  permission: 'invoice.read',
  load: (sql, caller, { customerId }) => {
    const owner = { partnerId: caller.tenantId };
    return { related: isRelated(sql, owner, customerId), billing: billing(sql, owner, customerId) };
  },
  answer: ({ facts, now }, { customerId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    const all = invoicesAt(billedSubscriptions(facts.billing), now);
    const latest = all.at(-1)?.issuedAt.getTime();
    if (latest === undefined) return refuse('not-found', { kind: 'billed month of', id: customerId });
    return { customerId, invoices: all.filter((one) => one.issuedAt.getTime() === latest) };
  },
});
