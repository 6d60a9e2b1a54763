import { describe, expect, it } from 'vitest';
import { acceptTransfer, cancelTransfer, declineTransfer } from '../../src/transfer/answer.ts';
import type { TransferFacts } from '../../src/transfer/facts.ts';
import { settleTransfer } from '../../src/transfer/move.ts';
import { transferStatusAt } from '../../src/transfer/status.ts';
import { provider } from '../ordering/given.ts';
import {
  acceptance,
  accepted,
  alpha,
  at,
  azure,
  beta,
  betaSeller,
  dist,
  done,
  footing,
  held,
  licence,
  made,
  minuteLater,
  offer,
  request,
} from './given.ts';

const asked = done(request());
const offered = done(offer());

describe('a transfer that waits', () => {
  it.each([
    ['a request', asked, 'beta', 'alpha'],
    ['an offer', offered, 'alpha', 'dist'],
  ])('%s: who made it cancels it, the other side answers (R180, R185)', (_what, transfer, maker, other) => {
    const otherSide = { code: 'transfer-other-side' };
    const facts = acceptance({ target: maker === 'alpha' ? dist() : beta() });
    expect(cancelTransfer(transfer, other, made)).toMatchObject({ ...otherSide, facts: { action: 'cancel' } });
    expect(declineTransfer(transfer, maker, made)).toMatchObject({ ...otherSide, facts: { action: 'decline' } });
    expect(acceptTransfer(transfer, maker, facts, ['a'], made, made)).toMatchObject(otherSide);

    const cancelled = done(cancelTransfer(transfer, maker, made));
    expect(cancelled).toEqual({ ...transfer, cancelledAt: made, version: 2 });
    expect(transferStatusAt(cancelled, made)).toBe('cancelled');
    const declined = done(declineTransfer(transfer, other, made));
    expect(declined).toEqual({ ...transfer, declinedAt: made, version: 2 });
    expect(transferStatusAt(declined, made)).toBe('declined');
    const taken = done(acceptTransfer(transfer, other, facts, ['a'], minuteLater, made));
    expect(taken).toMatchObject({ acceptedAt: made, moveAt: minuteLater, settledAt: null, items: [{ id: 'a' }] });
    expect(transferStatusAt(taken, made)).toBe('in_progress');
  });

  it('does not exist for anybody else (R97)', () => {
    for (const act of [cancelTransfer, declineTransfer])
      expect(act(asked, 'gamma', made)).toMatchObject({ code: 'transfer-not-found' });
    expect(acceptTransfer(asked, 'gamma', acceptance(), ['a'], made, made)).toMatchObject({
      code: 'transfer-not-found',
    });
  });
});

describe('a transfer that does not wait any more takes no answer (R185, S23)', () => {
  const moving = accepted([azure('a')]);
  const cases: [string, TransferFacts, Date, string][] = [
    ['accepted', moving, made, 'transfer-in-progress'],
    ['moved', settleTransfer(moving, footing([azure('a')]), minuteLater).transfer, minuteLater, 'transfer-closed'],
    ['cancelled', { ...asked, cancelledAt: made }, made, 'transfer-closed'],
    ['declined', { ...asked, declinedAt: made }, made, 'transfer-closed'],
    ['expired', asked, at('2026-03-03T08:00:00Z'), 'transfer-closed'],
  ];
  it.each(cases)('when it is %s', (_what, transfer, now, code) => {
    expect(cancelTransfer(transfer, 'beta', now)).toMatchObject({ code });
    expect(declineTransfer(transfer, 'alpha', now)).toMatchObject({ code });
    expect(acceptTransfer(transfer, 'alpha', acceptance(), ['a'], now, now)).toMatchObject({ code });
  });
});

describe('a provider that accepts an offer (R180)', () => {
  const accept = (change: Parameters<typeof acceptance>[0] = {}, transfer = offered) =>
    acceptTransfer(transfer, 'dist', acceptance({ target: dist(), ...change }), [], made, made);

  it('gets what was offered, with the quantities of the offer (R182)', () => {
    const now = [licence('a', { quantity: 99 })];
    expect(done(accept({ candidates: now })).items).toEqual(offered.items);
  });

  it.each([
    ['has no relationship any more', { target: dist({ related: false }) }, 'no-relationship'],
    ['has no agreement of the customer', { target: dist({ agreementId: null }) }, 'agreement-missing'],
    [
      'is suspended',
      { target: dist({ seller: { ...provider, programStatus: 'suspended' } }) },
      'program-status-not-active',
    ],
    ['does not work with the reseller any more (R150)', { partnered: false }, 'partnership-required'],
    ['is to make a reseller of one that is none', { source: { ...alpha, isReseller: false } }, 'partnership-required'],
  ] as const)('is told why not when it %s', (_what, change, code) => {
    expect(accept(change)).toMatchObject({ code });
  });

  it('takes no older Azure beside an Azure plan (R109)', () => {
    const candidates = [held('a', { commerce: 'legacy', termDuration: null }, { legacyAzure: true })];
    const plan = { id: 'plan', partnerOnRecord: '5000222', active: true };
    const azureOffer = done(offer({ candidates }));
    expect(accept({ candidates, target: dist({}, { azurePlans: [plan] }) }, azureOffer)).toMatchObject({
      code: 'transfer-legacy-azure-after-plan',
    });
    expect(done(accept({ candidates }, azureOffer)).items).toHaveLength(1);
  });
});

describe('a current partner that accepts a request (R183)', () => {
  const accept = (change: Parameters<typeof acceptance>[0], chosen: readonly string[]) =>
    acceptTransfer(asked, 'alpha', acceptance(change), chosen, made, made);

  it('gives what it chooses, and no more', () => {
    expect(done(accept({}, ['b'])).items.map(({ id }) => id)).toEqual(['b']);
  });

  it('can give though it is suspended', () => {
    expect(accept({ source: { ...alpha, programStatus: 'suspended' } }, ['a'])).not.toHaveProperty('refused');
  });

  it('chooses something, and nothing that cannot be in it: no licence with Azure (S23)', () => {
    expect(accept({}, [])).toMatchObject({ code: 'value-missing' });
    const candidates = [azure('a'), held('licence')];
    expect(accept({ candidates }, ['a', 'licence'])).toMatchObject({
      code: 'transfer-subscription-invalid',
      facts: { id: 'licence', reason: 'commerce' },
    });
  });

  it('is told that the other partner cannot take over any more, and not why (R97)', () => {
    const targets = [
      beta({ related: false }),
      beta({ seller: { ...betaSeller, mpaAccepted: false } }),
      beta({}, { azurePlans: [] }),
      beta({}, { legacyAzure: true }),
    ];
    const told = targets.map((target) => JSON.stringify(accept({ target }, ['a'])));
    expect(new Set(told)).toEqual(
      new Set([JSON.stringify({ refused: true, code: 'transfer-not-enabled', facts: { partnerId: 'beta' } })]),
    );
  });
});
