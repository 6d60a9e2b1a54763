import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerActions, mayInCustomer, rolesHeld } from '../src/access/customer-administration.ts';
import { permissions } from '../src/access/permission.ts';
import { itemFor, offers, products, productsOf, segmentsOf } from '../src/catalogue/catalogue.ts';
import { cloudCapabilities } from '../src/cloud/capabilities.ts';
import { directoryRoles, findDirectoryRole } from '../src/directory-role/roles.ts';
import { licencePools } from '../src/licence/pool.ts';
import type { Lifecycle } from '../src/lifecycle.ts';
import { missingCompanyData } from '../src/market/company.ts';
import { currencyOf, isCountry, markets, sameMarket } from '../src/market/markets.ts';
import { checkRegistration } from '../src/market/registration.ts';
import { refusalCodes } from '../src/refusal.ts';
import * as relationshipLifecycles from '../src/relationship/lifecycle.ts';
import { isTransactingTenant, programStatusAllows } from '../src/tenant/program-status.ts';
import { addDuration, addMonths, parseDuration } from '../src/time/duration.ts';

describe('life cycles', () => {
  const tables = Object.entries(relationshipLifecycles) as [string, Lifecycle<string, string>][];
  it.each(tables)('%s: every state is reachable, and every event leads to a state of the table', (_name, table) => {
    const reached = new Set([table.initial]);
    for (let size = 0; size !== reached.size; ) {
      size = reached.size;
      for (const state of [...reached])
        for (const to of Object.values(table.states[state] ?? {})) reached.add(to as string);
    }
    expect([...reached].sort()).toEqual(Object.keys(table.states).sort());
  });
});

describe('markets (R11–R13)', () => {
  it('name every country once', () => {
    const all = markets.flatMap((market) => market.countries);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(230);
    expect(all.every((code) => /^[A-Z]{2}$/.test(code))).toBe(true);
  });

  it('put Puerto Rico and the US Virgin Islands into Latin America', () => {
    expect(sameMarket('US', 'PR')).toBe(false);
    expect(sameMarket('VI', 'PR')).toBe(true);
    expect(sameMarket('FR', 'DE')).toBe(true);
    expect(sameMarket('US', 'GB')).toBe(false);
    expect(isCountry('ZZ')).toBe(false);
    expect(sameMarket('ZZ', 'ZZ')).toBe(false);
  });

  it('charge in the local currency where there is one', () => {
    expect([currencyOf('CH'), currencyOf('DE'), currencyOf('JP'), currencyOf('US'), currencyOf('BR')]).toEqual([
      'CHF',
      'EUR',
      'JPY',
      'USD',
      'BRL',
    ]);
  });
});

describe('company data (R37, R208)', () => {
  const address = { country: 'US', city: 'Redmond', state: 'WA', addressLine1: '1 Way', postalCode: '98052' };
  it('is complete, or says what is missing', () => {
    expect(missingCompanyData({ companyName: 'A', email: 'a@a.example', address })).toEqual([]);
    expect(missingCompanyData({ companyName: ' ', address: { ...address, state: '', postalCode: '9' } })).toEqual([
      'companyName',
      'address.state',
      'address.postalCode',
    ]);
    expect(missingCompanyData({ companyName: 'A', address: { country: 'HK', city: 'H', addressLine1: '1' } })).toEqual(
      [],
    );
  });

  it('needs a registration number in some countries, and takes none in others', () => {
    expect(checkRegistration('US', undefined, undefined)).toBeNull();
    expect(checkRegistration('US', '1', undefined)).toMatchObject({ code: 'registration-number-unsupported' });
    expect(checkRegistration('PL', undefined, '1')).toMatchObject({ code: 'registration-number-missing' });
    expect(checkRegistration('PL', '12', '1')).toMatchObject({ code: 'registration-number-invalid' });
    expect(checkRegistration('PL', '1234567890', '')).toMatchObject({ code: 'phone-missing' });
    expect(checkRegistration('PL', '1234567890', '48221234567')).toBeNull();
  });
});

