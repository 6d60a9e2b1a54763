import type { Commerce } from '../subscription/facts.ts';
import type { BillableState, Charge } from './charges.ts';
import { chargesOf } from './charges.ts';

/** A subscription with everything that its bill depends on. */
export interface Billable {
  readonly id: string;
  readonly commerce: Commerce;
  readonly currency: string;
  readonly history: readonly BillableState[];
}

/** A charge of a subscription. */
export interface Line<S extends Billable = Billable> {
  readonly subscription: S;
  readonly charge: Charge;
}

/** Older commerce is billed apart from everything newer. */
export type InvoiceKind = 'recurring' | 'oneTime';

/** What a partner is billed for a month in one currency (R111). */
export interface Invoice<S extends Billable = Billable> {
  readonly id: string;
  readonly kind: InvoiceKind;
  readonly currency: string;
  /** The month: its first instant, and the one after its last. */
  readonly from: Date;
  readonly to: Date;
  /** When it is issued. */
  readonly issuedAt: Date;
  readonly total: number;
  readonly lines: readonly Line<S>[];
}

/** The day of the following month on which a month is billed. */
export const issueDay = 8;

const monthOf = (at: Date) => at.getUTCFullYear() * 12 + at.getUTCMonth();
const startOfMonth = (month: number) => new Date(Date.UTC(Math.floor(month / 12), month % 12, 1));
const issuedAt = (month: number) => new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, issueDay));
const cents = (amount: number) => Math.round(amount * 100);

export const kindOf = (commerce: Commerce): InvoiceKind => (commerce === 'legacy' ? 'recurring' : 'oneTime');

/** Every charge up to an instant and with it, in the order it arose. */
export function linesUntil<S extends Billable>(subscriptions: readonly S[], until: Date): Line<S>[] {
  return subscriptions
    .flatMap((subscription) =>
      chargesOf(subscription.commerce, subscription.history, new Date(until.getTime() + 1)).map((charge) => ({
        subscription,
        charge,
      })),
    )
    .sort(
      (a, b) => a.charge.at.getTime() - b.charge.at.getTime() || a.subscription.id.localeCompare(b.subscription.id),
    );
}

/** The invoices that were issued until `now`, the oldest first. A month without any charge has none. */
export function invoicesAt<S extends Billable>(subscriptions: readonly S[], now: Date): Invoice<S>[] {
  const groups = new Map<string, Line<S>[]>();
  for (const line of linesUntil(subscriptions, now)) {
    const month = monthOf(line.charge.at);
    if (issuedAt(month) > now) continue;
    const key = invoiceId(kindOf(line.subscription.commerce), month, line.subscription.currency);
    const lines = groups.get(key);
    if (lines === undefined) groups.set(key, [line]);
    else lines.push(line);
  }
  return [...groups]
    .map(([id, lines]) => invoice(id, lines))
    .sort((a, b) => a.issuedAt.getTime() - b.issuedAt.getTime() || a.id.localeCompare(b.id));
}

function invoice<S extends Billable>(id: string, lines: readonly Line<S>[]): Invoice<S> {
  const [{ subscription, charge }] = lines as [Line<S>];
  const month = monthOf(charge.at);
  return {
    id,
    kind: kindOf(subscription.commerce),
    currency: subscription.currency,
    from: startOfMonth(month),
    to: startOfMonth(month + 1),
    issuedAt: issuedAt(month),
    total: totalOf(lines),
    lines,
  };
}

/** The sum, to the cent. */
export const totalOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, { charge }) => sum + cents(charge.amount), 0) / 100;

/** The lines of a month that no invoice has yet: `current` is the month of `now`, `previous` the one before it. */
export function unbilledAt<S extends Billable>(
  subscriptions: readonly S[],
  period: 'current' | 'previous',
  now: Date,
): Line<S>[] {
  const month = monthOf(now) - (period === 'current' ? 0 : 1);
  if (issuedAt(month) <= now) return [];
  return linesUntil(subscriptions, now).filter(({ charge }) => monthOf(charge.at) === month);
}

/**
 * A letter for the kind, then the month counted from the year 0, then the three letters of the currency as a number of
 * four digits: the same for the same month, whenever it is asked for.
 */
function invoiceId(kind: InvoiceKind, month: number, currency: string): string {
  const letters = [...currency.toUpperCase()].reduce(
    (sum, letter) => (sum * 26 + letter.charCodeAt(0) - 65) % 10_000,
    0,
  );
  return `${kind === 'recurring' ? 'D' : 'G'}${String(month).padStart(5, '0')}${String(letters).padStart(4, '0')}`;
}
