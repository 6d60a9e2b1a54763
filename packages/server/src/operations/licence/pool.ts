import { findLicence, licenceOf } from '@multipartner/domain/catalogue/catalogue.ts';
import { type LicencePool, licencePools, type PoolShare } from '@multipartner/domain/licence/pool.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import type { ShareRow } from '../../store/licence.ts';

/** A pool with what the catalogue knows of its licence. */
export interface NamedPool extends LicencePool {
  readonly skuPartNumber: string;
  readonly name: string;
  readonly servicePlans: readonly { readonly id: string; readonly name: string; readonly displayName: string }[];
}

/** The licence pools of a tenant at an instant, derived from everybody's subscriptions (R117). */
export function poolsAt(
  shares: readonly ShareRow[],
  consumed: Readonly<Record<string, number>>,
  now: Date,
): NamedPool[] {
  const counted = shares.flatMap((share): PoolShare[] => {
    const licence = licenceOf(share.product_id, share.sku_id);
    return licence === undefined
      ? []
      : [{ skuId: licence.skuId, quantity: share.quantity, status: statusOfShare(share, now) }];
  });
  return licencePools(counted, consumed).map((pool) => {
    const { skuPartNumber, name, servicePlans } = findLicence(pool.skuId) ?? {
      skuPartNumber: pool.skuId,
      name: pool.skuId,
      servicePlans: [],
    };
    return { ...pool, skuPartNumber, name, servicePlans };
  });
}

/** The state of the subscription behind a share. */
export function statusOfShare(share: ShareRow, now: Date) {
  const instant = (text: string | null) => (text === null ? null : new Date(text));
  return statusAt(
    {
      commerce: share.commerce,
      termEndsAt: instant(share.term_ends_at),
      autoRenew: share.auto_renew,
      suspendedAt: instant(share.suspended_at),
      cancelledAt: instant(share.cancelled_at),
    },
    now,
  );
}
