import { refuse } from '@multipartner/domain/refusal.ts';
import { canUpgradeToPlan, upgradedToPlan } from '@multipartner/domain/subscription/azure-upgrade.ts';
import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import { lockedByTransfer } from '@multipartner/domain/transfer/lock.ts';
import type { AzureSubscriptionRow } from '../../store/azure.ts';
import { isRelated } from '../../store/order.ts';
import {
  insertAzureSubscriptionsFrom,
  insertProductUpgradeFrom,
  lockOlderAndPlans,
  ownProductUpgrade,
  type ProductUpgradeRow,
} from '../../store/product-upgrade.ts';
import { factsOf, ownSubscriptions, type SubscriptionRow, saveSubscriptionsFrom } from '../../store/subscription.ts';
import { isPartnerRelated } from '../../store/subscription-change.ts';
import { ownTransfers } from '../../store/transfer.ts';
import { act, Refused, read, refused, type Work } from '../operation.ts';
import { buy } from '../order/buy.ts';
import { maySell } from '../order/may-sell.ts';

export type { ProductUpgradeRow };

const planItem = 'DZH318Z0BPS6:0001:DZH318Z0BML6';

/** Whether the caller has older Azure at a customer that can come under an Azure plan. Refusals: no-relationship. */
export const productUpgradeEligibility = read<
  { customerId: string },
  { related: boolean; own: readonly SubscriptionRow[] },
  boolean
>({
  permission: 'productUpgrade.read',
  load: (sql, caller, { customerId }) => {
    const owner = { partnerId: caller.tenantId };
    return { related: isRelated(sql, owner, customerId), own: ownSubscriptions(sql, owner, customerId) };
  },
  answer: ({ facts, now }, { customerId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    return facts.own.some((row) => canUpgradeToPlan(factsOf(row), now));
  },
});

/**
 * Brings the caller's older Azure subscriptions at a customer under Azure plans of its own, one for each partner of record
 * (R107): what runs keeps its id. Refusals: no-relationship, those of a sale, product-upgrade-no-azure,
 * transfer-in-progress.
 */
export const createProductUpgrade = act<{ customerId: string }, ProductUpgradeRow>({
  permission: 'productUpgrade.create',
  kind: 'productUpgrade.create',
  audited: { resourceType: 'subscription', operationType: 'upgrade_subscription' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  body: async (work, { customerId }) => {
    const { tx, actor, now } = work;
    const owner = { partnerId: actor.tenantId };
    if (!(await isPartnerRelated(tx, owner, customerId))) throw refused('no-relationship', { customerId });
    await maySell(work, customerId);
    const rows = (await lockOlderAndPlans(tx, owner, customerId)).map(factsOf);
    const older = rows.filter((facts) => canUpgradeToPlan(facts, now));
    if (older.length === 0) throw refused('product-upgrade-no-azure');
    const transfers = await ownTransfers(tx, owner, customerId);
    for (const { id } of older) {
      const held = lockedByTransfer(transfers, id, now);
      if (held !== null) throw new Refused(held);
    }
    const plans = await plansFor(work, customerId, older, rows);
    const row: ProductUpgradeRow = {
      partner_id: actor.tenantId,
      customer_id: customerId,
      id: crypto.randomUUID(),
      product_family: 'azure',
      at: now.toISOString(),
      items: older.map((facts) => ({ sourceId: facts.id, ...planOf(plans, facts) })),
    };
    const azure = older.map((facts): AzureSubscriptionRow => {
      const role = {
        id: crypto.randomUUID(),
        principal_tenant_id: actor.tenantId,
        principal_group: 'AdminAgents',
        role: 'Owner',
      };
      return {
        partner_id: actor.tenantId,
        customer_id: customerId,
        id: facts.id,
        plan_id: planOf(plans, facts).targetId,
        friendly_name: facts.friendlyName,
        created_at: now.toISOString(),
        cancelled_at: null,
        roles: [role],
      };
    });
    const left = older.map((facts) => ({ facts: upgradedToPlan(facts, now), done: now }));
    work.write(saveSubscriptionsFrom(tx, left));
    for (const write of insertAzureSubscriptionsFrom(tx, azure)) work.write(write);
    work.write(insertProductUpgradeFrom(tx, row));
    for (const { facts } of left)
      work.event({
        tenantId: actor.tenantId,
        name: 'subscription-updated',
        about: { customerId, subscriptionId: facts.id },
      });
    work.audit({ newValue: row });
    return row;
  },
});

interface Plan {
  readonly targetId: string;
  readonly targetName: string;
}

type Plans = ReadonlyMap<string | null, Plan>;

const planOf = (plans: Plans, { partnerOnRecord }: SubscriptionFacts): Plan => plans.get(partnerOnRecord) as Plan;

/** The plan for each partner of record: the one that is there, or one that is bought now. */
async function plansFor(
  work: Work,
  customerId: string,
  older: readonly SubscriptionFacts[],
  rows: readonly SubscriptionFacts[],
): Promise<Plans> {
  const plans = new Map<string | null, Plan>();
  const wanted = new Set(older.map(({ partnerOnRecord }) => partnerOnRecord));
  for (const facts of rows)
    if (facts.commerce === 'azure_plan' && wanted.has(facts.partnerOnRecord))
      plans.set(facts.partnerOnRecord, { targetId: facts.id, targetName: facts.offerName });
  const missing = [...wanted].filter((partner) => !plans.has(partner));
  if (missing.length === 0) return plans;
  const lines = missing.map((partnerOnRecord, lineNumber) => ({ ...line, lineNumber, partnerOnRecord }));
  const [order] = await buy(work, {
    customerId,
    cartId: null,
    billingCycle: null,
    currency: null,
    attestationAccepted: true,
    lines,
  });
  for (const made of order?.lines ?? [])
    plans.set(made.partnerOnRecord, { targetId: made.subscriptionId, targetName: made.friendlyName });
  return plans;
}

const line = {
  catalogueId: planItem,
  quantity: 1,
  termDuration: null,
  billingCycle: null,
  friendlyName: null,
  parentSubscriptionId: null,
  additionalPartners: [],
  promotionId: null,
  currency: null,
  renewsTo: null,
  customTermEnd: null,
  provisioningContext: null,
};

/** How an upgrade of the caller's own stands. Refusals: product-upgrade-not-found, product-upgrade-other-customer. */
export const getProductUpgrade = read<
  { customerId: string; upgradeId: string },
  { related: boolean; upgrade: ProductUpgradeRow | null },
  ProductUpgradeRow
>({
  permission: 'productUpgrade.read',
  load: (sql, caller, { customerId, upgradeId }) => {
    const owner = { partnerId: caller.tenantId };
    return { related: isRelated(sql, owner, customerId), upgrade: ownProductUpgrade(sql, owner, upgradeId) };
  },
  answer: ({ facts }, { customerId, upgradeId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    if (facts.upgrade === null) return refuse('product-upgrade-not-found', { id: upgradeId });
    return facts.upgrade.customer_id === customerId
      ? facts.upgrade
      : refuse('product-upgrade-other-customer', { id: upgradeId });
  },
});
