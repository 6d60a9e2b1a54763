import { describe, expect, it } from 'vitest';
import { decideSale, type SaleFacts } from '../../src/ordering/sale.ts';
import { customer, facts, seller } from './given.ts';

describe('whether a partner may sell to a customer at all (R103)', () => {
  it('needs a relationship, a standing, agreements, the market, company data and vetting', () => {
    expect(decideSale(facts())).toBeNull();
  });

  it.each<[string, Partial<SaleFacts>, string]>([
    ['without a relationship (R51)', { related: false }, 'no-relationship'],
    ['to a tenant that nobody knows', { customer: null }, 'no-relationship'],
    ['to a tenant of another cloud (R170)', { customer: { ...customer, cloud: 'usgov' } }, 'no-relationship'],
    ['without the partner agreement (R14)', { seller: { ...seller, mpaAccepted: false } }, 'mpa-not-accepted'],
    ['to itself (R156)', { customer: { ...customer, id: 'alpha' } }, 'own-customer'],
    [
      'to a tenant that transacts in the programme (R154, R157)',
      { customer: { ...customer, partner: { kind: 'indirect_reseller', programStatus: 'qualified' } } },
      'customer-is-partner',
    ],
    ['out of its market (R12)', { sameMarket: false }, 'market-mismatch'],
    ['before company data is complete (R37)', { missingCompanyData: ['email'] }, 'company-data-incomplete'],
    [
      'while the customer is being vetted (R207)',
      { customer: { ...customer, vetting: 'under_review' } },
      'vetting-under-review',
    ],
    [
      'to a customer that was not approved (R207)',
      { customer: { ...customer, vetting: 'not_allowed' } },
      'vetting-not-allowed',
    ],
    ['without the customer agreement (R201, S22)', { agreementId: null }, 'agreement-missing'],
  ])('is refused %s', (_what, change, code) => {
    expect(decideSale(facts(change))).toMatchObject({ code });
  });

  it.each(['none', 'pending', 'qualified', 'restricted', 'suspended', 'rejected'] as const)(
    'is refused to a partner that is %s (R18–R20)',
    (programStatus) => {
      expect(decideSale(facts({ seller: { ...seller, programStatus } }))).toMatchObject({
        code: 'program-status-not-active',
      });
    },
  );

  it('needs no attested agreement in the US Government, whose contract carries it (R174)', () => {
    expect(
      decideSale(
        facts({ seller: { ...seller, cloud: 'usgov' }, customer: { ...customer, cloud: 'usgov' }, agreementId: null }),
      ),
    ).toBeNull();
  });
});
