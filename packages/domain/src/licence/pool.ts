import type { SubscriptionStatus } from '../subscription/facts.ts';

/** One subscription's share of a tenant's licence pool at an instant. */
export interface PoolShare {
  readonly skuId: string;
  readonly quantity: number;
  readonly status: SubscriptionStatus;
}

/** The licences of one SKU in a tenant, whoever sold them (R117). */
export interface LicencePool {
  readonly skuId: string;
  /** Of active subscriptions. */
  readonly active: number;
  /** Of expired ones in their days of grace: people still work (R116). */
  readonly warning: number;
  /** Of suspended and disabled ones: nobody works with these. */
  readonly suspended: number;
  readonly consumed: number;
  /** What can still be given to people; never negative. */
  readonly available: number;
  /** More given than there is, after a subscription ended: shown, and nobody is unassigned (R118). */
  readonly overAssigned: boolean;
}

/** Sums the shares and the assignments of a tenant by SKU. */
export function licencePools(shares: readonly PoolShare[], consumed: Readonly<Record<string, number>>): LicencePool[] {
  const skus = new Set([
    ...shares.filter((share) => share.status !== 'deleted').map((share) => share.skuId),
    ...Object.keys(consumed),
  ]);
  return [...skus].sort().map((skuId) => {
    const of = (...statuses: SubscriptionStatus[]) =>
      shares
        .filter((share) => share.skuId === skuId && statuses.includes(share.status))
        .reduce((sum, share) => sum + share.quantity, 0);
    const active = of('active');
    const warning = of('expired');
    const used = consumed[skuId] ?? 0;
    return {
      skuId,
      active,
      warning,
      suspended: of('suspended', 'disabled'),
      consumed: used,
      available: Math.max(0, active + warning - used),
      overAssigned: used > active + warning,
    };
  });
}
