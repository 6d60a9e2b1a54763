import { describe, expect, it } from 'vitest';
import { type AcceptanceFacts, decideAcceptance, type InvitationTerms } from '../../src/relationship/acceptance.ts';
import { asksForDap, mayAcceptInvitation } from '../../src/relationship/accepting-person.ts';
import type { ProgramStatus } from '../../src/tenant/partner.ts';
import { actor, alpha, dist, rho, woodgrove } from './parties.ts';

const direct: InvitationTerms = { type: 'reseller', partnerId: 'alpha', dap: false };
const withDap: InvitationTerms = { ...direct, dap: true };
const indirect: InvitationTerms = { type: 'indirectReseller', partnerId: 'rho', providerId: 'dist', dap: false };

const accept = (terms: InvitationTerms, change: Partial<AcceptanceFacts> = {}) =>
  decideAcceptance(terms, {
    customer: woodgrove,
    partner: terms.type === 'reseller' ? alpha : rho,
    provider: terms.type === 'reseller' ? null : dist,
    partnered: terms.type !== 'reseller',
    ...change,
  });

describe('the acceptance of a link', () => {
  it('makes one relationship for a direct link (R33)', () => {
    expect(accept(direct)).toEqual({ relationships: ['alpha'], dap: [], acceptedBefore: false });
    expect(accept(direct, { partner: dist })).toMatchObject({ relationships: ['dist'] });
  });

  it('grants DAP with a link that asks for it (R29)', () => {
    expect(accept(withDap)).toEqual({ relationships: ['alpha'], dap: ['alpha'], acceptedBefore: false });
  });

  it('makes two relationships for an indirect link (R26, S19)', () => {
    expect(accept(indirect)).toEqual({ relationships: ['rho', 'dist'], dap: [], acceptedBefore: false });
    expect(accept({ ...indirect, dap: true })).toMatchObject({ dap: ['rho', 'dist'] });
  });

  it('adds a second provider to a reseller that the customer has already (R141, S19)', () => {
    expect(accept(indirect, { partner: { ...rho, related: true } })).toMatchObject({
      relationships: ['dist'],
      acceptedBefore: false,
    });
  });

  it('asked for again changes nothing, whatever became of the partner meanwhile (R35)', () => {
    const unchanged = { relationships: [], dap: [], acceptedBefore: true };
    expect(accept(direct, { partner: { ...alpha, related: true } })).toEqual(unchanged);
    expect(accept(direct, { partner: { ...alpha, related: true, programStatus: 'suspended' } })).toEqual(unchanged);
    expect(accept(withDap, { partner: { ...alpha, related: true, dap: true } })).toEqual(unchanged);
  });

  it('adds DAP alone to a relationship, and never takes DAP away (R35)', () => {
    expect(accept(withDap, { partner: { ...alpha, related: true } })).toEqual({
      relationships: [],
      dap: ['alpha'],
      acceptedBefore: false,
    });
    expect(accept(direct, { partner: { ...alpha, related: true, dap: true } })).toMatchObject({ acceptedBefore: true });
  });

  it('always grants DAP in the US Government, whatever the link says (R172)', () => {
    const customer = { ...woodgrove, cloud: 'usgov' as const };
    expect(accept(direct, { customer, partner: { ...alpha, cloud: 'usgov' } })).toMatchObject({ dap: ['alpha'] });
  });
});

