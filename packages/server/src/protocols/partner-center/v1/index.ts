import type { Route } from '../house/route.ts';
import { directoryRolesRoutes } from './customers/{customerId}/directoryroles.ts';
import { licencesRoutes } from './customers/{customerId}/subscribedskus.ts';
import { userRoutes } from './customers/{customerId}/users/{userId}.ts';
import { usersRoutes } from './customers/{customerId}/users.ts';

/** Every route of the protocol, one line per file; a file's path is its URL. */
export const routes: readonly Route[] = [
  ...directoryRolesRoutes,
  ...licencesRoutes,
  ...userRoutes,
  ...usersRoutes,
];
