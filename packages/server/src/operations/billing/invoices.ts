import {
  type Invoice,
  type InvoiceKind,
  invoicesAt,
  type Line,
  unbilledAt,
} from '@multipartner/domain/billing/invoice.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { type BilledSubscription, type BillingRow, billedSubscriptions, billing } from '../../store/billing.ts';
import { read } from '../operation.ts';

export type BilledInvoice = Invoice<BilledSubscription>;
export type BilledLine = Line<BilledSubscription>;

/** Who is billed, as documents name it. */
export interface Biller {
  readonly partnerId: string;
  readonly partnerName: string;
  readonly mpnId: string;
}

type Facts = { billing: BillingRow };
const load: Parameters<typeof read<unknown, Facts, unknown>>[0]['load'] = (sql, caller) => ({
  billing: billing(sql, { partnerId: caller.tenantId }),
});

/** The caller's own invoices, the latest first (R111). */
export const listInvoices = read<Record<string, never>, Facts, BilledInvoice[]>({
  permission: 'invoice.read',
  load,
  answer: ({ facts, now }) => invoicesAt(billedSubscriptions(facts.billing), now).reverse(),
});

/** One of them with all its lines, and who is billed. Refusals: not-found. */
export const getInvoice = read<{ id: string }, Facts, { invoice: BilledInvoice; biller: Biller }>({
  permission: 'invoice.read',
  load,
  answer: ({ actor, facts, now }, { id }) => {
    const invoice = invoicesAt(billedSubscriptions(facts.billing), now).find((one) => one.id === id.toUpperCase());
    if (invoice === undefined) return refuse('not-found', { kind: 'invoice', id });
    const biller = { partnerId: actor.tenantId, partnerName: actor.tenantName, mpnId: actor.partner?.mpnId ?? '' };
    return { invoice, biller };
  },
});

/** Lines that no invoice has yet. */
export const listUnbilledLines = read<
  { period: 'current' | 'previous'; currency: string },
  Facts,
  { lines: BilledLine[]; biller: Biller }
>({
  permission: 'invoice.read',
  load,
  answer: ({ actor, facts, now }, { period, currency }) => ({
    lines: unbilledAt(billedSubscriptions(facts.billing), period, now).filter(
      ({ subscription }) => subscription.currency === currency,
    ),
    biller: { partnerId: actor.tenantId, partnerName: actor.tenantName, mpnId: actor.partner?.mpnId ?? '' },
  }),
});

/** What is owed in a currency. Payments are not known here: nothing is ever paid. */
export interface Balance {
  readonly currency: string;
  readonly amount: number;
  readonly first: Date;
  readonly latest: Date;
  readonly kinds: readonly {
    readonly kind: InvoiceKind;
    readonly amount: number;
    readonly first: Date;
    readonly latest: Date;
  }[];
}

/** What the caller owes by currency, the largest first. */
export const summariseInvoices = read<Record<string, never>, Facts, Balance[]>({
  permission: 'invoice.read',
  load,
  answer: ({ facts, now }) => {
    const invoices = invoicesAt(billedSubscriptions(facts.billing), now);
    return [...Map.groupBy(invoices, ({ currency }) => currency)]
      .map(([currency, all]) => ({
        currency,
        ...sum(all),
        kinds: [...Map.groupBy(all, ({ kind }) => kind)].map(([kind, some]) => ({ kind, ...sum(some) })),
      }))
      .sort((a, b) => b.amount - a.amount);
  },
});

/** Of invoices in the order of their days. */
function sum(invoices: readonly BilledInvoice[]): { amount: number; first: Date; latest: Date } {
  const [first] = invoices as [BilledInvoice];
  return {
    amount: Math.round(invoices.reduce((all, { total }) => all + total, 0) * 100) / 100,
    first: first.issuedAt,
    latest: (invoices.at(-1) as BilledInvoice).issuedAt,
  };
}
