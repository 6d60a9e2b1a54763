import { describe, expect, it } from 'vitest';
import { type CreationFacts, decideCreation } from '../../src/relationship/creation.ts';
import { decidePartnership } from '../../src/relationship/partnership.ts';
import { decideDeletionByCustomer, decideRemoval } from '../../src/relationship/removal.ts';
import { at, subscription } from '../subscription/given.ts';
import { alpha, dist, party, rho } from './parties.ts';

describe('the acceptance of a partnership (R137)', () => {
  it('binds a provider and a reseller of one region (R13)', () => {
    expect(decidePartnership(party(dist), party(rho), true)).toBeNull();
    expect(decidePartnership(party(dist), party(rho), false)).toMatchObject({ code: 'region-mismatch' });
  });

  it('is made by a direct partner that is enrolled as a reseller, too, while it moves under a provider (R3)', () => {
    const alsoReseller = { ...party(alpha), alsoReseller: true };
    expect(decidePartnership(party(dist), alsoReseller, true)).toBeNull();
    const other = { ...party(dist), alsoReseller: true };
    expect(decidePartnership(party(dist), other, true)).toMatchObject({ code: 'not-an-indirect-reseller' });
  });

  it.each([
    ['a provider that nobody knows', null, party(rho), 'tenant-not-found'],
    ['a provider of another cloud (R170)', party(dist, { cloud: 'china' }), party(rho), 'tenant-not-found'],
    ['a link of a direct partner', party(alpha), party(rho), 'invitation-invalid'],
    ['a tenant that is no reseller', party(dist), party(alpha), 'not-an-indirect-reseller'],
    [
      'a cloud without the indirect model',
      party(dist, { cloud: 'usgov' }),
      party(rho, { cloud: 'usgov' }),
      'capability-not-in-cloud',
    ],
    ['a provider that is suspended', party(dist, { programStatus: 'suspended' }), party(rho), 'partner-cannot-accept'],
    [
      'a provider that is restricted',
      party(dist, { programStatus: 'restricted' }),
      party(rho),
      'partner-cannot-accept',
    ],
    [
      'a reseller that is suspended',
      party(dist),
      party(rho, { programStatus: 'suspended' }),
      'program-status-not-active',
    ],
    [
      'a reseller without the partner agreement (R15)',
      party(dist),
      party(rho, { mpaAccepted: false }),
      'reseller-mpa-not-accepted',
    ],
  ] as const)('is refused to %s', (_what, provider, reseller, code) => {
    expect(decidePartnership(provider, reseller, true)).toMatchObject({ code });
  });
});

describe('the creation of a customer (R39–R41)', () => {
  const facts: CreationFacts = {
    seller: party(alpha),
    sameMarket: true,
    domainTaken: false,
    domain: 'new.onmicrosoft.com',
    missingCompanyData: [],
    wantsGranular: null,
  };
  const provider: CreationFacts = { ...facts, seller: party(dist) };
  const reseller = { ...party(rho), partnered: true };

  it('comes with granular administration where that is the default, unless it is not wanted, and else with DAP (R40, R70)', () => {
    expect(decideCreation(facts)).toEqual({ dap: false, granular: true });
    expect(decideCreation({ ...provider, reseller })).toEqual({ dap: false, granular: true });
    expect(decideCreation({ ...facts, wantsGranular: false })).toEqual({ dap: false, granular: false });
    const government = party(alpha, { cloud: 'usgov' });
    expect(decideCreation({ ...facts, seller: government })).toEqual({ dap: true, granular: false });
  });

  it('is open in every cloud but the closed one (R174–R176)', () => {
    const created = (['public', 'usgov', 'china', 'germany'] as const).filter(
      (cloud) => !('refused' in decideCreation({ ...facts, seller: party(alpha, { cloud }) })),
    );
    expect(created).toEqual(['public', 'usgov', 'china']);
  });

  it.each<[string, CreationFacts, string]>([
    [
      'by a restricted partner (R19)',
      { ...facts, seller: party(alpha, { programStatus: 'restricted' }) },
      'program-status-not-active',
    ],
    [
      'in a cloud that takes no new customers (R176)',
      { ...facts, seller: party(alpha, { cloud: 'germany' }) },
      'capability-not-in-cloud',
    ],
    [
      'without the partner agreement (R14)',
      { ...facts, seller: party(alpha, { mpaAccepted: false }) },
      'mpa-not-accepted',
    ],
    ['in another market (R12)', { ...facts, sameMarket: false }, 'market-mismatch'],
    ['without its company data (R37)', { ...facts, missingCompanyData: ['email'] }, 'company-data-incomplete'],
    ['under a name that is taken (R39)', { ...facts, domainTaken: true }, 'tenant-domain-taken'],
    ['for a reseller that nobody knows', { ...provider, reseller: null }, 'partnership-required'],
    [
      'for a reseller of other providers (R41)',
      { ...provider, reseller: { ...reseller, partnered: false } },
      'partnership-required',
    ],
    [
      'for a suspended reseller',
      { ...provider, reseller: { ...reseller, programStatus: 'suspended' } },
      'reseller-status-not-active',
    ],
    [
      'for a reseller without the partner agreement',
      { ...provider, reseller: { ...reseller, mpaAccepted: false } },
      'reseller-mpa-not-accepted',
    ],
  ])('is refused %s', (_what, change, code) => {
    expect(decideCreation(change)).toMatchObject({ code });
  });
});

describe('the end of a relationship', () => {
  const now = at('2026-02-01T00:00:00Z');
  const suspendedAt = at('2026-01-20T00:00:00Z');
  const held = [
    subscription({ id: 'active' }),
    subscription({ id: 'suspended', autoRenew: false, suspendedAt }),
    subscription({ id: 'legacy', commerce: 'legacy', termDuration: 'P1Y', suspendedAt }),
    subscription({ id: 'reservation', commerce: 'reservation', termDuration: 'P1Y', autoRenew: false }),
    subscription({ id: 'expired', autoRenew: false, termStartedAt: at('2025-12-15T00:00:00Z') }),
  ];

  it('waits for what bills or can be reactivated, by name (R45, R46, S8)', () => {
    expect(decideRemoval(held, now)).toEqual({
      refused: true,
      code: 'relationship-in-use',
      facts: { subscriptionIds: ['active', 'suspended', 'reservation'] },
    });
  });

  it('is free when nothing is left, or nothing was ever sold', () => {
    expect(
      decideRemoval(
        held.filter((one) => ['legacy', 'expired'].includes(one.id)),
        now,
      ),
    ).toBeNull();
    expect(decideRemoval([], now)).toBeNull();
  });

  it('is free again when the last term is over', () => {
    const last = [subscription({ autoRenew: false })];
    expect(decideRemoval(last, at('2026-02-14T23:59:59.999Z'))).toMatchObject({ code: 'relationship-in-use' });
    expect(decideRemoval(last, at('2026-02-15T00:00:00Z'))).toBeNull();
  });

  it('is in the hand of the customer for an advisor or a partner that only administers, never for a reseller (R49)', () => {
    expect(decideDeletionByCustomer('reseller')).toMatchObject({ code: 'relationship-kept-by-partner' });
    expect([decideDeletionByCustomer('advisor'), decideDeletionByCustomer(null)]).toEqual([null, null]);
  });
});
