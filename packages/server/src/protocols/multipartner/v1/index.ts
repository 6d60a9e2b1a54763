import type { OwnRoute } from '../house/route.ts';
import { accessRoutes } from './access.ts';
import { accessAssignmentRoutes } from './access-assignments.ts';
import { announcementRoutes } from './announcements.ts';
import { attentionRoutes } from './attention.ts';
import { auditRecordRoutes } from './audit-records.ts';
import { azureRoutes } from './azure.ts';
import { customerRoutes } from './customers.ts';
import { bulkRoutes } from './delegated-admin-bulk.ts';
import { delegatedAdminRoutes } from './delegated-admin-relationships.ts';
import { delegatedAdminRoleRoutes } from './delegated-admin-roles.ts';
import { templateRoutes } from './delegated-admin-templates.ts';
import { evidenceRoutes } from './evidence.ts';
import { invitationRoutes } from './invitations.ts';
import { meRoutes } from './me.ts';
import { organizationRoutes } from './organization.ts';
import { partnerRoutes } from './partners.ts';
import { partnershipRoutes } from './partnerships.ts';
import { pictureRoutes } from './pictures.ts';
import { realmRoutes } from './realm/index.ts';
import { resellerRoutes } from './resellers.ts';
import { transferRoutes } from './transfers.ts';
import { userInvitationRoutes } from './user-invitations.ts';

/** Every route of Multipartner's own protocol, one line per file. */
export const routes: readonly OwnRoute[] = [
  ...accessRoutes,
  ...accessAssignmentRoutes,
  ...announcementRoutes,
  ...attentionRoutes,
  ...auditRecordRoutes,
  ...azureRoutes,
  ...bulkRoutes,
  ...customerRoutes,
  ...delegatedAdminRoutes,
  ...delegatedAdminRoleRoutes,
  ...evidenceRoutes,
  ...invitationRoutes,
  ...meRoutes,
  ...organizationRoutes,
  ...partnerRoutes,
  ...partnershipRoutes,
  ...pictureRoutes,
  ...realmRoutes,
  ...resellerRoutes,
  ...templateRoutes,
  ...transferRoutes,
  ...userInvitationRoutes,
];
