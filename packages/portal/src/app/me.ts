import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { answerOf, own } from '../api/clients.ts';
import type { paths } from '../api/multipartner.generated.ts';

/** Who is signed in, what he may do, and why not where he may not. */
export type Me = paths['/multipartner/v1/me']['get']['responses']['200']['content']['application/json'];

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => answerOf(own.GET('/multipartner/v1/me')),
  staleTime: 60_000,
});

export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

export type Side = 'partner' | 'customer' | 'operator';

/** The side of the portal that a person belongs to. */
export function sideOf({ operator, tenant }: Me): Side {
  if (operator) return 'operator';
  return tenant.partner === null ? 'customer' : 'partner';
}
