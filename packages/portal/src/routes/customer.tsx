import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from './root.tsx';

const link = createRoute({
  getParentRoute: () => root,
  path: '/adminportal/home',
  component: lazyRouteComponent(() => import('../pages/customer/invitation/LinkLanding.tsx'), 'LinkLanding'),
});

const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  component: lazyRouteComponent(() => import('../pages/customer/approvals/Approvals.tsx'), 'Approvals'),
});

const approval = createRoute({
  getParentRoute: () => root,
  path: '/approvals/$relationshipId',
  component: lazyRouteComponent(() => import('../pages/customer/approvals/Approval.tsx'), 'Approval'),
});

const partners = createRoute({
  getParentRoute: () => root,
  path: '/partners',
  component: lazyRouteComponent(() => import('../pages/customer/partners/Partners.tsx'), 'Partners'),
});

/** What customers have. */
export const customerRoutes = [link, approvals, approval, partners] as const;
