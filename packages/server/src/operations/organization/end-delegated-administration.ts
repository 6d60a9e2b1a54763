import { lockRelationship } from '../../store/relationship.ts';
import { act, type Context, refused } from '../operation.ts';
import { endDelegatedAdministration } from '../relationship/ending.ts';

/**
 * The customer takes DAP away from a partner; the relationship and everything bought stay (R57). Refusal:
 * relationship-not-found when the partner has none here.
 */
export const takeAwayDelegatedAdministration: (
  context: Context,
  input: { readonly partnerId: string },
) => Promise<void> = act<{ readonly partnerId: string }, void>({
  permission: 'customer.administration.remove',
  kind: 'dap.end',
  audited: { resourceType: 'partner_customer_dap', operationType: 'dap_admin_relationship_terminated' },
  pairs: ({ tenantId }, { partnerId }) => [{ customerId: tenantId, partnerId }],
  body: async (work, { partnerId }) => {
    const pair = { partnerId, customerId: work.actor.tenantId };
    await lockRelationship(work.tx, pair, pair.customerId);
    const ended = await endDelegatedAdministration(work, pair, 'customer');
    if (!ended) throw refused('relationship-not-found', { kind: 'delegatedAdministration', partnerId });
  },
});
