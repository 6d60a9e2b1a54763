import { monthsOfCycle } from '../ordering/item.ts';
import type { Commerce } from '../subscription/facts.ts';
import { addMonths, dayCounted, startOfDay } from '../time/duration.ts';

/** What billing needs to know of a subscription as it was from an instant on. */
export interface BillableState {
  readonly from: Date;
  readonly quantity: number;
  /** Of one unit and one billing cycle; null: billed by usage, of which nothing is known. */
  readonly unitPrice: number | null;
  readonly billingCycle: string;
  readonly termStartedAt: Date;
  readonly termEndsAt: Date | null;
  readonly suspendedAt: Date | null;
  readonly cancelledAt: Date | null;
}

export type ChargeType = 'new' | 'renew' | 'cycleCharge' | 'addQuantity' | 'removeQuantity' | 'cancelImmediate';

/** An amount that arose at an instant, for a span of time. What is given back is negative. */
export interface Charge {
  readonly at: Date;
  readonly type: ChargeType;
  readonly from: Date;
  readonly to: Date;
  readonly quantity: number;
  readonly unitPrice: number;
  /** In the currency's units, to the cent. */
  readonly amount: number;
}

/** A state, and when the first of all terms began: its day of the month is the one that cycles come back to. */
type State = BillableState & { readonly firstDay: Date };

/** A billing cycle that has begun; `end` is where it would end when its term did not end before. */
interface Period {
  readonly from: Date;
  readonly to: Date;
  readonly end: Date;
  readonly quantity: number;
  readonly unitPrice: number;
}

const toCents = (amount: number): number => Math.round((amount + Number.EPSILON) * 100) / 100;
const time = (one: Date) => one.getTime();

/**
 * Everything that a subscription cost until an instant, in the order it arose: each billing cycle in advance, with what
 * was added or taken back in it by the share of the cycle that was left (R111, R113, R114). `history` is what it was,
 * the oldest first; a term that begins is a state of its own.
 */
export function chargesOf(commerce: Commerce, history: readonly BillableState[], until: Date): Charge[] {
  const charges: Charge[] = [];
  let open: Period | null = null;
  const firstDay = history[0]?.termStartedAt;
  for (const [index, one] of history.entries()) {
    if (one.from >= until) break;
    const state = { ...one, firstDay: firstDay ?? one.termStartedAt };
    const before = history[index - 1];
    const next = history[index + 1]?.from;
    const stop = next === undefined || next > until ? until : next;
    open = change(charges, before, state, open);
    open = roll(charges, commerce, state, open, stop);
  }
  return charges.filter((charge) => charge.at < until);
}

/** What a change costs or gives back, and the period that is open then. */
function change(
  charges: Charge[],
  before: BillableState | undefined,
  state: State,
  open: Period | null,
): Period | null {
  const at = state.from;
  if (state.cancelledAt !== null) {
    if (open !== null) charges.push(rest(open, at, -open.quantity, 'cancelImmediate'));
    return null;
  }
  if (before === undefined || time(before.termStartedAt) !== time(state.termStartedAt)) {
    if (open !== null && open.to > at) charges.push(rest(open, at, -open.quantity, 'cancelImmediate'));
    return begin(charges, state, state.termStartedAt, before === undefined ? 'new' : 'renew');
  }
  if (open === null || state.quantity === open.quantity) return open;
  const delta = state.quantity - open.quantity;
  if (open.to > at) charges.push(rest(open, at, delta, delta > 0 ? 'addQuantity' : 'removeQuantity'));
  return { ...open, quantity: state.quantity };
}

/** The cycles that begin before `stop` while the state stays as it is. */
function roll(charges: Charge[], commerce: Commerce, state: State, first: Period | null, stop: Date): Period | null {
  let open = first;
  while (open !== null && open.to < stop) {
    const ended = state.termEndsAt !== null && open.to >= state.termEndsAt;
    if (monthsOfCycle(state.billingCycle) === null) return open;
    if (ended) return null;
    // Older commerce costs nothing while it is suspended; newer goes on until it is cancelled.
    const idle = commerce === 'legacy' && state.suspendedAt !== null && state.suspendedAt <= open.to;
    open = idle ? period(state, open.to) : begin(charges, state, open.to, 'cycleCharge');
  }
  return open;
}

/** A period that begins, with what it costs; null where nothing is billed. */
function begin(charges: Charge[], state: State, from: Date, type: ChargeType): Period | null {
  const one = period(state, from);
  if (one === null) return null;
  const share = one.end > one.from ? (time(one.to) - time(one.from)) / (time(one.end) - time(one.from)) : 1;
  charges.push({
    at: from,
    type,
    from,
    to: one.to,
    quantity: one.quantity,
    unitPrice: one.unitPrice,
    amount: toCents(one.quantity * one.unitPrice * share),
  });
  return one;
}

/** The billing cycle that begins at an instant: it ends at midnight as the term counts, or with the term. */
function period(state: State, from: Date): Period | null {
  const { unitPrice, quantity, termStartedAt, termEndsAt } = state;
  if (unitPrice === null) return null;
  const months = monthsOfCycle(state.billingCycle);
  if (months === null) {
    const to = termEndsAt ?? from;
    return { from, to, end: to, quantity, unitPrice };
  }
  const day = dayCounted(state.firstDay, termStartedAt);
  let cycles = 1;
  while (startOfDay(addMonths(termStartedAt, cycles * months, day)) <= from) cycles += 1;
  const end = startOfDay(addMonths(termStartedAt, cycles * months, day));
  return { from, to: termEndsAt !== null && termEndsAt < end ? termEndsAt : end, end, quantity, unitPrice };
}

/** The share of a period that is left, for some units more or fewer. */
function rest(open: Period, at: Date, quantity: number, type: ChargeType): Charge {
  const whole = time(open.end) - time(open.from);
  const left = Math.max(0, time(open.to) - Math.max(time(at), time(open.from)));
  // What is bought once has no time to be left: it is given back whole.
  const share = whole > 0 ? left / whole : 1;
  return {
    at,
    type,
    from: at,
    to: open.to,
    quantity,
    unitPrice: open.unitPrice,
    amount: toCents(quantity * open.unitPrice * share),
  };
}
