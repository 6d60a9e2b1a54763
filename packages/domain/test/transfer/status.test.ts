import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/time/duration.ts';
import { cancelTransfer } from '../../src/transfer/answer.ts';
import { sideOf } from '../../src/transfer/facts.ts';
import { cancellableAfterTransfer, lockedByTransfer } from '../../src/transfer/lock.ts';
import { settleTransfer } from '../../src/transfer/move.ts';
import { informedOf, isOpen, nextTransferDue, transferStatusAt } from '../../src/transfer/status.ts';
import { accepted, at, azure, done, footing, made, minuteLater, offer, request, reservation } from './given.ts';

const asked = done(request());
const one = azure('a');
const moving = accepted([one]);
const moved = settleTransfer(moving, footing([one]), minuteLater).transfer;

describe('the status of a transfer is derived from facts and time (R185)', () => {
  it('a request expires thirty days after it was made, to the millisecond', () => {
    const end = addDays(made, 30);
    expect(transferStatusAt(asked, new Date(end.getTime() - 1))).toBe('pending');
    expect(transferStatusAt(asked, end)).toBe('expired');
    expect(isOpen(asked, end)).toBe(false);
    expect(nextTransferDue(asked, made)).toEqual({ event: 'expired', at: end });
    expect(nextTransferDue(asked, end)).toBeNull();
  });

  it('an offer waits', () => {
    const offered = done(offer());
    expect(transferStatusAt(offered, at('2036-01-01T00:00:00Z'))).toBe('pending');
    expect(nextTransferDue(offered, made)).toBeNull();
  });

  it('an accepted one is in progress until its move was made, however late', () => {
    expect(transferStatusAt(moving, addDays(made, 60))).toBe('in_progress');
    expect(nextTransferDue(moving, addDays(made, 60))).toEqual({ event: 'move', at: minuteLater });
    expect(transferStatusAt(moved, minuteLater)).toBe('completed');
    // Who waited for it began before its time.
    expect(transferStatusAt(moved, made)).toBe('completed');
    expect(nextTransferDue(moved, made)).toBeNull();
  });

  it('nothing is due of what was cancelled', () => {
    expect(nextTransferDue(done(cancelTransfer(asked, 'beta', made)), made)).toBeNull();
  });
});

describe('what a transfer locks (R192)', () => {
  it('is what it moves while it moves it, and nothing while it waits', () => {
    expect(lockedByTransfer([done(offer())], 'a', made)).toBeNull();
    expect(lockedByTransfer([asked, moving], 'a', made)).toMatchObject({
      code: 'transfer-in-progress',
      facts: { transferId: 'transfer', id: 'a' },
    });
    expect(lockedByTransfer([moving], 'b', made)).toBeNull();
    expect(lockedByTransfer([moved], 'a', minuteLater)).toBeNull();
  });

  it('and what is left at the source of something that is a new one at the target (R182)', () => {
    const items = moved.items.map((item) => ({ ...item, movedTo: 'new' }));
    expect(lockedByTransfer([{ ...moved, items }], 'a', minuteLater)).toMatchObject({
      code: 'subscription-transferred',
    });
    const stayed = moved.items.map((item) => ({ ...item, movedTo: null }));
    expect(lockedByTransfer([{ ...moved, items: stayed }], 'a', minuteLater)).toBeNull();
  });

  it('and the cancellation of a reservation that was paid up-front (R187)', () => {
    const refused = (billingCycle: string, transfer = moved) =>
      cancellableAfterTransfer([transfer], reservation('a', { billingCycle }).facts)?.code ?? null;
    expect([refused('none'), refused('monthly'), refused('none', moving)]).toEqual([
      'subscription-transferred',
      null,
      null,
    ]);
  });
});

it('only the two partners have a side, and only they and the customer hear of it (R186, R199)', () => {
  expect(['alpha', 'beta', 'gamma', 'woodgrove'].map((id) => sideOf(asked, id))).toEqual([
    'source',
    'target',
    null,
    null,
  ]);
  const told = (transfer: typeof asked) =>
    (['created', 'cancelled', 'declined', 'expired', 'accepted', 'completed'] as const).map((event) =>
      informedOf(transfer, event),
    );
  const all = (source: string, target: string) => [target, 'woodgrove', source];
  expect(told(asked)).toEqual([
    ['alpha'],
    ['alpha'],
    ['beta'],
    ['beta', 'alpha'],
    all('alpha', 'beta'),
    all('alpha', 'beta'),
  ]);
  expect(told(done(offer())).slice(0, 3)).toEqual([['dist'], ['dist'], ['alpha']]);
});
