import { checkBudget } from '@multipartner/domain/billing/budget.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { isRelated } from '../../store/order.ts';
import { isPartnerRelated } from '../../store/subscription-change.ts';
import { lockUsageBudget, ownUsageBudget, saveUsageBudget } from '../../store/usage-budget.ts';
import { act, allowed, read, refused } from '../operation.ts';

/** The caller's monthly budget for a customer's use; null where there is none. Refusals: no-relationship. */
export const getUsageBudget = read<{ customerId: string }, { related: boolean; budget: number | null }, number | null>({
  permission: 'usage.read',
  load: (sql, caller, { customerId }) => {
    const owner = { partnerId: caller.tenantId };
    return { related: isRelated(sql, owner, customerId), budget: ownUsageBudget(sql, owner, customerId) };
  },
  answer: ({ facts }, { customerId }) => (facts.related ? facts.budget : refuse('no-relationship', { customerId })),
});

/** Sets it. Refusals: no-relationship, and those of `checkBudget`. */
export const setUsageBudget = act<{ customerId: string; amount: number | undefined }, number>({
  permission: 'usageBudget.update',
  kind: 'usageBudget.update',
  audited: { resourceType: 'customer', operationType: 'update_customer_spending_budget' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  body: async ({ tx, actor, now, audit, write }, { customerId, amount }) => {
    const owner = { partnerId: actor.tenantId };
    if (!(await isPartnerRelated(tx, owner, customerId))) throw refused('no-relationship', { customerId });
    const budget = allowed(checkBudget(amount));
    const before = await lockUsageBudget(tx, owner, customerId);
    write(saveUsageBudget(tx, owner, customerId, budget, now));
    audit({ ...(before === null ? {} : { oldValue: { amount: before } }), newValue: { amount: budget } });
    return budget;
  },
});
