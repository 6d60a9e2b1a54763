import type { Actor } from '../access/actor.ts';
import { cloudOffers } from '../cloud/capabilities.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { programAllows } from '../tenant/program-status.ts';
import type { adminOperationLifecycle, adminRequestLifecycle } from './lifecycle.ts';
import { type AdminRelationship, type AdminRelationshipStatus, statusAt } from './relationship.ts';

/** What a partner can ask of a relationship (R62, R79). */
export const requestActions = ['lockForApproval', 'terminate', 'approve', 'reject'] as const;
export type RequestAction = (typeof requestActions)[number];

export interface AdminRequest {
  readonly id: string;
  readonly action: RequestAction;
  readonly createdAt: Date;
  readonly pendingAt: Date;
  readonly settledAt: Date;
}

export function requestStatusAt(one: AdminRequest, now: Date): keyof typeof adminRequestLifecycle.states {
  if (one.settledAt <= now) return 'succeeded';
  return one.pendingAt <= now ? 'pending' : 'created';
}

/** A change that takes a while (R62, R69). */
export interface AdminOperation {
  readonly id: string;
  readonly type: 'assignmentUpdate' | 'relationshipUpdate';
  /** What is to become of the object. */
  readonly target: OperationTarget;
  readonly createdAt: Date;
  readonly runningAt: Date;
  readonly settledAt: Date;
  readonly failed: { readonly at: Date; readonly reason: string } | null;
}

export interface OperationTarget {
  /** Null: the relationship itself. */
  readonly assignmentId: string | null;
  readonly groupId: string | null;
  readonly roleIds: readonly string[];
}

export function operationStatusAt(one: AdminOperation, now: Date): keyof typeof adminOperationLifecycle.states {
  if (one.failed !== null && one.failed.at <= now && one.failed.at <= one.settledAt) return 'failed';
  if (one.settledAt <= now) return 'succeeded';
  return one.runningAt <= now ? 'running' : 'notStarted';
}

/** Whether a partner may ask for granular administration at all now (R18–R20, R61, R178). Refusals: capability-not-in-cloud, program-status-not-active. */
export function mayRequestAdministration(actor: Actor): Refusal | null {
  const missing = cloudOffers(actor.cloud, 'gdap');
  if (missing !== null) return missing;
  return actor.partner === null ? null : programAllows(actor.partner.programStatus, 'newAdministration');
}

const acceptedIn: Readonly<Record<RequestAction, AdminRelationshipStatus>> = {
  lockForApproval: 'created',
  terminate: 'active',
  approve: 'approvalPending',
  reject: 'approvalPending',
};

/** Whether a relationship takes an action of its partner now. Refusals: action-not-possible with action and state. */
export function decideRequest(one: AdminRelationship, action: RequestAction, now: Date): Refusal | null {
  const status = statusAt(one, now);
  const refused = refuse('action-not-possible', { action, status });
  if (status !== acceptedIn[action]) return refused;
  if (action === 'lockForApproval' && one.lockedAt !== null) return refused;
  const awaitsConsent = one.provider !== null && one.provider.consentedAt === null;
  if ((action === 'approve' || action === 'reject') && !awaitsConsent) return refused;
  return null;
}

/** What an approval by a tenant is decided from. */
export interface ApprovalFacts {
  readonly customerId: string;
  readonly customerCloud: Actor['cloud'];
  readonly partner: {
    readonly cloud: Actor['cloud'];
    readonly programStatus: NonNullable<Actor['partner']>['programStatus'];
  };
}

/**
 * Decides the customer's approval of everything that is asked for, or nothing (R64–R66). `again`: this customer has
 * approved it before. Who is not meant, or asks too late, learns nothing. Refusals: relationship-not-found,
 * own-customer, partner-cannot-accept, consent-pending, action-not-possible.
 */
export function decideApproval(one: AdminRelationship, facts: ApprovalFacts, now: Date): 'approve' | 'again' | Refusal {
  const status = statusAt(one, now);
  const unknown = refuse('relationship-not-found');
  if (status === 'gone' || facts.partner.cloud !== facts.customerCloud) return unknown;
  if (one.customerId !== null && one.customerId !== facts.customerId) return unknown;
  if (one.partnerId === facts.customerId) return refuse('own-customer');
  if (status === 'created') return unknown;
  if (status === 'approved' || status === 'activating' || status === 'active') return 'again';
  if (status !== 'approvalPending') return refuse('action-not-possible', { action: 'approve', status });
  if (one.provider !== null && one.provider.consentedAt === null) return refuse('consent-pending');
  if (programAllows(facts.partner.programStatus, 'newAdministration') !== null) return refuse('partner-cannot-accept');
  return 'approve';
}

/** Whether the customer may take all its rights away now (R74); those that are only on their way too. Refusals: action-not-possible. */
export function decideTermination(one: AdminRelationship, now: Date): Refusal | null {
  const status = statusAt(one, now);
  if (status === 'active' || status === 'approved' || status === 'activating') return null;
  return refuse('action-not-possible', { action: 'terminate', status });
}
