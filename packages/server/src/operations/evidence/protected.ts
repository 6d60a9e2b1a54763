import { permits } from '@multipartner/domain/access/permission.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import { toActor } from '../../store/actor.ts';
import { ask } from '../../store/ask.ts';
import {
  type DirectoryRows,
  type OwnerRows,
  type ProtectedSubscriptionRow,
  protectedDirectory,
  protectedOwners,
} from '../../store/evidence.ts';
import { factsOf } from '../../store/subscription.ts';
import { type Context, Refused, refused } from '../operation.ts';
import { digestOf } from './digest.ts';

/** Everything protected of one owner at one customer, in its canonical form (section D). */
export interface OwnerDocument {
  readonly partnerId: string;
  readonly customerId: string;
  readonly document: Readonly<Record<string, unknown>>;
}

/** What is protected at a customer at an instant: by owner, and the customer's own directory (null for a partner's eyes). */
export interface ProtectedDocuments {
  readonly asOf: Date;
  readonly subject: string;
  readonly owners: readonly OwnerDocument[];
  readonly directory: Readonly<Record<string, unknown>> | null;
}

export interface Evidence {
  readonly asOf: string;
  readonly subject: string;
  readonly digest: string;
  readonly owners: readonly { readonly partnerId: string; readonly digest: string; readonly subscriptions: number }[];
}

export interface EvidenceInput {
  /** The instant at which a status is taken; the realm's now when absent. */
  readonly asOf: Date | null;
  /** A partner names the customer; a customer is its own subject. */
  readonly customerId: string | null;
}

/**
 * The canonical documents, to whom they belong: a customer sees every owner and its own directory, a partner its own
 * entry only (R97). Refusals: value-missing, no-relationship, role-not-sufficient.
 */
export async function readProtected(context: Context, input: EvidenceInput): Promise<ProtectedDocuments> {
  const { realm, caller } = context;
  const subject = input.customerId ?? caller.tenantId;
  const own = subject === caller.tenantId;
  const asked = await ask<{ owners: OwnerRows[]; directory: DirectoryRows | null }>(realm.database, caller, () => ({
    owners: protectedOwners(realm.database, subject, own ? null : caller.tenantId),
    directory: protectedDirectory(realm.database, caller.tenantId),
  }));
  const actor = toActor(caller, asked.actor);
  if (actor === null) throw refused('sign-in-required');
  if (own && actor.partner !== null) throw refused('value-missing', { field: 'customerId' });
  const refusal = permits(own ? 'customer.evidence.read' : 'evidence.partner', actor);
  if (refusal !== null) throw new Refused(refusal);
  if (!own && asked.facts.owners.length === 0) throw new Refused(refuse('no-relationship', { customerId: subject }));
  const asOf = input.asOf ?? asked.now;
  return {
    asOf,
    subject,
    owners: asked.facts.owners.map((rows) => ownerDocument(rows, asOf)),
    directory: own ? (asked.facts.directory as unknown as Record<string, unknown>) : null,
  };
}

/** The digests over the canonical documents, ready to be signed. */
export function evidenceOf(documents: ProtectedDocuments): Evidence {
  const owners = documents.owners.map((owner) => ({
    partnerId: owner.partnerId,
    digest: digestOf(owner.document),
    subscriptions: (owner.document.subscriptions as unknown[]).length,
  }));
  const parts = {
    owners: owners.map(({ partnerId, digest }) => ({ partnerId, digest })),
    directory: documents.directory === null ? null : digestOf(documents.directory),
  };
  return { asOf: documents.asOf.toISOString(), subject: documents.subject, digest: digestOf(parts), owners };
}

/** The canonical document of one owner's rows, statuses taken at `asOf`. */
export function ownerDocument(rows: OwnerRows, asOf: Date): OwnerDocument {
  return {
    partnerId: rows.partner_id,
    customerId: rows.customer_id,
    document: {
      partnerId: rows.partner_id,
      customerId: rows.customer_id,
      relationship: rows.relationship,
      delegatedAdministration: rows.dap,
      indirectResellers: rows.resellers,
      granularAdministration: rows.granular,
      agreements: rows.attestations,
      subscriptions: rows.subscriptions.map((row) => protectedSubscription(row, asOf)),
      transfers: rows.transfers,
    },
  };
}

/** T(s): every fact of a subscription but the bookkeeping of its version and due work, with its status at `asOf`. */
function protectedSubscription(
  { version, next_due_at, ...facts }: ProtectedSubscriptionRow,
  asOf: Date,
): Record<string, unknown> {
  return { ...facts, status: statusAt(factsOf({ ...facts, version, next_due_at }), asOf) };
}
