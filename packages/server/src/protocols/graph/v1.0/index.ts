import type { GraphRoute } from '../house/route.ts';
import { directoryRoutes } from './directory/index.ts';
import { assignmentRoutes } from './tenantRelationships/accessAssignments.ts';
import { customerRoutes } from './tenantRelationships/delegatedAdminCustomers.ts';
import { relationshipRoutes } from './tenantRelationships/delegatedAdminRelationships.ts';
import { operationRoutes } from './tenantRelationships/operations.ts';
import { requestRoutes } from './tenantRelationships/requests.ts';

/** Every route of the Graph dialect; each is served under /v1.0 and /beta. */
export const routes: readonly GraphRoute[] = [
  ...relationshipRoutes,
  ...requestRoutes,
  ...assignmentRoutes,
  ...operationRoutes,
  ...customerRoutes,
  ...directoryRoutes,
];