describe('the programme', () => {
  it('lets nobody but active partners sell anything new (R18–R20)', () => {
    for (const [status, acts] of Object.entries(programStatusAllows))
      expect(acts.includes('newSale'), status).toBe(status === 'active');
    expect(programStatusAllows.restricted).toContain('changeExisting');
    expect(programStatusAllows.restricted).toContain('newIndirectRelationship');
    expect(programStatusAllows.suspended).not.toContain('newIndirectRelationship');
  });

  it('counts resellers, not advisors, as tenants that cannot be sold to (R158)', () => {
    expect(isTransactingTenant({ kind: 'indirect_reseller', programStatus: 'active' })).toBe(true);
    expect(isTransactingTenant({ kind: 'direct', programStatus: 'suspended' })).toBe(true);
    expect(isTransactingTenant({ kind: 'direct', programStatus: 'rejected' })).toBe(false);
    expect(isTransactingTenant({ kind: 'advisor', programStatus: 'active' })).toBe(false);
    expect(isTransactingTenant(null)).toBe(false);
  });

  it('has US Government invite with DAP always, without granular administration and attestation (R172–R174)', () => {
    expect(cloudCapabilities.usgov).toMatchObject({
      dapWithInvitations: 'always',
      gdap: false,
      agreementAttestation: false,
      indirectModel: false,
    });
  });
});

describe('the role matrix (section H)', () => {
  const roles = (name: keyof typeof permissions) => [...permissions[name].roles].sort();
  it('lets Global, User, Admin agent and Sales agent make a link, and nobody else (R28)', () => {
    expect(roles('invitation.create')).toEqual(['adminAgent', 'globalAdmin', 'salesAgent', 'userAdmin']);
  });
  it('keeps commerce from resellers (R1)', () => {
    for (const name of [
      'order.create',
      'cart.write',
      'customer.create',
      'agreement.customer.attest',
      'relationship.remove',
    ] as const) {
      expect(permissions[name].kinds, name).toEqual(['direct', 'indirect_provider']);
    }
  });
  it('names a rule for every row', () => {
    for (const [name, row] of Object.entries(permissions)) expect(row.rule, name).not.toBe('');
  });
});

describe('rights inside a customer', () => {
  const facts = { dap: false, related: true, inAdminAgents: false, inHelpdeskAgents: false, gdap: [], person: true };
  const reader = { relationshipId: 'r', groupId: 'g', roleIds: ['f2ef992c-3afb-46b9-b7cf-a126ee74c451'] };

  it('granular rights, where held, win over DAP (R68)', () => {
    const user1 = { ...facts, inAdminAgents: true };
    const user2 = { ...facts, inAdminAgents: true, gdap: [reader] };
    expect(rolesHeld({ ...user1, dap: true }).source).toBe('dap');
    expect(rolesHeld(user1).source).toBe('none');
    expect(rolesHeld({ ...user2, dap: true })).toEqual({ source: 'gdap', roleIds: reader.roleIds });
    expect(mayInCustomer('customer.users.read', { ...user2, dap: true })).toBeNull();
    expect(mayInCustomer('customer.users.create', { ...user2, dap: true })).toMatchObject({
      code: 'customer-access-denied',
    });
  });

  it('an application has none by agent groups', () => {
    expect(rolesHeld({ ...facts, dap: true, inAdminAgents: true, person: false }).source).toBe('none');
  });

  it('are refused differently with some relationship and with none (R51)', () => {
    expect(mayInCustomer('customer.users.read', facts)).toMatchObject({ code: 'customer-access-denied' });
    expect(mayInCustomer('customer.users.read', { ...facts, related: false })).toMatchObject({
      code: 'no-relationship',
    });
  });

  it('name roles that exist', () => {
    for (const ids of Object.values(customerActions))
      for (const id of ids) expect(findDirectoryRole(id), id).toBeDefined();
    expect(new Set(directoryRoles.map((role) => role.id)).size).toBe(directoryRoles.length);
  });
});

