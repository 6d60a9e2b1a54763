import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Loading } from './parts/Loading.tsx';
import { customerRoutes } from './routes/customer.tsx';
import { operatorRoutes } from './routes/operator.tsx';
import { partnerRoutes } from './routes/partner.tsx';
import { root } from './routes/root.tsx';

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/Home.tsx'), 'Home'),
});

const tree = root.addChildren([home, ...partnerRoutes, ...customerRoutes, ...operatorRoutes]);

export function createPortalRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: 'intent',
    defaultPendingComponent: Loading,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPortalRouter>;
  }
}
