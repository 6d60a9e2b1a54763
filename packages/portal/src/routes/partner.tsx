import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from './root.tsx';

const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: (search: Record<string, unknown>): { search?: string; relationship?: string; reseller?: string } => ({
    ...(typeof search.search === 'string' && search.search !== '' ? { search: search.search } : {}),
    ...(typeof search.relationship === 'string' ? { relationship: search.relationship } : {}),
    ...(typeof search.reseller === 'string' ? { reseller: search.reseller } : {}),
  }),
  component: lazyRouteComponent(() => import('../pages/partner/customers/CustomerList.tsx'), 'CustomerList'),
});

/** What partners have. */
export const partnerRoutes = [customers] as const;
