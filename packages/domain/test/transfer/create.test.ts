import { describe, expect, it } from 'vitest';
import { cancelTransfer } from '../../src/transfer/answer.ts';
import { permitsTransfer, transferKindsOf2023 } from '../../src/transfer/kind.ts';
import { transferStatusAt } from '../../src/transfer/status.ts';
import { provider } from '../ordering/given.ts';
import {
  alpha,
  at,
  beta,
  betaSeller,
  choose,
  dist,
  done,
  held,
  licence,
  made,
  offer,
  request,
  reseller,
} from './given.ts';

describe('an offer of a direct partner that became a reseller (R180)', () => {
  it('waits for its provider, with what was chosen as it is now', () => {
    const transfer = done(offer());
    expect(transfer).toMatchObject({
      kind: 'direct_to_indirect',
      sourceId: 'alpha',
      targetId: 'dist',
      createdAt: made,
    });
    expect(transfer.items).toMatchObject([{ id: 'a', quantity: 10, partnerOnRecord: '5000001', movedTo: null }]);
    expect(transferStatusAt(transfer, made)).toBe('pending');
  });

  it('may come from one that is a reseller alone by now, and name nobody on record', () => {
    const source = { ...alpha, kind: 'indirect_reseller' } as const;
    expect(done(offer({ source }, [{ id: 'a', partnerOnRecord: null }])).items[0]?.partnerOnRecord).toBeNull();
  });

  it.each([
    ['of one that is no reseller', { source: { ...alpha, isReseller: false } }, 'transfer-not-enabled', 'alpha'],
    ['of a provider', { source: { ...alpha, kind: 'indirect_provider' } }, 'transfer-not-enabled', 'alpha'],
    [
      'of one that left the programme',
      { source: { ...alpha, programStatus: 'rejected' } },
      'program-status-not-active',
    ],
    ['in another cloud', { source: { ...alpha, cloud: 'usgov' } }, 'transfer-not-in-cloud', 'alpha'],
    ['where such transfers are off', { enabled: ['azure_plan'] }, 'transfer-not-enabled', 'alpha'],
    ['without a relationship', { related: false }, 'no-relationship'],
    ['to a tenant that is unknown', { target: null }, 'tenant-not-found'],
    ['to itself', { target: dist({ seller: { ...provider, tenantId: 'alpha' } }) }, 'transfer-source-is-target'],
    ['to a direct partner', { target: beta() }, 'transfer-not-enabled', 'beta'],
    ['to a provider that it does not work with', { partnered: false }, 'partnership-required'],
    ['to one without the relationship', { target: dist({ related: false }) }, 'transfer-not-enabled', 'dist'],
    ['to one without the agreement', { target: dist({ agreementId: null }) }, 'transfer-not-enabled', 'dist'],
  ] as const)('%s is refused', (_what, change, code, partnerId?: string) => {
    const refused = offer(change);
    expect(refused).toMatchObject({ code });
    if (partnerId !== undefined) expect(refused).toMatchObject({ facts: { partnerId } });
  });

  it('tells the one that offers only that the provider cannot, whatever the reason is (R97)', () => {
    const without = [
      dist({ related: false }),
      dist({ agreementId: null }),
      dist({ seller: { ...provider, programStatus: 'suspended' } }),
      dist({ seller: { ...provider, mpaAccepted: false } }),
      beta(),
    ].map((target) => JSON.stringify(offer({ target })).replace('beta', 'dist'));
    expect(new Set(without).size).toBe(1);
  });

  it('names no other reseller than the one that offers', () => {
    expect(offer({}, [{ id: 'a', partnerOnRecord: '5000111' }])).toMatchObject({
      code: 'partner-on-record-not-reseller',
      facts: { id: '5000111' },
    });
  });

  it('takes nothing that another open transfer has (R181)', () => {
    const candidates = [held('a', { commerce: 'legacy' }, { transferId: 'other' }), licence('b')];
    expect(offer({ candidates })).toMatchObject({ code: 'transfer-exists', facts: { transferId: 'other', id: 'a' } });
    expect(offer({ candidates }, choose('b'))).not.toHaveProperty('refused');
  });
});

