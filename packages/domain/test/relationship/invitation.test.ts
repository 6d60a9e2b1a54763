import { describe, expect, it } from 'vitest';
import { decideInvitation } from '../../src/relationship/invitation.ts';
import { decidePartnershipInvitation } from '../../src/relationship/partnership-invitation.ts';
import type { ProgramStatus } from '../../src/tenant/partner.ts';
import { actor } from './parties.ts';

const plain = { dap: null, providerId: null };
const through = { dap: null, providerId: 'dist' };

describe('a link that a partner makes (R25–R29, R144)', () => {
  it('is a direct one for a partner that sells, with DAP unless it is left out', () => {
    for (const kind of ['direct', 'indirect_provider'] as const) {
      expect(decideInvitation(actor({ kind }), plain, false)).toEqual({
        type: 'reseller',
        partnerId: 'somebody',
        dap: true,
      });
      expect(decideInvitation(actor({ kind }), { ...plain, dap: false }, false)).toMatchObject({ dap: false });
    }
  });

  it('is an indirect one for a reseller, which names a provider it works with', () => {
    const reseller = actor({ kind: 'indirect_reseller' });
    expect(decideInvitation(reseller, through, true)).toEqual({
      type: 'indirectReseller',
      partnerId: 'somebody',
      providerId: 'dist',
      dap: true,
    });
    expect(decideInvitation(reseller, through, false)).toMatchObject({ code: 'partnership-required' });
    expect(decideInvitation(reseller, plain, true)).toMatchObject({ code: 'provider-required' });
  });

  it('names a provider only when a reseller makes it', () => {
    expect(decideInvitation(actor({}), through, true)).toMatchObject({
      code: 'value-invalid',
      facts: { field: 'providerId' },
    });
  });

  it('cannot leave DAP out in the US Government, where no reseller makes one (R171, R172)', () => {
    expect(decideInvitation(actor({}, { cloud: 'usgov' }), { ...plain, dap: false }, false)).toMatchObject({
      dap: true,
    });
    expect(decideInvitation(actor({ kind: 'indirect_reseller' }, { cloud: 'usgov' }), through, true)).toMatchObject({
      code: 'capability-not-in-cloud',
    });
    expect(decideInvitation(actor({}, { cloud: 'germany' }), plain, false)).toMatchObject({
      code: 'capability-not-in-cloud',
    });
  });

  it('is made by no advisor and no customer', () => {
    expect(decideInvitation(actor({ kind: 'advisor' }), plain, false)).toMatchObject({ code: 'kind-not-sufficient' });
    expect(decideInvitation(actor(null), plain, false)).toMatchObject({ code: 'kind-not-sufficient' });
  });

  it('needs the partner agreement and a standing that allows it: restricted is enough for a reseller only (R18–R20)', () => {
    const made = (kind: 'direct' | 'indirect_reseller', programStatus: ProgramStatus) =>
      !('refused' in decideInvitation(actor({ kind, programStatus }), kind === 'direct' ? plain : through, true));
    const statuses: readonly ProgramStatus[] = [
      'none',
      'pending',
      'qualified',
      'active',
      'restricted',
      'suspended',
      'rejected',
    ];
    expect(statuses.filter((status) => made('direct', status))).toEqual(['active']);
    expect(statuses.filter((status) => made('indirect_reseller', status))).toEqual(['active', 'restricted']);
    expect(decideInvitation(actor({ mpaAccepted: false }), plain, false)).toMatchObject({ code: 'mpa-not-accepted' });
  });
});

describe('a partnership link (R137, R138)', () => {
  it('is made by an active provider with the partner agreement, in a cloud with the indirect model', () => {
    expect(decidePartnershipInvitation(actor({ kind: 'indirect_provider' }))).toBeNull();
    expect(decidePartnershipInvitation(actor({ kind: 'indirect_provider', mpaAccepted: false }))).toMatchObject({
      code: 'mpa-not-accepted',
    });
    expect(decidePartnershipInvitation(actor({ kind: 'indirect_provider' }, { cloud: 'usgov' }))).toMatchObject({
      code: 'capability-not-in-cloud',
    });
    for (const programStatus of ['restricted', 'suspended', 'qualified'] as const) {
      expect(decidePartnershipInvitation(actor({ kind: 'indirect_provider', programStatus }))).toMatchObject({
        code: 'program-status-not-active',
      });
    }
  });

  it('is never made by the reseller, nor by anybody else', () => {
    for (const kind of ['direct', 'indirect_reseller', 'advisor'] as const)
      expect(decidePartnershipInvitation(actor({ kind }))).toMatchObject({ code: 'kind-not-sufficient' });
    expect(decidePartnershipInvitation(actor(null))).toMatchObject({ code: 'kind-not-sufficient' });
  });
});
