import { randomUUID } from 'node:crypto';
import { nextDue } from '@multipartner/domain/delegated-admin/due.ts';
import { mayPrepareFor } from '@multipartner/domain/delegated-admin/prepare.ts';
import { readTerms, type WrittenTerms } from '@multipartner/domain/delegated-admin/terms.ts';
import {
  insertAdminRelationship,
  readStepMs,
  updateAdminRelationship,
} from '../../store/delegated-admin/relationship.ts';
import { adminRelationshipOf } from '../../store/delegated-admin/row.ts';
import { lockPartnership } from '../../store/partnership.ts';
import { readParty } from '../../store/relationship.ts';
import { act, allowed, Refused, refused } from '../operation.ts';
import { customerName, nameTaken } from './create.ts';
import { recorded } from './tell.ts';
import { type RelationshipView, relationshipView } from './view.ts';

/**
 * A provider prepares a granular relationship for an indirect reseller it works with (R79): it is the reseller's, awaits
 * the customer's approval, and nobody can approve it before the reseller has consented. Refusals: those of mayPrepareFor
 * and readTerms, tenant-not-found, own-customer, relationship-name-taken.
 */
export const prepareForReseller = act<{ readonly resellerId: string; readonly terms: WrittenTerms }, RelationshipView>({
  permission: 'gdap.prepare',
  kind: 'gdap.prepare',
  audited: { resourceType: 'granular_admin_relationship', operationType: 'granular_admin_relationship_created' },
  pairs: (_caller, { resellerId, terms }) => [{ customerId: terms.customerId ?? 'any', partnerId: resellerId }],
  body: async (work, { resellerId, terms: written }) => {
    const { tx, now, actor } = work;
    const partnership = await lockPartnership(tx, { providerId: actor.tenantId, resellerId }, 'share');
    const party = await readParty(tx, resellerId);
    const reseller = party === null ? null : { ...party, programStatus: party.program_status };
    const refusal = mayPrepareFor(actor, reseller, partnership !== null);
    if (refusal !== null) throw new Refused(refusal);
    const terms = allowed(readTerms(written, null));
    if (terms.customerId === resellerId) throw refused('own-customer', { field: 'customerId' });
    const name = await customerName(work, terms.customerId);
    const owner = { partnerId: resellerId };
    const stepMs = await readStepMs(tx);
    const id = randomUUID();
    const draft = await insertAdminRelationship(tx, owner, {
      ...terms,
      id,
      createdAt: now,
      providerId: actor.tenantId,
      stepMs,
    });
    // Which one of the reseller's has the name is none of the provider's business (R97).
    if (draft === null) throw nameTaken(null);
    const times = { lockedAt: now, pendingAt: new Date(now.getTime() + stepMs) };
    const due = nextDue({ ...adminRelationshipOf(draft), ...times }, now);
    const row = await updateAdminRelationship(tx, owner, id, { ...times, stepMs, dueAt: due?.at ?? null }, now);
    const view = relationshipView(row, name, now);
    for (const tenantId of [actor.tenantId, resellerId])
      work.audit({
        tenantId,
        newValue: recorded(view.relationship),
        customized: { providerId: actor.tenantId, consentPending: true },
      });
    return view;
  },
});
