import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext } from '@tanstack/react-router';
import { PageFailure } from '../app/PageFailure.tsx';
import { PageNotFound } from '../app/PageNotFound.tsx';
import { Shell } from '../app/Shell.tsx';

/** Every page stands in the shell; what a page cannot show, it says there. */
export const root = createRootRouteWithContext<{ readonly queries: QueryClient }>()({
  component: Shell,
  errorComponent: PageFailure,
  notFoundComponent: PageNotFound,
});
