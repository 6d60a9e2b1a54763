import { lazy } from 'react';
import { sideOf, useMe } from '../app/me.ts';

const sides = {
  partner: lazy(() => import('./partner/PartnerHome.tsx')),
  customer: lazy(() => import('./customer/CustomerHome.tsx')),
  operator: lazy(() => import('./operator/OperatorHome.tsx')),
};

/** The first page of the side that the person belongs to. */
export function Home() {
  const Side = sides[sideOf(useMe())];
  return <Side />;
}
