import { lockRelationship } from '../../store/relationship.ts';
import { act, type Context, refused } from '../operation.ts';
import { endDelegatedAdministration } from './ending.ts';

/**
 * The partner gives up its DAP at a customer; the relationship and everything sold stay (R58). Without DAP nothing
 * changes. Refusals: no-relationship.
 */
export const removeDelegatedAdministration: (
  context: Context,
  input: { readonly customerId: string },
) => Promise<void> = act<{ readonly customerId: string }, void>({
  permission: 'dap.remove',
  kind: 'dap.end',
  audited: { resourceType: 'partner_customer_dap', operationType: 'dap_admin_relationship_terminated' },
  pairs: ({ tenantId }, { customerId }) => [{ customerId, partnerId: tenantId }],
  body: async (work, { customerId }) => {
    const pair = { partnerId: work.actor.tenantId, customerId };
    const relationship = await lockRelationship(work.tx, pair, customerId);
    const ended = await endDelegatedAdministration(work, pair, 'partner');
    if (!ended && relationship === null) throw refused('no-relationship', { customerId });
    if (!ended) work.audit({ customized: { unchanged: true } });
  },
});