describe('the catalogue', () => {
  it('sells every product in every market, in its currency', () => {
    for (const product of products) {
      for (const sku of product.skus) {
        for (const country of ['US', 'DE', 'JP', 'CH']) {
          const item = itemFor(`${product.productId}:${sku.skuId}`, country, 'public');
          expect(item, `${product.productId}:${sku.skuId}`).not.toBeNull();
          expect(item?.currency).toBe(currencyOf(country));
          expect(item?.terms.length).toBeGreaterThan(0);
          if (product.commerce !== 'azure_plan')
            expect(
              item?.terms.every((term) => term.price !== null && term.price >= 0),
              item?.title,
            ).toBe(true);
        }
      }
    }
  });

  it('names base products that exist, and offers that exist', () => {
    const keys = new Set(products.flatMap((product) => product.skus.map((sku) => `${product.productId}:${sku.skuId}`)));
    for (const product of products)
      for (const sku of product.skus) for (const base of sku.prerequisites) expect(keys).toContain(base);
    for (const offer of offers)
      for (const base of offer.prerequisites) expect(offers.map((one) => one.id)).toContain(base);
  });

  it('sells commercial new commerce only in US Government', () => {
    expect(itemFor('DZH318Z0BPS6:0001', 'US', 'usgov')).toBeNull();
    expect(itemFor('031C9E47-4802-4248-838E-778FB1D2CC05', 'US', 'usgov')).toBeNull();
    expect(itemFor('CFQ7TTC0LH18:0001', 'US', 'usgov')).not.toBeNull();
    expect(productsOf('Azure', 'public')?.length).toBeGreaterThan(0);
    expect(productsOf('Nonsense', 'public')).toBeUndefined();
  });

  it('opens segments by qualification (R206)', () => {
    expect(segmentsOf([])).toEqual(['commercial']);
    expect(segmentsOf(['Education', 'StateOwnedEntity'])).toEqual(['commercial', 'education']);
    expect(segmentsOf(['GovernmentCommunityCloud', 'StateOwnedEntity'])).toEqual(['government']);
  });
});

describe('licence pools (R117, R118)', () => {
  it('add up over all sellers, and show over-assignment without taking anything away', () => {
    const [pool] = licencePools(
      [
        { skuId: 'x', quantity: 50, status: 'active' },
        { skuId: 'x', quantity: 20, status: 'expired' },
        { skuId: 'x', quantity: 9, status: 'disabled' },
      ],
      { x: 75 },
    );
    expect(pool).toEqual({
      skuId: 'x',
      active: 50,
      warning: 20,
      suspended: 9,
      consumed: 75,
      available: 0,
      overAssigned: true,
    });
  });
});

describe('durations', () => {
  it('keep the end of a month', () => {
    expect(addDuration(new Date('2026-01-31T10:00:00Z'), 'P1M').toISOString()).toBe('2026-02-28T10:00:00.000Z');
    expect(addDuration(new Date('2024-02-29T00:00:00Z'), 'P1Y').toISOString()).toBe('2025-02-28T00:00:00.000Z');
    expect(addDuration(new Date('2026-01-01T00:00:00Z'), 'P90DT1H').toISOString()).toBe('2026-04-01T01:00:00.000Z');
  });

  it('are read, or refused', () => {
    expect(parseDuration('P3Y')).toEqual({ months: 36, days: 0, milliseconds: 0 });
    for (const text of ['', 'P', 'PT', '1M', 'P1X', 'P1DT']) expect(parseDuration(text), text).toBeNull();
  });

  it('never move the wrong way', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 60 }),
        (date, months) => {
          const later = addMonths(date, months);
          expect(later.getTime()).toBeGreaterThan(date.getTime());
          expect((later.getUTCFullYear() - date.getUTCFullYear()) * 12 + later.getUTCMonth() - date.getUTCMonth()).toBe(
            months,
          );
        },
      ),
      { seed: 9 },
    );
  });
});

describe('refusals', () => {
  it('each say when they are given', () => {
    for (const [code, sentence] of Object.entries(refusalCodes)) expect(sentence.length, code).toBeGreaterThan(10);
  });
});
