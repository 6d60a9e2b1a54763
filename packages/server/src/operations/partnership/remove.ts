import { endPartnership } from '../../store/partnership.ts';
import { act, type Context, refused } from '../operation.ts';

/**
 * The provider ends its partnership with a reseller: nothing else. Customers, their relationships, rights, subscriptions
 * and partners of record stay as they are (R149, R150). Refusal: partnership-not-found.
 */
export const removePartnership: (context: Context, input: { readonly resellerId: string }) => Promise<void> = act<
  { readonly resellerId: string },
  void
>({
  permission: 'partnership.remove',
  kind: 'partnership.remove',
  audited: { resourceType: 'partner_relationship', operationType: 'remove_partner_relationship' },
  pairs: ({ tenantId }, { resellerId }) => [{ customerId: resellerId, partnerId: tenantId }],
  body: async (work, { resellerId }) => {
    const pair = { providerId: work.actor.tenantId, resellerId };
    if (!(await endPartnership(work.tx, pair, work.now)))
      throw refused('partnership-not-found', { partnerId: resellerId });
    for (const tenantId of [pair.providerId, resellerId])
      work.audit({ tenantId, customerId: null, oldValue: pair, newValue: null });
  },
});
