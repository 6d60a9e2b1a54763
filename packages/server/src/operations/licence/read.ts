import { refuse } from '@multipartner/domain/refusal.ts';
import {
  type AssignmentRow,
  consumedLicences,
  licencesOfUser,
  poolShares,
  type ShareRow,
} from '../../store/licence.ts';
import { type UserRow, userOfTenant } from '../../store/user.ts';
import { readInside } from '../user/inside.ts';
import { type NamedPool, poolsAt } from './pool.ts';

interface PoolFacts {
  shares: ShareRow[];
  consumed: Record<string, number>;
}

/** The licences of the tenant by SKU, whoever sold them (R117); over-assigned ones stay as they are (R118). */
export const listLicencePools = readInside<{ customerId: string }, PoolFacts, NamedPool[]>({
  action: 'customer.licences.read',
  load: (sql, { customerId }) => ({ shares: poolShares(sql, customerId), consumed: consumedLicences(sql, customerId) }),
  answer: ({ facts, now }) => poolsAt(facts.shares, facts.consumed, now),
});

export interface UserLicence {
  readonly pool: NamedPool;
  readonly excludedPlans: readonly string[];
}

/** The licences of one person. Refusals: user-not-found. */
export const listLicencesOfUser = readInside<
  { customerId: string; userId: string },
  PoolFacts & { user: UserRow | null; licences: AssignmentRow[] },
  UserLicence[]
>({
  action: 'customer.licences.read',
  load: (sql, { customerId, userId }) => ({
    shares: poolShares(sql, customerId),
    consumed: consumedLicences(sql, customerId),
    user: userOfTenant(sql, customerId, userId),
    licences: licencesOfUser(sql, customerId, userId),
  }),
  answer: ({ facts, now }, { userId }) => {
    if (facts.user === null || facts.user.deleted_at !== null) return refuse('user-not-found', { id: userId });
    const pools = poolsAt(facts.shares, facts.consumed, now);
    return facts.licences.flatMap((licence) => {
      const pool = pools.find((one) => one.skuId === licence.sku_id);
      return pool === undefined ? [] : [{ pool, excludedPlans: licence.excluded_plans }];
    });
  },
});
