import type { AccessAssignment, AssignmentFailure } from '@multipartner/domain/delegated-admin/assignment.ts';
import type { AdminRelationship, TerminatedBy } from '@multipartner/domain/delegated-admin/relationship.ts';
import type {
  AdminOperation,
  AdminRequest,
  OperationTarget,
  RequestAction,
} from '@multipartner/domain/delegated-admin/request.ts';

/** A row of `admin_relationship` as JSON: members are the columns, times are ISO 8601. */
export interface AdminRelationshipRow {
  readonly partner_id: string;
  readonly id: string;
  readonly customer_id: string | null;
  readonly display_name: string;
  readonly role_ids: readonly string[];
  readonly duration_days: number;
  readonly extends: boolean;
  readonly created_at: string;
  readonly modified_at: string;
  readonly locked_at: string | null;
  readonly pending_at: string | null;
  readonly provider_id: string | null;
  readonly consented_at: string | null;
  readonly approved_at: string | null;
  readonly activating_at: string | null;
  readonly activated_at: string | null;
  readonly end_at: string | null;
  readonly step_ms: number;
  readonly termination_requested_at: string | null;
  readonly terminating_at: string | null;
  readonly terminated_at: string | null;
  readonly terminated_by: TerminatedBy | null;
  readonly dropped_role_id: string | null;
  readonly dropped_at: string | null;
  readonly due_at: string | null;
  readonly version: number;
}

export interface AccessAssignmentRow {
  readonly id: string;
  readonly relationship_id: string;
  readonly customer_id: string | null;
  readonly group_id: string;
  readonly role_ids: readonly string[];
  readonly held_role_ids: readonly string[];
  readonly next_role_ids: readonly string[] | null;
  readonly next_at: string | null;
  readonly created_at: string;
  readonly modified_at: string;
  readonly active_at: string;
  readonly failed_at: string | null;
  readonly failed_reason: AssignmentFailure | null;
  readonly deleting_at: string | null;
  readonly deleted_at: string | null;
  readonly version: number;
}

export interface AdminRequestRow {
  readonly id: string;
  readonly action: RequestAction;
  readonly created_at: string;
  readonly pending_at: string;
  readonly settled_at: string;
}

export interface AdminOperationRow {
  readonly id: string;
  readonly type: AdminOperation['type'];
  readonly target: OperationTarget;
  readonly created_at: string;
  readonly running_at: string;
  readonly settled_at: string;
  readonly failed_at: string | null;
  readonly failed_reason: string | null;
}

const instant = (text: string | null) => (text === null ? null : new Date(text));

export function adminRelationshipOf(row: AdminRelationshipRow): AdminRelationship {
  return {
    id: row.id,
    partnerId: row.partner_id,
    customerId: row.customer_id,
    displayName: row.display_name,
    roleIds: row.role_ids,
    durationDays: row.duration_days,
    autoExtend: row.extends,
    createdAt: new Date(row.created_at),
    modifiedAt: new Date(row.modified_at),
    lockedAt: instant(row.locked_at),
    pendingAt: instant(row.pending_at),
    provider: row.provider_id === null ? null : { id: row.provider_id, consentedAt: instant(row.consented_at) },
    approvedAt: instant(row.approved_at),
    activatingAt: instant(row.activating_at),
    activatedAt: instant(row.activated_at),
    endAt: instant(row.end_at),
    stepMs: row.step_ms,
    terminationRequestedAt: instant(row.termination_requested_at),
    terminatingAt: instant(row.terminating_at),
    terminatedAt: instant(row.terminated_at),
    terminatedBy: row.terminated_by,
    dropped:
      row.dropped_role_id === null ? null : { roleId: row.dropped_role_id, at: new Date(row.dropped_at as string) },
    version: row.version,
  };
}

export function accessAssignmentOf(row: AccessAssignmentRow): AccessAssignment {
  return {
    id: row.id,
    groupId: row.group_id,
    roleIds: row.role_ids,
    next: row.next_role_ids === null ? null : { roleIds: row.next_role_ids, at: new Date(row.next_at as string) },
    heldRoleIds: row.held_role_ids,
    createdAt: new Date(row.created_at),
    modifiedAt: new Date(row.modified_at),
    activeAt: new Date(row.active_at),
    failed: row.failed_reason === null ? null : { at: new Date(row.failed_at as string), reason: row.failed_reason },
    deletingAt: instant(row.deleting_at),
    deletedAt: instant(row.deleted_at),
    version: row.version,
  };
}

export function adminRequestOf(row: AdminRequestRow): AdminRequest {
  return {
    id: row.id,
    action: row.action,
    createdAt: new Date(row.created_at),
    pendingAt: new Date(row.pending_at),
    settledAt: new Date(row.settled_at),
  };
}

export function adminOperationOf(row: AdminOperationRow): AdminOperation {
  return {
    id: row.id,
    type: row.type,
    target: row.target,
    createdAt: new Date(row.created_at),
    runningAt: new Date(row.running_at),
    settledAt: new Date(row.settled_at),
    failed: row.failed_reason === null ? null : { at: new Date(row.failed_at as string), reason: row.failed_reason },
  };
}
