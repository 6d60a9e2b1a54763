import { type DirectoryOrganizationRow, organizationOfTenant } from '../../store/directory/organization.ts';
import { consumedLicences, poolShares, type ShareRow } from '../../store/licence.ts';
import { type NamedPool, poolsAt } from '../licence/pool.ts';
import type { Context } from '../operation.ts';
import { readDirectory } from './read.ts';

export type { DirectoryOrganizationRow } from '../../store/directory/organization.ts';

type Nothing = Record<never, never>;

/** The tenant that the token is for. */
export const getOrganization: (context: Context, input: Nothing) => Promise<DirectoryOrganizationRow> = readDirectory<
  Nothing,
  { organization: DirectoryOrganizationRow },
  DirectoryOrganizationRow
>({
  inside: 'customer.read.company',
  load: (sql, tenantId) => ({ organization: organizationOfTenant(sql, tenantId) }),
  answer: ({ facts }) => facts.organization,
});

export interface SubscribedSkus {
  readonly tenantId: string;
  readonly pools: readonly NamedPool[];
}

/** The licence pool of the tenant that the token is for, whoever sold it (R117). */
export const listSubscribedSkus: (context: Context, input: Nothing) => Promise<SubscribedSkus> = readDirectory<
  Nothing,
  { shares: ShareRow[]; consumed: Record<string, number> },
  SubscribedSkus
>({
  inside: 'customer.licences.read',
  load: (sql, tenantId) => ({ shares: poolShares(sql, tenantId), consumed: consumedLicences(sql, tenantId) }),
  answer: ({ facts, now }, _input, tenantId) => ({ tenantId, pools: poolsAt(facts.shares, facts.consumed, now) }),
});
