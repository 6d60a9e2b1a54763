import { isRefusal } from '@multipartner/domain/refusal.ts';
import { lockPartnership, savePartnership } from '../../store/partnership.ts';
import { grantDap, readParty } from '../../store/relationship.ts';
import { readPartnershipLink } from '../invitation/link.ts';
import { act, allowed, type Context, Refused, type Work } from '../operation.ts';
import { decideFor } from './facts.ts';

export interface AcceptedPartnership {
  /** False when the two worked together before: nothing changed. */
  readonly changed: boolean;
  readonly partnerships: readonly { readonly partnerId: string; readonly since: string }[];
}

/**
 * The reseller's Global administrator accepts a provider's link, with every check at this moment (R13, R15, R137). The
 * provider may then order for the reseller's customers that have a relationship with it, and administers the reseller's
 * own tenant until the reseller takes that away (R139). Refusals: those of decidePartnership, invitation-invalid.
 */
export function acceptPartnership(context: Context, { url }: { readonly url: string }): Promise<AcceptedPartnership> {
  return accept(context, readPartnershipLink(url));
}

const accept = act<ReturnType<typeof readPartnershipLink>, AcceptedPartnership>({
  permission: 'partnership.accept',
  kind: 'partnership.accept',
  audited: { resourceType: 'partner_relationship', operationType: 'create_partner_relationship' },
  pairs: ({ tenantId }, link) => (isRefusal(link) ? [] : [{ customerId: tenantId, partnerId: link.providerId }]),
  body: async (work, link) => {
    const { providerId } = allowed(link);
    const pair = { providerId, resellerId: work.actor.tenantId };
    const refusal = decideFor(
      work.actor,
      await readParty(work.tx, providerId),
      await readParty(work.tx, work.actor.tenantId),
    );
    if (refusal !== null) throw new Refused(refusal);
    const made = await savePartnership(work.tx, pair, work.now);
    if (made) await tell(work, pair);
    else work.audit({ customerId: null, customized: { acceptedBefore: true, providerId } });
    const since = made ? work.now : ((await lockPartnership(work.tx, pair, 'share'))?.since ?? work.now);
    return { changed: made, partnerships: [{ partnerId: providerId, since: since.toISOString() }] };
  },
});

async function tell(work: Work, pair: { readonly providerId: string; readonly resellerId: string }): Promise<void> {
  await grantDap(work.tx, { partnerId: pair.providerId }, pair.resellerId, work.now);
  for (const tenantId of [pair.resellerId, pair.providerId]) {
    work.audit({ tenantId, customerId: null, newValue: { ...pair, since: work.now.toISOString(), dap: true } });
  }
}
