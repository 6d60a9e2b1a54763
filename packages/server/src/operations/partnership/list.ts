import { type PartnershipRow, type PartnershipSide, partnershipsOf } from '../../store/partnership.ts';
import { type Context, read } from '../operation.ts';

export type { PartnershipRow, PartnershipSide };

/** The caller's living partnerships on one side: a provider's resellers, or a reseller's providers (R140). */
export const listPartnerships: (
  context: Context,
  input: { readonly side: PartnershipSide },
) => Promise<PartnershipRow[]> = read<
  { readonly side: PartnershipSide },
  { partnerships: PartnershipRow[] },
  PartnershipRow[]
>({
  permission: 'partnership.list',
  load: (sql, caller, { side }) => ({ partnerships: partnershipsOf(sql, { partnerId: caller.tenantId }, side) }),
  answer: ({ facts }) => facts.partnerships,
});
