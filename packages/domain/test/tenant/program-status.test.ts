import { describe, expect, it } from 'vitest';
import type { PartnerKind, ProgramStatus } from '../../src/tenant/partner.ts';
import {
  isTransactingTenant,
  type ProgramAct,
  programAllows,
  programStatusAllows,
} from '../../src/tenant/program-status.ts';

const acts: readonly ProgramAct[] = [
  'newSale',
  'newDirectRelationship',
  'newIndirectRelationship',
  'newPartnership',
  'newCustomer',
  'newAdministration',
  'changeExisting',
  'reactivate',
  'manage',
  'sandbox',
];
const allowedTo = (status: ProgramStatus) => acts.filter((act) => programAllows(status, act) === null);

describe('what the programme status allows', () => {
  it('is everything for an active partner (R18)', () => {
    expect(allowedTo('active')).toEqual(acts);
  });

  it('is what exists with its administration, and the link of a reseller, for a restricted one (R19)', () => {
    expect(allowedTo('restricted')).toEqual([
      'newIndirectRelationship',
      'newAdministration',
      'changeExisting',
      'reactivate',
      'manage',
    ]);
  });

  it('is the management of what exists for a suspended one (R20)', () => {
    expect(allowedTo('suspended')).toEqual(['changeExisting', 'manage']);
  });

  it.each(['none', 'pending', 'qualified', 'rejected'] as const)('is nothing while it is %s (R18)', (status) => {
    expect(allowedTo(status)).toEqual([]);
    expect(programAllows(status, 'newSale')).toMatchObject({ code: 'program-status-not-active', facts: { status } });
  });

  it('knows no act that no status allows', () => {
    expect(new Set(Object.values(programStatusAllows).flat())).toEqual(new Set(acts));
  });
});

describe('a tenant that transacts in the programme (R158)', () => {
  const statuses: readonly ProgramStatus[] = [
    'none',
    'pending',
    'qualified',
    'active',
    'restricted',
    'suspended',
    'rejected',
  ];
  const transacting = (kind: PartnerKind) =>
    statuses.filter((programStatus) => isTransactingTenant({ kind, programStatus }));

  it.each(['direct', 'indirect_provider', 'indirect_reseller'] as const)(
    'is a %s partner that is qualified, active, restricted or suspended',
    (kind) => {
      expect(transacting(kind)).toEqual(['qualified', 'active', 'restricted', 'suspended']);
    },
  );

  it('is no advisor, and no tenant outside of the programme', () => {
    expect(transacting('advisor')).toEqual([]);
    expect(isTransactingTenant(null)).toBe(false);
  });
});
