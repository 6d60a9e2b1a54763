import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from './root.tsx';

const requests = createRoute({
  getParentRoute: () => root,
  path: '/sandbox/requests',
  component: lazyRouteComponent(() => import('../sandbox/Requests.tsx'), 'Requests'),
});

/** What the operator has, and what only a sandbox has. */
export const operatorRoutes = [requests] as const;
