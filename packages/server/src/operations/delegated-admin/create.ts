import { randomUUID } from 'node:crypto';
import { mayRequestAdministration } from '@multipartner/domain/delegated-admin/request.ts';
import { readTerms, type WrittenTerms } from '@multipartner/domain/delegated-admin/terms.ts';
import {
  insertAdminRelationship,
  readNamedCustomer,
  readStepMs,
  relationshipNamed,
} from '../../store/delegated-admin/relationship.ts';
import { act, allowed, Refused, refused, type Work } from '../operation.ts';
import { recordBoth, recorded } from './tell.ts';
import { type RelationshipView, relationshipView } from './view.ts';

/**
 * Makes a draft of a granular relationship (R61): nothing is asked of the customer by that. Refusals: those of readTerms,
 * capability-not-in-cloud, program-status-not-active, tenant-not-found, own-customer, relationship-name-taken.
 */
export const createAdminRelationship = act<WrittenTerms, RelationshipView>({
  permission: 'gdap.request',
  kind: 'gdap.create',
  audited: { resourceType: 'granular_admin_relationship', operationType: 'granular_admin_relationship_created' },
  pairs: ({ tenantId }, { customerId }) => [{ customerId: customerId ?? 'any', partnerId: tenantId }],
  body: async (work, written) => {
    const { tx, now, actor } = work;
    const may = mayRequestAdministration(actor);
    if (may !== null) throw new Refused(may);
    const terms = allowed(readTerms(written, null));
    const name = await customerName(work, terms.customerId);
    const owner = { partnerId: actor.tenantId };
    const stepMs = await readStepMs(tx);
    const row = await insertAdminRelationship(tx, owner, {
      ...terms,
      id: randomUUID(),
      createdAt: now,
      providerId: null,
      stepMs,
    });
    if (row === null) throw nameTaken(await relationshipNamed(tx, owner, terms.displayName));
    const view = relationshipView(row, name, now);
    recordBoth(work, { partnerId: actor.tenantId, customerId: null }, { newValue: recorded(view.relationship) });
    return view;
  },
});

/** The name of the tenant that is asked; it must be another one of the partner's own cloud (R170). */
export async function customerName(work: Work, customerId: string | null): Promise<string | null> {
  if (customerId === null) return null;
  if (customerId === work.actor.tenantId) throw refused('own-customer', { field: 'customerId' });
  const customer = await readNamedCustomer(work.tx, customerId);
  if (customer === null || customer.cloud !== work.actor.cloud)
    throw refused('tenant-not-found', { field: 'customerId', id: customerId });
  return customer.name;
}

export const nameTaken = (relationshipId: string | null): Refused =>
  refused('relationship-name-taken', { field: 'displayName', ...(relationshipId === null ? {} : { relationshipId }) });
