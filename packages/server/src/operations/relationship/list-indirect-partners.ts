import { refuse } from '@multipartner/domain/refusal.ts';
import { customerOfPartner } from '../../store/customer.ts';
import { indirectPartnersOfCustomer, type PartnershipRow } from '../../store/partnership.ts';
import { type Context, read } from '../operation.ts';

interface Facts {
  customer: object | null;
  resellers: PartnershipRow[];
  providers: PartnershipRow[];
}

export interface IndirectPartners {
  readonly resellers: readonly PartnershipRow[];
  readonly providers: readonly PartnershipRow[];
}

/**
 * The resellers that brought a customer to the calling provider, or the providers through which the calling reseller
 * serves it (R147). Refusals: no-relationship.
 */
export const listIndirectPartners: (
  context: Context,
  input: { readonly customerId: string },
) => Promise<IndirectPartners> = read<{ readonly customerId: string }, Facts, IndirectPartners>({
  permission: 'relationship.list',
  load: (sql, caller, { customerId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      customer: customerOfPartner(sql, owner, customerId),
      resellers: indirectPartnersOfCustomer(sql, owner, customerId, 'provider'),
      providers: indirectPartnersOfCustomer(sql, owner, customerId, 'reseller'),
    };
  },
  answer: ({ facts }, { customerId }) =>
    facts.customer === null
      ? refuse('no-relationship', { customerId })
      : { resellers: facts.resellers, providers: facts.providers },
});
