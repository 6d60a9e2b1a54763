import { requestActions } from '@multipartner/domain/delegated-admin/request.ts';
import type { Shape } from '../house/odata/shape.ts';

/** What lists can be asked by, in documented casing; the published metadata does not say, so this is the whole truth here. */
export const relationshipShape: Shape = {
  id: { kind: 'guid', filter: false, order: true },
  displayName: { kind: 'string', filter: true, order: true },
  status: {
    kind: 'enum',
    filter: true,
    order: true,
    members: [
      'activating',
      'active',
      'approvalPending',
      'approved',
      'created',
      'expired',
      'expiring',
      'terminated',
      'terminating',
      'terminationRequested',
    ],
  },
  'customer/tenantId': { kind: 'guid', filter: true, order: true },
  'customer/displayName': { kind: 'string', filter: true, order: true },
  duration: { kind: 'string', filter: true },
  autoExtendDuration: { kind: 'string', filter: true },
  createdDateTime: { kind: 'date', filter: true, order: true },
  lastModifiedDateTime: { kind: 'date', filter: true, order: true },
  activatedDateTime: { kind: 'date', filter: true, order: true },
  endDateTime: { kind: 'date', filter: true, order: true },
};

export const assignmentShape: Shape = {
  id: { kind: 'guid', filter: true, order: true },
  status: { kind: 'enum', filter: true, order: true, members: ['pending', 'active', 'deleting', 'deleted', 'error'] },
  'accessContainer/accessContainerId': { kind: 'guid', filter: true, order: true },
  createdDateTime: { kind: 'date', filter: true, order: true },
  lastModifiedDateTime: { kind: 'date', filter: true, order: true },
};

export const requestShape: Shape = {
  id: { kind: 'guid', filter: true, order: true },
  action: { kind: 'enum', filter: true, order: true, members: requestActions },
  status: { kind: 'enum', filter: true, order: true, members: ['created', 'pending', 'succeeded', 'failed'] },
  createdDateTime: { kind: 'date', filter: true, order: true },
};

export const operationShape: Shape = {
  id: { kind: 'guid', filter: true, order: true },
  operationType: {
    kind: 'enum',
    filter: true,
    order: true,
    members: ['delegatedAdminAccessAssignmentUpdate', 'delegatedAdminRelationshipUpdate'],
  },
  status: { kind: 'enum', filter: true, order: true, members: ['notStarted', 'running', 'succeeded', 'failed'] },
  createdDateTime: { kind: 'date', filter: true, order: true },
};

export const customerShape: Shape = {
  id: { kind: 'guid', filter: true, order: true },
  tenantId: { kind: 'guid', filter: true, order: true },
  displayName: { kind: 'string', filter: true, order: true },
};
