import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from './root.tsx';

const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: (search: Record<string, unknown>): { search?: string } =>
    typeof search.search === 'string' && search.search !== '' ? { search: search.search } : {},
  component: lazyRouteComponent(() => import('../pages/partner/customers/CustomerList.tsx'), 'CustomerList'),
});

const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customerId',
  component: lazyRouteComponent(() => import('../pages/partner/customers/CustomerPage.tsx'), 'CustomerPage'),
});

const subscription = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customerId/subscriptions/$subscriptionId',
  component: lazyRouteComponent(
    () => import('../pages/partner/subscriptions/SubscriptionPage.tsx'),
    'SubscriptionPage',
  ),
});

const invitations = createRoute({
  getParentRoute: () => root,
  path: '/invitations',
  component: lazyRouteComponent(() => import('../pages/partner/invitations/Invitations.tsx'), 'Invitations'),
});

/** What partners have. */
export const partnerRoutes = [customers, customer, subscription, invitations] as const;
