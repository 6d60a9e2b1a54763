import { approvalTimes } from '@multipartner/domain/delegated-admin/change.ts';
import type { AdminRelationship } from '@multipartner/domain/delegated-admin/relationship.ts';
import { addDays } from '@multipartner/domain/time/duration.ts';
import fc from 'fast-check';

/** The time from which the facts below are reckoned. */
export const origin = new Date('2030-01-01T00:00:00Z');
const later = (at: Date, ms: number) => new Date(at.getTime() + ms);

const nothing = {
  customerId: null,
  lockedAt: null,
  pendingAt: null,
  provider: null,
  approvedAt: null,
  activatingAt: null,
  activatedAt: null,
  endAt: null,
  terminationRequestedAt: null,
  terminatingAt: null,
  terminatedAt: null,
  terminatedBy: null,
  dropped: null,
  version: 1,
} as const;

/** Facts of a granular relationship as acts leave them, created up to two years before the origin. */
export const anyRelationship: fc.Arbitrary<AdminRelationship> = fc
  .record({
    id: fc.uuid({ version: 4 }),
    stage: fc.constantFrom('draft', 'asked', 'rejected', 'approved', 'approved', 'approved', 'terminated'),
    /** In seconds. */
    age: fc.oneof(fc.integer({ min: 0, max: 7200 }), fc.integer({ min: 0, max: 730 * 86_400 })),
    durationDays: fc.oneof(fc.integer({ min: 1, max: 45 }), fc.integer({ min: 1, max: 730 })),
    extended: fc.integer({ min: 0, max: 3 }),
    autoExtend: fc.boolean(),
    stepMs: fc.constantFrom(0, 1, 1000, 3_600_000),
    /** Of the time from the approval to the end, when it was terminated. */
    part: fc.double({ min: 0, max: 0.999, noNaN: true }),
  })
  .map(({ id, stage, age, durationDays, extended, autoExtend, stepMs, part }) => {
    const createdAt = later(origin, -age * 1000);
    const draft = {
      ...nothing,
      id,
      partnerId: '00000000-0000-4000-8000-000000000001',
      displayName: id,
      roleIds: ['f2ef992c-3afb-46b9-b7cf-a126ee74c451'],
      durationDays,
      autoExtend,
      createdAt,
      modifiedAt: createdAt,
      stepMs,
    };
    if (stage === 'draft') return draft;
    const asked = { ...draft, lockedAt: createdAt, pendingAt: later(createdAt, stepMs) };
    if (stage === 'asked') return asked;
    if (stage === 'rejected') {
      const at = later(asked.pendingAt, Math.floor(part * 80 * 86_400_000));
      return {
        ...asked,
        terminationRequestedAt: at,
        terminatingAt: at,
        terminatedAt: at,
        terminatedBy: 'reseller-rejected',
      };
    }
    const times = approvalTimes(draft, later(asked.pendingAt, 60_000), stepMs);
    const endAt = addDays(times.endAt, extended * 180);
    const approved = { ...asked, ...times, endAt, customerId: '00000000-0000-4000-8000-000000000002' };
    if (stage === 'approved') return approved;
    const from = approved.approvedAt.getTime();
    const requested = new Date(from + Math.floor(part * (endAt.getTime() - from)));
    return {
      ...approved,
      terminationRequestedAt: requested,
      terminatingAt: later(requested, stepMs),
      terminatedAt: later(requested, 2 * stepMs),
      terminatedBy: 'partner',
    };
  });

/** The facts as a row of the table. */
export function rowOf(one: AdminRelationship): Record<string, unknown> {
  return {
    partner_id: one.partnerId,
    id: one.id,
    customer_id: one.customerId,
    display_name: one.displayName,
    role_ids: one.roleIds,
    duration_days: one.durationDays,
    extends: one.autoExtend,
    created_at: one.createdAt,
    modified_at: one.modifiedAt,
    locked_at: one.lockedAt,
    pending_at: one.pendingAt,
    approved_at: one.approvedAt,
    activating_at: one.activatingAt,
    activated_at: one.activatedAt,
    end_at: one.endAt,
    step_ms: one.stepMs,
    termination_requested_at: one.terminationRequestedAt,
    terminating_at: one.terminatingAt,
    terminated_at: one.terminatedAt,
    terminated_by: one.terminatedBy,
    version: one.version,
  };
}
