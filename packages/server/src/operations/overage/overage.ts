import type { ActorPartner } from '@multipartner/domain/access/actor.ts';
import { hasOverage } from '@multipartner/domain/catalogue/catalogue.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import { programAllows } from '@multipartner/domain/tenant/program-status.ts';
import { isRelated, readSale } from '../../store/order.ts';
import { lockForOverage, type OverageRow, ownOverage, saveOverage } from '../../store/overage.ts';
import { factsOf } from '../../store/subscription.ts';
import { isPartnerRelated } from '../../store/subscription-change.ts';
import { act, Refused, read, refused, type Work } from '../operation.ts';
import { namedPartner } from '../order/sale.ts';

/** The caller's overage at a customer; null when it never set one. Refusals: no-relationship. */
export const getOverage = read<
  { customerId: string },
  { related: boolean; overage: OverageRow | null },
  { readonly overage: OverageRow | null }
>({
  permission: 'overage.manage',
  load: (sql, caller, { customerId }) => {
    const owner = { partnerId: caller.tenantId };
    return { related: isRelated(sql, owner, customerId), overage: ownOverage(sql, owner, customerId) };
  },
  answer: ({ facts: { related, overage } }, { customerId }) =>
    related ? { overage } : refuse('no-relationship', { customerId }),
});

export interface OverageInput {
  readonly customerId: string;
  readonly azureSubscriptionId: string;
  /** Location id that use beyond the licences is attributed to; null: nobody. */
  readonly partnerOnRecord: string | null;
  readonly enabled: boolean;
}

/**
 * Switches on or off that more telephony is used than licensed, billed to an Azure subscription of the caller's own. One
 * partner at a customer has it on. Refusals: no-relationship, program-status-not-active, overage-legacy-azure,
 * overage-not-eligible, overage-taken, and those of the partner on record.
 */
export const setOverage = act<OverageInput, OverageRow>({
  permission: 'overage.manage',
  kind: 'overage.set',
  audited: { resourceType: 'subscription', operationType: 'manage_overage' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  body: async (work, input) => {
    const { tx, actor, now } = work;
    const { customerId, azureSubscriptionId, partnerOnRecord, enabled } = input;
    const owner = { partnerId: actor.tenantId };
    if (!(await isPartnerRelated(tx, owner, customerId))) throw refused('no-relationship', { customerId });
    const standing = programAllows((actor.partner as ActorPartner).programStatus, 'changeExisting');
    if (standing !== null) throw new Refused(standing);
    const facts = await lockForOverage(tx, owner, customerId, azureSubscriptionId);
    if (enabled && facts.legacyAzure) throw refused('overage-legacy-azure');
    const sold = facts.subscriptions
      .map(factsOf)
      .some((one) => hasOverage(one.productId, one.skuId) && statusAt(one, now) === 'active');
    if (!facts.azure || (enabled && !sold)) throw refused('overage-not-eligible');
    if (enabled && facts.taken) throw refused('overage-taken');
    await checkPartner(work, customerId, partnerOnRecord);
    const row: OverageRow = {
      partner_id: actor.tenantId,
      customer_id: customerId,
      azure_subscription_id: azureSubscriptionId,
      partner_on_record: partnerOnRecord,
      enabled,
      modified_at: now.toISOString(),
    };
    await saveOverage(tx, row);
    work.audit({ oldValue: facts.overage, newValue: row });
    return row;
  },
});

/** Use is attributed to the caller itself, or, of a provider, to a reseller that it works with (R9, R148). */
async function checkPartner({ tx, actor }: Work, customerId: string, id: string | null): Promise<void> {
  const partner = actor.partner as ActorPartner;
  if (id === null || id === partner.mpnId) return;
  const question = { customerId, named: [id], keys: [], own: false };
  const named = namedPartner(id, (await readSale(tx, { partnerId: actor.tenantId }, question)).named);
  if (named.kind === 'unknown') throw refused('partner-on-record-unknown', { id });
  if (named.kind !== 'reseller' || partner.kind !== 'indirect_provider')
    throw refused('partner-on-record-not-reseller', { id });
  if (!named.partnered) throw refused('partnership-required', { id });
}
