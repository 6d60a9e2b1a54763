import { mayInCustomer } from '@multipartner/domain/access/customer-administration.ts';
import { licenceOf } from '@multipartner/domain/catalogue/catalogue.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import { type AdministrationRow, ownAdministration, toAdministration } from '../../store/administration.ts';
import { isRelated } from '../../store/order.ts';
import { factsOf, ownSubscription, type SubscriptionRow } from '../../store/subscription.ts';
import { rightsUsed } from '../access/use.ts';
import { read } from '../operation.ts';

export interface Provisioning {
  /** The licence's id, or the product's own id where it is not licensed by seats. */
  readonly skuId: string;
  readonly status: 'success' | 'failed';
  readonly quantity: number;
  readonly endsAt: Date | null;
}

/**
 * How far a subscription is provisioned in the customer's tenant: a look inside, so delegated rights are asked for (R59).
 * Refusals: no-relationship, customer-access-denied, subscription-not-found.
 */
export const getProvisioning = read<
  { customerId: string; subscriptionId: string },
  { related: boolean; administration: AdministrationRow; subscription: SubscriptionRow | null },
  Provisioning
>({
  permission: 'subscription.read',
  load: (sql, caller, { customerId, subscriptionId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, owner, customerId),
      administration: ownAdministration(sql, caller, customerId),
      subscription: ownSubscription(sql, owner, customerId, subscriptionId),
    };
  },
  answer: ({ actor, facts, now, realm }, { customerId, subscriptionId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    const rights = toAdministration(actor, facts.administration);
    const denied = mayInCustomer('customer.provisioning.read', rights);
    if (denied !== null) return denied;
    if (facts.subscription === null) return refuse('subscription-not-found', { id: subscriptionId });
    rightsUsed(realm, actor, rights, customerId, now);
    const one = factsOf(facts.subscription);
    return {
      skuId: licenceOf(one.productId, one.skuId)?.skuId ?? one.productId,
      status: statusAt(one, now) === 'deleted' ? 'failed' : 'success',
      quantity: one.quantity,
      endsAt: one.termEndsAt,
    };
  },
});
