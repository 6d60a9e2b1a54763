import type { AccessAssignment } from '@multipartner/domain/delegated-admin/assignment.ts';
import type { AdminRelationship } from '@multipartner/domain/delegated-admin/relationship.ts';
import type { AdminOperation, AdminRequest } from '@multipartner/domain/delegated-admin/request.ts';
import { type AdminRelationshipRow, adminRelationshipOf } from '../../store/delegated-admin/row.ts';

/** A relationship as of an instant, for a protocol to render. */
export interface RelationshipView {
  readonly relationship: AdminRelationship;
  /** The customer's name; null while nobody is named. */
  readonly customerName: string | null;
  readonly now: Date;
}

export interface AssignmentView {
  readonly assignment: AccessAssignment;
  readonly now: Date;
}

export interface RequestView {
  readonly request: AdminRequest;
  readonly now: Date;
}

export interface OperationView {
  readonly operation: AdminOperation;
  readonly now: Date;
}

export function relationshipView(row: AdminRelationshipRow, customerName: string | null, now: Date): RelationshipView {
  return { relationship: adminRelationshipOf(row), customerName, now };
}
