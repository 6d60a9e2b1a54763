import { type BillableState, type Charge, chargesOf } from '@multipartner/domain/billing/charges.ts';
import { invoicesAt, unbilledAt } from '@multipartner/domain/billing/invoice.ts';
import { describe, expect, it } from 'vitest';

const at = (text: string) => new Date(`${text}T00:00:00Z`);
const state = (from: string, change: Partial<BillableState> = {}): BillableState => ({
  from: at(from),
  quantity: 10,
  unitPrice: 6,
  billingCycle: 'monthly',
  termStartedAt: at('2026-01-01'),
  termEndsAt: at('2027-01-01'),
  suspendedAt: null,
  cancelledAt: null,
  ...change,
});
const short = ({ type, at: on, from, to, quantity, amount }: Charge) => [
  on.toISOString().slice(0, 10),
  type,
  from.toISOString().slice(0, 10),
  to.toISOString().slice(0, 10),
  quantity,
  amount,
];
const of = (
  history: readonly BillableState[],
  until: string,
  commerce: 'new_commerce' | 'legacy' | 'software' = 'new_commerce',
) => chargesOf(commerce, history, at(until)).map(short);

describe('charges', () => {
  it('arise at the beginning of each billing cycle', () => {
    expect(of([state('2026-01-01')], '2026-03-15')).toEqual([
      ['2026-01-01', 'new', '2026-01-01', '2026-02-01', 10, 60],
      ['2026-02-01', 'cycleCharge', '2026-02-01', '2026-03-01', 10, 60],
      ['2026-03-01', 'cycleCharge', '2026-03-01', '2026-04-01', 10, 60],
    ]);
    expect(of([state('2026-01-01', { billingCycle: 'annual', unitPrice: 72 })], '2026-12-31')).toEqual([
      ['2026-01-01', 'new', '2026-01-01', '2027-01-01', 10, 720],
    ]);
  });

  it('end with the term, and begin again with the next one', () => {
    const month = { termEndsAt: at('2026-02-01') };
    expect(of([state('2026-01-01', month)], '2026-06-01')).toHaveLength(1);
    const second = { termStartedAt: at('2026-02-01'), termEndsAt: at('2026-03-01'), quantity: 12 };
    expect(of([state('2026-01-01', month), state('2026-02-01', second)], '2026-06-01')).toEqual([
      ['2026-01-01', 'new', '2026-01-01', '2026-02-01', 10, 60],
      ['2026-02-01', 'renew', '2026-02-01', '2026-03-01', 12, 72],
    ]);
  });

  it('of seats inside of a cycle are shares of it, given back in the same way', () => {
    const history = [
      state('2026-04-01', { termStartedAt: at('2026-04-01') }),
      state('2026-04-16', { termStartedAt: at('2026-04-01'), quantity: 14 }),
      state('2026-04-19', { termStartedAt: at('2026-04-01'), quantity: 13 }),
    ];
    expect(of(history, '2026-05-02')).toEqual([
      ['2026-04-01', 'new', '2026-04-01', '2026-05-01', 10, 60],
      ['2026-04-16', 'addQuantity', '2026-04-16', '2026-05-01', 4, 12],
      ['2026-04-19', 'removeQuantity', '2026-04-19', '2026-05-01', -1, -2.4],
      ['2026-05-01', 'cycleCharge', '2026-05-01', '2026-06-01', 13, 78],
    ]);
  });

  it('of what is cancelled are given back for the time that is left, and stop', () => {
    const history = [
      state('2026-04-01', { termStartedAt: at('2026-04-01') }),
      state('2026-04-04', { termStartedAt: at('2026-04-01'), cancelledAt: at('2026-04-04') }),
    ];
    expect(of(history, '2026-09-01')).toEqual([
      ['2026-04-01', 'new', '2026-04-01', '2026-05-01', 10, 60],
      ['2026-04-04', 'cancelImmediate', '2026-04-04', '2026-05-01', -10, -54],
    ]);
  });

  it('go on while newer commerce is suspended, and not while older is', () => {
    const history = [state('2026-01-01'), state('2026-01-15', { suspendedAt: at('2026-01-15') }), state('2026-03-10')];
    expect(of(history, '2026-04-02').map(([on]) => on)).toEqual([
      '2026-01-01',
      '2026-02-01',
      '2026-03-01',
      '2026-04-01',
    ]);
    expect(of(history, '2026-04-02', 'legacy').map(([on]) => on)).toEqual(['2026-01-01', '2026-04-01']);
  });

  it('arise once of what is bought once, and go back whole', () => {
    const once = { billingCycle: 'one_time', termEndsAt: null, unitPrice: 99 };
    expect(of([state('2026-01-01', once)], '2030-01-01', 'software')).toEqual([
      ['2026-01-01', 'new', '2026-01-01', '2026-01-01', 10, 990],
    ]);
    const back = { ...once, cancelledAt: at('2026-01-20') };
    expect(of([state('2026-01-01', once), state('2026-01-20', back)], '2030-01-01', 'software')[1]).toEqual([
      '2026-01-20',
      'cancelImmediate',
      '2026-01-20',
      '2026-01-01',
      -10,
      -990,
    ]);
  });

  it('of use are not known', () => {
    expect(of([state('2026-01-01', { unitPrice: null })], '2030-01-01')).toEqual([]);
  });

  it('of a term that ends early are a share of the cycle', () => {
    const early = { termStartedAt: at('2026-04-01'), termEndsAt: at('2026-04-16') };
    expect(of([state('2026-04-01', early)], '2026-05-02')).toEqual([
      ['2026-04-01', 'new', '2026-04-01', '2026-04-16', 10, 30],
    ]);
  });
});

