import { administratorsOf, pairsOfAdministrators } from '../../store/administration.ts';
import { lockRelationship } from '../../store/relationship.ts';
import { endAllGranular } from '../delegated-admin/end.ts';
import { relationshipIdText } from '../delegated-admin/find.ts';
import { act, type Context } from '../operation.ts';
import { endDelegatedAdministration } from '../relationship/ending.ts';

/** What a partner lost. */
export interface EndedAdministration {
  readonly partnerId: string;
  readonly name: string;
  readonly dap: boolean;
  readonly relationshipIds: readonly string[];
}

/**
 * The customer cuts off everybody's administration at once, all DAP and all granular (R57, R74), in one act: each partner
 * has its own records and is told of its own. What was bought, and every relationship to buy, stays (R51). Where nobody
 * administers, nothing ends.
 */
export const endAllAdministration: (
  context: Context,
  input: Record<never, never>,
) => Promise<{ readonly at: Date; readonly partners: readonly EndedAdministration[] }> = act<
  Record<never, never>,
  { readonly at: Date; readonly partners: readonly EndedAdministration[] }
>({
  permission: 'customer.administration.remove',
  kind: 'administration.end',
  audited: { resourceType: 'customer_administration', operationType: 'customer_administration_ended' },
  pairs: () => [],
  pairsOf: (sql, caller) => pairsOfAdministrators(sql, caller.tenantId),
  body: async (work) => {
    const customerId = work.actor.tenantId;
    const partners: EndedAdministration[] = [];
    for (const { partnerId, name } of await administratorsOf(work.tx, customerId)) {
      const pair = { partnerId, customerId };
      await lockRelationship(work.tx, pair, customerId);
      const dap = await endDelegatedAdministration(work, pair, 'customer');
      const ended = await endAllGranular(work, pair, 'customer');
      const relationshipIds = ended.map(relationshipIdText);
      if (dap || ended.length > 0) partners.push({ partnerId, name, dap, relationshipIds });
    }
    work.audit({ customerId, newValue: { partners: partners.map(({ name: _name, ...one }) => one) } });
    return { at: work.now, partners };
  },
});
