import { decideRemoval } from '@multipartner/domain/relationship/removal.ts';
import { lockRelationship, soldSubscriptions } from '../../store/relationship.ts';
import { act, allowed, type Context, refused } from '../operation.ts';
import { endReseller } from './ending.ts';

/**
 * The partner ends its relationship with a customer (R44–R50). Its row is held against orders of the same partner, which
 * share it: an order that came first blocks the removal, one that comes later finds no relationship (S7).
 * Refusals: no-relationship, relationship-in-use with the blocking ids.
 */
export const removeRelationship: (context: Context, input: { readonly customerId: string }) => Promise<void> = act<
  { readonly customerId: string },
  void
>({
  permission: 'relationship.remove',
  kind: 'relationship.remove',
  audited: { resourceType: 'partner_customer_relationship', operationType: 'remove_partner_customer_relationship' },
  pairs: ({ tenantId }, { customerId }) => [{ customerId, partnerId: tenantId }],
  body: async (work, { customerId }) => {
    const pair = { partnerId: work.actor.tenantId, customerId };
    const relationship = await lockRelationship(work.tx, pair, customerId);
    if (relationship === null) throw refused('no-relationship', { customerId });
    allowed(decideRemoval(await soldSubscriptions(work.tx, pair, customerId), work.now));
    await endReseller(work, pair, relationship);
  },
});
