import type { GraphRoute } from '../../house/route.ts';
import { applicationRoutes } from './applications.ts';
import { contractRoutes } from './contracts.ts';
import { groupRoutes } from './groups.ts';
import { objectRoutes } from './objects.ts';
import { organizationRoutes } from './organization.ts';
import { roleRoutes } from './roles.ts';
import { userRoutes } from './users.ts';

/** The part of the directory that tools for granular administration ask for. */
export const directoryRoutes: readonly GraphRoute[] = [
  ...groupRoutes,
  ...userRoutes,
  ...organizationRoutes,
  ...roleRoutes,
  ...applicationRoutes,
  ...contractRoutes,
  ...objectRoutes,
];
