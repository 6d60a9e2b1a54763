import { describe, expect, it } from 'vitest';
import { refuse } from '../../src/refusal.ts';
import { statusAt } from '../../src/subscription/status.ts';
import { acceptTransfer } from '../../src/transfer/answer.ts';
import type { TransferCandidate } from '../../src/transfer/eligibility.ts';
import { type MoveFacts, postponeMove, settleTransfer } from '../../src/transfer/move.ts';
import { transferStatusAt } from '../../src/transfer/status.ts';
import {
  acceptance,
  accepted,
  at,
  azure,
  choose,
  dist,
  done,
  footing,
  held,
  licence,
  made,
  minuteLater,
  offer,
  reservation,
} from './given.ts';

describe('licences of new commerce (R190, R193)', () => {
  const licences = held('a', {
    quantity: 25,
    autoRenew: false,
    suspendedAt: null,
    nextTerm: null,
    promotionId: 'promotion',
    supportContactId: 'rho',
    partnerOnRecord: '5000111',
    additionalPartners: ['5000222'],
    lineNumber: 3,
    version: 7,
  });

  it('are the same for the target but for partner, order, partner of record, support contact and agreement', () => {
    const { transfer, moves } = settleTransfer(accepted([licences], 'new_commerce'), footing([licences]), minuteLater);
    expect(moves).toEqual([
      {
        type: 'subscription',
        left: null,
        to: {
          ...licences.facts,
          partnerId: 'beta',
          orderId: 'order of beta',
          lineNumber: 0,
          partnerOnRecord: null,
          additionalPartners: [],
          supportContactId: null,
          agreementId: 'agreement of beta',
          version: 8,
        },
      },
    ]);
    expect(transfer).toMatchObject({
      settledAt: minuteLater,
      items: [{ id: 'a', movedTo: 'a', orderId: 'order of beta' }],
    });
    expect(transferStatusAt(transfer, minuteLater)).toBe('completed');
  });

  it('move as they are at the move, not as they were when they were chosen (R192)', () => {
    const now = held('a', { quantity: 30, termEndsAt: at('2026-03-15T00:00:00Z') });
    const { moves } = settleTransfer(accepted([licences], 'new_commerce'), footing([now]), minuteLater);
    expect(moves).toMatchObject([{ to: { quantity: 30, termEndsAt: at('2026-03-15T00:00:00Z') } }]);
  });

  it('keep their add-ons, which an ended base does not', () => {
    const all = [held('a'), held('add-on', { parentId: 'a' }), held('orphan', { parentId: 'gone' })];
    const { moves } = settleTransfer(accepted(all, 'new_commerce'), footing(all), minuteLater);
    expect(moves.map(({ to }) => [to.id, 'parentId' in to ? to.parentId : null])).toEqual([
      ['a', null],
      ['add-on', 'a'],
      ['orphan', null],
    ]);
  });
});

describe('what hangs under an Azure plan (R183–R188, S23)', () => {
  it('hangs under the plan of the target: an Azure subscription with its own id, nothing else of it changed', () => {
    const one = azure('a');
    const { moves, transfer } = settleTransfer(accepted([one]), footing([one]), minuteLater);
    expect(moves).toEqual([
      { type: 'azure_subscription', to: { ...one.facts, partnerId: 'beta', planId: 'plan of beta', version: 5 } },
    ]);
    expect(transfer.items).toMatchObject([{ movedTo: 'a', orderId: null, failure: null }]);
  });

  it('a reservation keeps price, term and end', () => {
    const one = reservation('a', { unitPrice: 120, billingCycle: 'monthly' });
    const { moves } = settleTransfer(accepted([one]), footing([one]), minuteLater);
    expect(moves).toMatchObject([
      { to: { partnerId: 'beta', unitPrice: 120, currency: 'USD', termEndsAt: one.facts.termEndsAt } },
    ]);
  });

  it.each([
    ['monthly', '2026-02-15T00:00:00.000Z'],
    ['none', '2027-01-15T00:00:00.000Z'],
    ['annual', '2027-01-15T00:00:00.000Z'],
  ])('a reservation that is billed %s ends at %s where the currencies differ (R187)', (billingCycle, end) => {
    const one = reservation('a', { billingCycle });
    const { moves } = settleTransfer(accepted([one]), footing([one], { sameCurrency: false }), minuteLater);
    expect(moves[0]?.type === 'subscription' && moves[0].to.termEndsAt?.toISOString()).toBe(end);
  });
});

