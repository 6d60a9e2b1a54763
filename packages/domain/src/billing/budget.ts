import { type Refusal, refuse } from '../refusal.ts';

const most = 999_999_999_999;

/** A monthly budget to the cent. Refusals: value-missing, value-invalid. */
export function checkBudget(amount: number | undefined): number | Refusal {
  if (amount === undefined) return refuse('value-missing', { field: 'amount' });
  if (!Number.isFinite(amount) || amount < 0 || amount > most)
    return refuse('value-invalid', { field: 'amount', reason: `is not between 0 and ${most}` });
  return Math.round(amount * 100) / 100;
}

/** The month of an instant: its first instant, and its last second. */
export function monthAround(now: Date): { readonly from: Date; readonly to: Date } {
  const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  return { from, to: new Date(next - 1000) };
}
