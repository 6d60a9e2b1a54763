import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from './root.tsx';

const partners = createRoute({
  getParentRoute: () => root,
  path: '/partners',
  component: lazyRouteComponent(() => import('../pages/customer/partners/Partners.tsx'), 'Partners'),
});

/** What customers have. */
export const customerRoutes = [partners] as const;
