import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../src/refusal.ts';
import {
  chooseItems,
  decideEligibility,
  eligibilityOf,
  type TransferCandidate,
} from '../../src/transfer/eligibility.ts';
import type { TransferKind } from '../../src/transfer/kind.ts';
import { at, azure, choose, held, licence, made, reservation } from './given.ts';

const things: Record<string, TransferCandidate> = {
  'an older licence': licence('one'),
  'older Azure': held('one', { commerce: 'legacy', termDuration: null }, { legacyAzure: true }),
  'a licence of new commerce': held('one'),
  'an Azure subscription': azure('one'),
  'a reservation': reservation('one'),
  'an Azure plan': held('one', { commerce: 'azure_plan', termDuration: null }),
  software: held('one', { commerce: 'software', termDuration: null }),
};

describe('what can be in a transfer', () => {
  it.each<[TransferKind, string[]]>([
    ['direct_to_indirect', ['an older licence', 'older Azure']],
    ['azure_plan', ['an Azure subscription', 'a reservation']],
    ['new_commerce', ['a licence of new commerce']],
  ])('%s: %j (R181, R183, R190, S23)', (kind, expected) => {
    const eligible = Object.keys(things).filter((name) => {
      const refusal = decideEligibility(kind, things[name] as TransferCandidate, made);
      if (refusal !== null) expect(refusal).toMatchObject({ facts: { id: 'one', reason: 'commerce' } });
      return refusal === null;
    });
    expect(eligible).toEqual(expected);
  });

  it.each([
    ['suspended', licence('one', { suspendedAt: made }), 'direct_to_indirect', 'suspended'],
    ['deleted', licence('one', { suspendedAt: at('2025-01-01T00:00:00Z') }), 'direct_to_indirect', 'deleted'],
    ['cancelled', reservation('one', { cancelledAt: made }), 'azure_plan', 'deleted'],
    ['expired', held('one', { termDuration: 'P1M', autoRenew: false, termEndsAt: made }), 'new_commerce', 'expired'],
    ['cancelled Azure', azure('one', { cancelledAt: made }), 'azure_plan', 'deleted'],
  ] as const)('nothing that is %s (R181, R187)', (_what, candidate, kind, status) => {
    expect(decideEligibility(kind, candidate, made)).toMatchObject({
      code: 'transfer-subscription-invalid',
      facts: { id: 'one', reason: 'status', status },
    });
  });

  it('no trial', () => {
    expect(decideEligibility('new_commerce', held('one', { isTrial: true }), made)).toMatchObject({
      facts: { reason: 'trial' },
    });
  });

  it('nothing that another open transfer names, by whose id it is refused; its own does not count', () => {
    const candidate = held('one', {}, { transferId: 'other' });
    expect(decideEligibility('new_commerce', candidate, made)).toMatchObject({
      code: 'transfer-exists',
      facts: { transferId: 'other' },
    });
    expect(decideEligibility('new_commerce', candidate, made, 'other')).toBeNull();
  });
});

describe('add-ons go with their base (R181)', () => {
  const base = licence('base');
  const addOn = licence('add-on', { parentId: 'base', quantity: 4 });
  const all = [base, addOn, licence('other')];
  const ids = (candidates: readonly TransferCandidate[], ...chosen: string[]) => {
    const items = chooseItems('direct_to_indirect', choose(...chosen), candidates, made);
    return isRefusal(items) ? `${items.code} ${items.facts.id} ${items.facts.reason}` : items.map(({ id }) => id);
  };

  it('without being named, and once when they are', () => {
    expect(ids(all, 'base')).toEqual(['base', 'add-on']);
    expect(ids(all, 'add-on', 'other', 'base')).toEqual(['other', 'base', 'add-on']);
    const items = chooseItems('direct_to_indirect', choose('base'), all, made);
    expect(items).toMatchObject([
      { id: 'base', addOnOf: null, quantity: 10 },
      { id: 'add-on', addOnOf: 'base', quantity: 4, partnerOnRecord: '5000001' },
    ]);
  });

  it('and not without it, as long as it lives', () => {
    expect(ids(all, 'add-on')).toBe('transfer-subscription-invalid add-on addOn');
    const gone = licence('base', { suspendedAt: at('2025-01-01T00:00:00Z') });
    expect(ids([gone, addOn], 'add-on')).toEqual(['add-on']);
  });

  it('so that a suspended one holds its base back, and one that is gone does not', () => {
    const suspended = licence('add-on', { parentId: 'base', suspendedAt: made });
    expect(ids([base, suspended], 'base')).toBe('transfer-subscription-invalid add-on status');
    const gone = licence('add-on', { parentId: 'base', suspendedAt: at('2025-01-01T00:00:00Z') });
    expect(ids([base, gone], 'base')).toEqual(['base']);
  });

  it('and the list of what can be transferred says so of each', () => {
    const suspended = licence('add-on', { parentId: 'base', suspendedAt: made });
    const second = licence('second', { parentId: 'base' });
    const reasons = eligibilityOf('direct_to_indirect', [base, suspended, second, licence('other')], made);
    expect(reasons.map(({ id, refusal }) => [id, refusal?.facts.id ?? null])).toEqual([
      ['base', 'add-on'],
      ['add-on', 'add-on'],
      ['second', 'add-on'],
      ['other', null],
    ]);
  });
});

describe('a choice', () => {
  it('takes ids in any case', () => {
    expect(chooseItems('direct_to_indirect', choose('ABC'), [licence('abc')], made)).toMatchObject([{ id: 'abc' }]);
  });

  it.each([
    ['of nothing', [], 'value-missing', undefined],
    ['of what the source does not have', ['a', 'foreign'], 'transfer-subscription-invalid', 'unknown'],
    ['of one thing twice', ['a', 'A'], 'transfer-subscription-invalid', 'twice'],
  ])('%s is refused', (_what, chosen, code, reason) => {
    const refused = chooseItems('direct_to_indirect', choose(...chosen), [licence('a')], made);
    expect(refused).toMatchObject({ code });
    if (reason !== undefined) expect(refused).toMatchObject({ facts: { reason } });
  });

  it('has at most 25 subscriptions of new commerce (R190)', () => {
    const many = Array.from({ length: 26 }, (_, at) => held(`s${at}`));
    const choice = choose(...many.map(({ facts }) => facts.id));
    expect(chooseItems('new_commerce', choice, many, made)).toMatchObject({ code: 'too-many', facts: { maximum: 25 } });
    expect(chooseItems('new_commerce', choice.slice(1), many, made)).toHaveLength(25);
  });
});