describe('invoices', () => {
  const billable = (id: string, commerce: 'new_commerce' | 'legacy', currency = 'USD') => ({
    id,
    commerce,
    currency,
    history: [state('2026-01-01')],
  });

  it('are issued on the eighth day for the month before, by kind of commerce and currency', () => {
    const all = [billable('a', 'new_commerce'), billable('b', 'legacy'), billable('c', 'new_commerce', 'EUR')];
    expect(invoicesAt(all, at('2026-02-07'))).toEqual([]);
    const issued = invoicesAt(all, at('2026-03-08'));
    expect(
      issued.map(({ kind, currency, from, to, issuedAt, total }) => [kind, currency, from, to, issuedAt, total]),
    ).toEqual(
      [
        ['recurring', 'USD'],
        ['oneTime', 'EUR'],
        ['oneTime', 'USD'],
      ]
        .flatMap(([kind, currency]) => [[kind, currency, at('2026-01-01'), at('2026-02-01'), at('2026-02-08'), 60]])
        .concat(
          [
            ['recurring', 'USD'],
            ['oneTime', 'EUR'],
            ['oneTime', 'USD'],
          ].map(
            ([kind, currency]) => [kind, currency, at('2026-02-01'), at('2026-03-01'), at('2026-03-08'), 60] as never,
          ),
        ),
    );
    expect(new Set(issued.map(({ id }) => id)).size).toBe(6);
    expect(invoicesAt(all, at('2026-02-20')).map(({ id }) => id)).toEqual(issued.slice(0, 3).map(({ id }) => id));
    for (const { id } of issued) expect(id).toMatch(/^[DG]\d{9}$/);
  });

  it('leave what they do not bill yet', () => {
    const all = [billable('a', 'new_commerce')];
    const days = (period: 'current' | 'previous', now: string) =>
      unbilledAt(all, period, at(now)).map(({ charge }) => charge.at.toISOString().slice(0, 10));
    expect(days('current', '2026-02-03')).toEqual(['2026-02-01']);
    expect(days('previous', '2026-02-03')).toEqual(['2026-01-01']);
    expect(days('previous', '2026-02-08')).toEqual([]);
  });
});
