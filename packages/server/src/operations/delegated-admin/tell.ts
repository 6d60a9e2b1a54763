import type { AdminRelationship } from '@multipartner/domain/delegated-admin/relationship.ts';
import { type Addressees, readAddressees } from '../../store/delegated-admin/addressees.ts';
import type { Work } from '../operation.ts';

type Detail = Omit<Parameters<Work['audit']>[0], 'tenantId' | 'customerId'>;

/** Writes the line into the partner's log and, where a customer is known, into the customer's (R99, R215). */
export function recordBoth(
  work: Work,
  pair: { readonly partnerId: string; readonly customerId: string | null },
  detail: Detail,
): void {
  for (const tenantId of [pair.partnerId, pair.customerId])
    if (tenantId !== null) work.audit({ tenantId, customerId: pair.customerId, ...detail });
}

/** What a log shows of a relationship: what was agreed, and no bookkeeping. */
export function recorded(one: AdminRelationship): Record<string, unknown> {
  const { id, partnerId, customerId, displayName, roleIds, durationDays, autoExtend, endAt } = one;
  return {
    id,
    partnerId,
    customerId,
    displayName,
    roleIds,
    durationDays,
    autoExtend,
    endAt: endAt?.toISOString() ?? null,
  };
}

/** Tells the partner of an event about one of its relationships. */
export function tellPartner(work: Work, one: AdminRelationship, name: string): void {
  work.event({
    tenantId: one.partnerId,
    name,
    about: { customerId: one.customerId, relationshipId: one.id, displayName: one.displayName },
  });
}

/** A mail to the partner's Admin agents and the customer's Global administrators (R66, R74). */
export async function mailBoth(
  work: Work,
  one: AdminRelationship,
  mail: { readonly name: string; readonly body: string },
): Promise<void> {
  if (one.customerId === null) return;
  const both = await readAddressees(work.tx, one.partnerId, one.customerId);
  for (const [tenantId, list] of [
    [one.partnerId, both.partner],
    [one.customerId, both.customer],
  ] as const satisfies readonly (readonly [string, Addressees['partner']])[])
    for (const recipient of list)
      work.mail({ tenantId, recipient, ...mail, about: { relationshipId: one.id, displayName: one.displayName } });
}