describe('older subscriptions of a direct partner (R182)', () => {
  const base = licence('base', { version: 5 });
  const addOn = licence('add-on', { parentId: 'base', quantity: 4 });
  const older = held('azure', { commerce: 'legacy', termDuration: null, autoRenew: false }, { legacyAzure: true });
  const all = [base, addOn, older];
  const transfer = done(
    acceptTransfer(
      done(offer({ candidates: all }, choose('base', 'azure'))),
      'dist',
      acceptance({ target: dist(), candidates: all }),
      [],
      made,
      made,
    ),
  );
  const anew = (candidates: readonly TransferCandidate[], change: Partial<MoveFacts> = {}) => {
    const facts = footing(candidates, { agreementId: 'agreement of dist', planId: null, ...change });
    const ids = Object.entries(facts.made).map(([id, one]) => [id, { ...one, id: `new ${id}` }]);
    return settleTransfer(transfer, { ...facts, made: Object.fromEntries(ids) }, minuteLater);
  };

  it('are new ones at the provider, with the partner on record, and end where they were', () => {
    const { moves, transfer: settled } = anew(all);
    expect(moves.map(({ to }) => to)).toMatchObject([
      { id: 'new base', partnerId: 'dist', partnerOnRecord: '5000001', agreementId: 'agreement of dist', version: 1 },
      { id: 'new add-on', parentId: 'new base', quantity: 4 },
      { id: 'new azure' },
    ]);
    const left = moves.flatMap((move) => (move.type === 'subscription' && move.left !== null ? [move.left] : []));
    expect(left.map((one) => [one.id, one.partnerId, statusAt(one, minuteLater)])).toEqual([
      ['base', 'alpha', 'suspended'],
      ['add-on', 'alpha', 'suspended'],
      ['azure', 'alpha', 'deleted'],
    ]);
    expect(left[0]).toEqual({ ...base.facts, suspendedAt: minuteLater, version: 6 });
    expect(settled.items.map(({ movedTo }) => movedTo)).toEqual(['new base', 'new add-on', 'new azure']);
  });

  it('have the quantity of the offer, whatever became of it', () => {
    const { moves } = anew([licence('base', { quantity: 50 }), addOn, older]);
    expect(moves[0]).toMatchObject({ to: { quantity: 10 }, left: { quantity: 50 } });
  });

  it('stay where they cannot go, a base with its add-ons, and the others go', () => {
    const { moves, transfer: settled } = anew([
      base,
      licence('add-on', { parentId: 'base', suspendedAt: made }),
      older,
    ]);
    expect(moves.map(({ to }) => to.id)).toEqual(['new azure']);
    expect(settled.items.map(({ id, movedTo, failure }) => [id, movedTo, failure?.facts.id ?? null])).toEqual([
      ['base', null, 'add-on'],
      ['add-on', null, 'add-on'],
      ['azure', 'new azure', null],
    ]);
    expect(transferStatusAt(settled, minuteLater)).toBe('completed_with_errors');
  });

  it('stay all when the target cannot take over any more, or nothing is left', () => {
    for (const { moves, transfer: settled } of [anew(all, { unready: refuse('no-relationship') }), anew([])]) {
      expect(moves).toEqual([]);
      expect(transferStatusAt(settled, minuteLater)).toBe('failed');
    }
    const told = anew(all, { unready: refuse('no-relationship') }).transfer.items[0]?.failure;
    expect(told).toMatchObject({ code: 'transfer-not-enabled', facts: { partnerId: 'dist' } });
  });
});

it('an Azure subscription stays when the plan of the target is gone', () => {
  const one = azure('a');
  const { moves, transfer } = settleTransfer(accepted([one]), footing([one], { planId: null }), minuteLater);
  expect(moves).toEqual([]);
  expect(transfer.items[0]?.failure).toMatchObject({ code: 'transfer-azure-plan-missing' });
});

describe('a move that the target cannot take over just now (R186)', () => {
  const unready = { unready: refuse('transfer-not-enabled'), planId: null };
  const ready = { unready: null, planId: null };
  const transfer = accepted([held('a')], 'new_commerce');
  const since = (ms: number) => new Date((transfer.acceptedAt as Date).getTime() + ms);
  const [hour, day] = [3_600_000, 86_400_000];

  it('is tried again an hour later, for three days and not beyond', () => {
    expect(postponeMove(transfer, unready, since(hour))?.moveAt).toEqual(since(2 * hour));
    expect(postponeMove(transfer, unready, since(3 * day - 60_000))?.moveAt).toEqual(since(3 * day));
    expect(postponeMove(transfer, unready, since(3 * day))).toBeNull();
  });

  it('is made at once where nothing hinders', () => {
    expect(postponeMove(transfer, ready, since(hour))).toBeNull();
  });

  it('waits for an Azure plan where something hangs under one', () => {
    const hanging = accepted([azure('s')], 'azure_plan');
    expect(postponeMove(hanging, ready, since(hour))).not.toBeNull();
    expect(postponeMove(hanging, { unready: null, planId: 'plan' }, since(hour))).toBeNull();
  });
});