describe('a link is refused at its acceptance (R36)', () => {
  const csp = { kind: 'direct', programStatus: 'active' } as const;
  it.each<[string, InvitationTerms, Partial<AcceptanceFacts>, string]>([
    ['of a partner that nobody knows', direct, { partner: null }, 'tenant-not-found'],
    [
      'of a partner of another cloud (R170, S17)',
      direct,
      { partner: { ...alpha, cloud: 'usgov' } },
      'tenant-not-found',
    ],
    ['whose provider nobody knows', indirect, { provider: null }, 'tenant-not-found'],
    [
      'in a cloud that takes no new customers (R176)',
      direct,
      { customer: { ...woodgrove, cloud: 'germany' }, partner: { ...alpha, cloud: 'germany' } },
      'capability-not-in-cloud',
    ],
    ['of an advisor', direct, { partner: { ...alpha, kind: 'advisor' } }, 'invitation-invalid'],
    ['of a reseller without a provider (R144)', direct, { partner: rho }, 'invitation-invalid'],
    ['of a direct partner for a provider', indirect, { partner: alpha }, 'invitation-invalid'],
    ['of a reseller for a direct partner', indirect, { provider: alpha }, 'invitation-invalid'],
    ['of the customer itself (R156)', direct, { customer: { ...woodgrove, id: 'alpha' } }, 'own-customer'],
    [
      'of a reseller whose provider is the customer itself',
      indirect,
      { customer: { ...woodgrove, id: 'dist' } },
      'own-customer',
    ],
    [
      'to a tenant that transacts in the programme (R154, S15)',
      direct,
      { customer: { ...woodgrove, partner: csp } },
      'customer-is-partner',
    ],
    [
      'to a reseller, as customer of its own provider (R153, S16)',
      direct,
      { partner: dist, customer: { ...woodgrove, partner: { kind: 'indirect_reseller', programStatus: 'active' } } },
      'customer-is-partner',
    ],
    ['out of its market (R12, S18)', direct, { partner: { ...alpha, sameMarket: false } }, 'market-mismatch'],
    ["out of its provider's market", indirect, { provider: { ...dist, sameMarket: false } }, 'market-mismatch'],
    [
      'of a partner without the partner agreement (R14)',
      direct,
      { partner: { ...alpha, mpaAccepted: false } },
      'partner-cannot-accept',
    ],
    [
      'of a reseller without the partner agreement (R15)',
      indirect,
      { partner: { ...rho, mpaAccepted: false } },
      'partner-cannot-accept',
    ],
    ['of a reseller that its provider left (R150, S20)', indirect, { partnered: false }, 'partnership-required'],
    [
      'until company data is complete (R37)',
      direct,
      { customer: { ...woodgrove, missingCompanyData: ['address.city'] } },
      'company-data-incomplete',
    ],
  ])('%s: %j %j', (_what, terms, change, code) => {
    expect(accept(terms, change)).toMatchObject({ refused: true, code });
  });

  const dead: readonly ProgramStatus[] = ['none', 'pending', 'qualified', 'restricted', 'suspended', 'rejected'];
  it.each(dead)('of a partner or provider that is %s (R18, S12, S24)', (programStatus) => {
    expect(accept(direct, { partner: { ...alpha, programStatus } })).toMatchObject({ code: 'partner-cannot-accept' });
    expect(accept(indirect, { provider: { ...dist, programStatus } })).toMatchObject({ code: 'partner-cannot-accept' });
  });

  it('of a reseller that is suspended, but not of one that is restricted (R19, R20)', () => {
    expect(accept(indirect, { partner: { ...rho, programStatus: 'suspended' } })).toMatchObject({
      code: 'partner-cannot-accept',
    });
    expect(accept(indirect, { partner: { ...rho, programStatus: 'restricted' } })).toMatchObject({
      relationships: ['rho', 'dist'],
    });
  });

  it('for the first of several reasons, without telling of the later ones', () => {
    const everything = accept(indirect, {
      customer: { ...woodgrove, partner: csp, missingCompanyData: ['companyName'] },
      partner: { ...rho, sameMarket: false, mpaAccepted: false },
      partnered: false,
    });
    expect(everything).toEqual({ refused: true, code: 'customer-is-partner', facts: {} });
  });

  it('not by a tenant that only advises, is rejected, or is not yet verified (R158)', () => {
    for (const partner of [
      { kind: 'advisor', programStatus: 'active' },
      { kind: 'direct', programStatus: 'rejected' },
      { kind: 'direct', programStatus: 'pending' },
    ] as const) {
      expect(accept(direct, { customer: { ...woodgrove, partner } })).toMatchObject({ relationships: ['alpha'] });
    }
  });
});

describe('who accepts for the customer (R31)', () => {
  const person = (...roles: ('globalAdmin' | 'billingAdmin' | 'helpdeskAdmin')[]) =>
    actor(null, { roles: ['user', ...roles] });
  const may = (who: ReturnType<typeof person>, terms: InvitationTerms | null, billingAdminMayAccept: boolean) =>
    mayAcceptInvitation(who, terms, { billingAdminMayAccept }) === null;

  it('is its Global administrator, and nobody with a lesser role (S10)', () => {
    expect(may(person('globalAdmin'), withDap, false)).toBe(true);
    expect([
      may(person('helpdeskAdmin'), direct, true),
      may(person(), direct, true),
      may(person('billingAdmin'), direct, false),
    ]).toEqual([false, false, false]);
  });

  it('is a Billing administrator too where the realm says so, for a link without administration', () => {
    expect(may(person('billingAdmin'), direct, true)).toBe(true);
    expect(may(person('billingAdmin'), withDap, true)).toBe(false);
    expect(may(person('billingAdmin'), null, true)).toBe(false);
    expect(may(actor(null, { cloud: 'usgov', roles: ['user', 'billingAdmin'] }), direct, true)).toBe(false);
  });

  it('knows what a link asks for in each cloud (R29)', () => {
    expect([asksForDap(direct, 'public'), asksForDap(withDap, 'public'), asksForDap(direct, 'usgov')]).toEqual([
      false,
      true,
      true,
    ]);
  });
});
