import type { GraphRoute } from '../../house/route.ts';
import { applicationRoutes } from './applications.ts';
import { contractRoutes } from './contracts.ts';
import { groupRoutes } from './groups.ts';
import { objectRoutes } from './objects.ts';
import { organizationRoutes } from './organization.ts';
import { roleRoutes } from './roles.ts';
import { userRoutes } from './users.ts';

/** Lists of the directory have other pages than granular administration: tools ask for 999. */
const page = { usual: 100, largest: 999 };

const routes: readonly GraphRoute[] = [
  ...groupRoutes,
  ...userRoutes,
  ...organizationRoutes,
  ...roleRoutes,
  ...applicationRoutes,
  ...contractRoutes,
  ...objectRoutes,
];

/** The part of the directory that tools for granular administration ask for. */
export const directoryRoutes: readonly GraphRoute[] = routes.map((route) =>
  route.options?.includes('top') ? { ...route, page } : route,
);