describe('a request of the partner to come (R183, R184)', () => {
  it('waits, and names nothing of what the current partner has', () => {
    const transfer = done(request());
    expect(transfer).toMatchObject({ kind: 'azure_plan', sourceId: 'alpha', targetId: 'beta', items: [] });
    expect(transferStatusAt(transfer, made)).toBe('pending');
  });

  it.each([
    ['in another cloud', { target: beta({ seller: { ...betaSeller, cloud: 'usgov' } }) }, {}, 'transfer-not-in-cloud'],
    ['that names nobody', {}, { sourceNamed: false }, 'transfer-source-missing'],
    ['that names nobody known', { source: null }, {}, 'transfer-source-unknown'],
    ['that names a reseller', { source: { ...alpha, kind: 'indirect_reseller' } }, {}, 'transfer-source-unknown'],
    ['of another cloud', { source: { ...alpha, cloud: 'china' } }, {}, 'transfer-source-unknown'],
    ['that names itself', { source: { ...alpha, tenantId: 'beta' } }, {}, 'transfer-source-is-target'],
    [
      'of a reseller',
      { target: beta({ seller: { ...betaSeller, kind: 'indirect_reseller' } }) },
      {},
      'transfer-not-enabled',
    ],
    ['without a relationship', { target: beta({ related: false }) }, {}, 'no-relationship'],
    ['without the customer agreement', { target: beta({ agreementId: null }) }, {}, 'agreement-missing'],
    [
      'without the partner agreement',
      { target: beta({ seller: { ...betaSeller, mpaAccepted: false } }) },
      {},
      'mpa-not-accepted',
    ],
    [
      'of a restricted partner (R19)',
      { target: beta({ seller: { ...betaSeller, programStatus: 'restricted' } }) },
      {},
      'program-status-not-active',
    ],
    ['outside of its market (R12)', { target: beta({ sameMarket: false }) }, {}, 'market-mismatch'],
    ['without an Azure plan', { target: beta({}, { azurePlans: [] }) }, {}, 'transfer-azure-plan-missing'],
    ['beside older Azure', { target: beta({}, { legacyAzure: true }) }, {}, 'transfer-legacy-azure'],
    [
      'with a suspended Azure plan',
      { target: beta({}, { azurePlans: [{ id: 'plan', partnerOnRecord: null, active: false }] }) },
      {},
      'transfer-azure-plan-inactive',
    ],
    ['of a direct partner that names a reseller', {}, { partnerOnRecord: '5000111' }, 'partner-on-record-not-reseller'],
    ['of a provider that names none', { target: dist() }, {}, 'value-missing'],
  ] as const)('%s is refused', (_what, change, asked, code) => {
    expect(request(change, asked)).toMatchObject({ code });
  });

  it('for a customer that transacts in the programme is refused (R157)', () => {
    const customer = {
      id: 'woodgrove',
      cloud: 'public',
      vetting: 'allowed',
      partner: { kind: 'direct', programStatus: 'active' },
    } as const;
    expect(request({ target: beta({ customer }) })).toMatchObject({ code: 'customer-is-partner' });
  });

  it('of a provider takes a reseller that works with it, and the Azure plan with this reseller on record (R107)', () => {
    const plan = (partnerOnRecord: string | null) => ({ id: `plan ${partnerOnRecord}`, partnerOnRecord, active: true });
    const asked = { partnerOnRecord: '5000111' };
    const target = dist({}, { azurePlans: [plan('5000111')] });
    expect(done(request({ target, named: reseller('5000111') }, asked)).partnerOnRecord).toBe('5000111');
    const refusals = [
      request({ target: dist({}, { azurePlans: [plan('5000222')] }), named: reseller('5000111') }, asked),
      request({ target, named: null }, asked),
      request({ target, named: reseller('5000111', { kind: 'provider' }) }, asked),
      request({ target, named: reseller('5000111', { kind: 'other' }) }, asked),
      request({ target, named: reseller('5000111', { mpaAccepted: false }) }, asked),
      request({ target, named: reseller('5000111', { programStatus: 'suspended' }) }, asked),
      request({ target, named: reseller('5000111', { partnered: false }) }, asked),
    ].map((refused) => ('code' in refused ? refused.code : null));
    expect(refusals).toEqual([
      'transfer-azure-plan-missing',
      'partner-on-record-unknown',
      'partner-on-record-is-provider',
      'partner-on-record-not-reseller',
      'reseller-mpa-not-accepted',
      'reseller-status-not-active',
      'partnership-required',
    ]);
  });

  it('is not made twice while one waits, and can be made again when it is closed', () => {
    const first = done(request());
    expect(request({ transfers: [first] })).toMatchObject({
      code: 'transfer-exists',
      facts: { transferId: 'transfer' },
    });
    const cancelled = done(cancelTransfer(first, 'beta', made));
    expect(request({ transfers: [cancelled] })).not.toHaveProperty('refused');
    expect(request({ transfers: [first] }, {}, at('2026-03-03T08:00:00Z'))).not.toHaveProperty('refused');
  });

  it('asks for licences of new commerce only where that is on (R189, R190)', () => {
    const enabled = transferKindsOf2023;
    expect(request({ enabled }, { kind: 'new_commerce' })).toMatchObject({ code: 'transfer-not-enabled' });
    const target = beta({}, { azurePlans: [] });
    expect(done(request({ target }, { kind: 'new_commerce' })).kind).toBe('new_commerce');
  });
});

it('transfers of older subscriptions are for Global administrators, Admin and Sales agents, others for Admin agents', () => {
  for (const role of ['globalAdmin', 'adminAgent', 'salesAgent', 'helpdeskAgent', 'billingAdmin'] as const) {
    const may = (kind: Parameters<typeof permitsTransfer>[0]) =>
      permitsTransfer(kind, { roles: ['user', role] }) === null;
    expect([role, may('direct_to_indirect'), may('azure_plan'), may('new_commerce')]).toEqual([
      role,
      ['globalAdmin', 'adminAgent', 'salesAgent'].includes(role),
      role === 'adminAgent',
      role === 'adminAgent',
    ]);
  }
});
