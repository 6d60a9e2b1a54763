import type { ActorPartner } from '@multipartner/domain/access/actor.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { isRelated } from '../../store/order.ts';
import { factsOf, ownSubscription, type SubscriptionRow, supportContactOf } from '../../store/subscription.ts';
import { lockForSupportContact } from '../../store/subscription-change.ts';
import { act, read, refused } from '../operation.ts';
import { saveChanged } from './change.ts';

export interface SupportContact {
  readonly tenantId: string;
  readonly mpnId: string;
  readonly name: string;
}

interface ContactInput {
  readonly customerId: string;
  readonly subscriptionId: string;
}

/** Who supports the customer on a subscription: the partner itself unless it named one of its resellers (R130). */
export const getSupportContact = read<
  ContactInput,
  { related: boolean; subscription: SubscriptionRow | null; contact: { name: string; mpn_id: string } | null },
  SupportContact
>({
  permission: 'subscription.supportContact.read',
  load: (sql, caller, { customerId, subscriptionId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, owner, customerId),
      subscription: ownSubscription(sql, owner, customerId, subscriptionId),
      contact: supportContactOf(sql, owner, customerId, subscriptionId),
    };
  },
  answer: ({ actor, facts }, { customerId, subscriptionId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    if (facts.subscription === null) return refuse('subscription-not-found', { id: subscriptionId });
    const { support_contact_id: id } = facts.subscription;
    if (id === null || facts.contact === null)
      return { tenantId: actor.tenantId, mpnId: (actor.partner as ActorPartner).mpnId, name: actor.tenantName };
    return { tenantId: id, mpnId: facts.contact.mpn_id, name: facts.contact.name };
  },
});

/**
 * Names the support contact: the partner itself, or one of its resellers that has a relationship with the customer
 * (R130). Refusals: no-relationship, subscription-not-found, support-contact-invalid.
 */
export const setSupportContact = act<ContactInput & { contactId: string; mpnId: string | null }, SupportContact>({
  permission: 'subscription.supportContact.update',
  kind: 'subscription.setSupportContact',
  audited: { resourceType: 'subscription', operationType: 'update_subscription' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  body: async (work, { customerId, subscriptionId, contactId, mpnId }) => {
    const { tx, actor } = work;
    const row = await lockForSupportContact(tx, { partnerId: actor.tenantId }, customerId, subscriptionId, contactId);
    if (!row.related) throw refused('no-relationship', { customerId });
    if (row.subscription === null) throw refused('subscription-not-found', { id: subscriptionId });
    const { contact } = row;
    const itself = contactId === actor.tenantId;
    const fits =
      contact !== null && (itself || (contact.kind === 'indirect_reseller' && contact.partnered && contact.related));
    if (!fits) throw refused('support-contact-invalid', { id: contactId });
    if (mpnId !== null && mpnId !== contact.mpn_id)
      throw refused('value-conflicts', { field: 'supportMpnId', with: 'supportTenantId' });
    const before = factsOf(row.subscription);
    const supportContactId = itself ? null : contactId;
    if (supportContactId !== before.supportContactId)
      saveChanged(work, row.subscription, { ...before, supportContactId, version: before.version + 1 });
    return { tenantId: contactId, mpnId: contact.mpn_id, name: contact.name };
  },
});
