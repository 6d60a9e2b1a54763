import { decideDeletionByCustomer } from '@multipartner/domain/relationship/removal.ts';
import { lockRelationship } from '../../store/relationship.ts';
import { endAllGranular } from '../delegated-admin/end.ts';
import { act, type Context, Refused, refused } from '../operation.ts';
import { endDelegatedAdministration, endReseller } from '../relationship/ending.ts';

/**
 * The customer ends what it can end by itself: an advisor, or a partner that merely administers (R49). Refusals:
 * relationship-kept-by-partner, relationship-not-found.
 */
export const deletePartner: (context: Context, input: { readonly partnerId: string }) => Promise<void> = act<
  { readonly partnerId: string },
  void
>({
  permission: 'customer.partner.delete',
  kind: 'relationship.remove',
  audited: { resourceType: 'partner_customer_relationship', operationType: 'remove_partner_customer_relationship' },
  pairs: ({ tenantId }, { partnerId }) => [{ customerId: tenantId, partnerId }],
  body: async (work, { partnerId }) => {
    const pair = { partnerId, customerId: work.actor.tenantId };
    const relationship = await lockRelationship(work.tx, pair, pair.customerId);
    const refusal = decideDeletionByCustomer(relationship?.type ?? null);
    if (refusal !== null) throw new Refused(refusal);
    if (relationship !== null) {
      await endReseller(work, pair, relationship);
      return;
    }
    const dap = await endDelegatedAdministration(work, pair, 'customer');
    const granular = await endAllGranular(work, pair, 'customer');
    if (!dap && granular.length === 0) throw refused('relationship-not-found', { kind: 'partner', partnerId });
  },
});
