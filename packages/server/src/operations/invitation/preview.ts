import { directoryRole } from '@multipartner/domain/access/actor.ts';
import { isRefusal, type Refusal } from '@multipartner/domain/refusal.ts';
import { decideAcceptance, type InvitationTerms } from '@multipartner/domain/relationship/acceptance.ts';
import { asksForDap, mayAcceptInvitation } from '@multipartner/domain/relationship/accepting-person.ts';
import { constant } from '../../store/ask.ts';
import { type DirectoryRows, type OwnerRows, protectedDirectory, protectedOwners } from '../../store/evidence.ts';
import { type AcceptanceRows, acceptanceFacts } from '../../store/relationship.ts';
import { evidenceOf, ownerDocument } from '../evidence/protected.ts';
import { type Context, read } from '../operation.ts';
import { providerOf, toAcceptanceFacts } from './facts.ts';
import { readInvitationLink } from './link.ts';

/** What stays as it is, whatever is accepted (R220): how much of it, and the digest that proves it afterwards. */
export interface Unchanged {
  readonly partners: number;
  readonly subscriptions: number;
  readonly digest: string;
}

export interface InvitationPreview {
  readonly partners: readonly {
    readonly partnerId: string;
    readonly name: string;
    readonly country: string;
    readonly kind: string;
  }[];
  readonly asks: {
    readonly reseller: boolean;
    readonly dap: boolean;
    readonly roles: readonly { readonly id: string; readonly name: string }[];
  };
  readonly unchanged: Unchanged;
  readonly acceptable: boolean;
  readonly refusal?: { readonly code: string; readonly facts: Refusal['facts'] };
}

interface Facts {
  invitation: AcceptanceRows | null;
  owners: OwnerRows[];
  directory: DirectoryRows;
}

/**
 * What a link asks for, and whether it could be accepted now, without changing anything. Refusals: role-not-sufficient,
 * invitation-invalid, tenant-not-found (a partner that this cloud does not know, R170).
 */
export const previewInvitation: (context: Context, input: { readonly url: string }) => Promise<InvitationPreview> =
  read<{ readonly url: string }, Facts, InvitationPreview>({
    permission: 'customer.invitation.read',
    load: (sql, caller, { url }) => {
      const link = readInvitationLink(url);
      return {
        invitation: isRefusal(link)
          ? constant(sql, null)
          : acceptanceFacts(sql, caller.tenantId, link.partnerId, providerOf(link)),
        owners: protectedOwners(sql, caller.tenantId, null),
        directory: protectedDirectory(sql, caller.tenantId),
      };
    },
    answer: ({ actor, now, realm, facts }, { url }): InvitationPreview | Refusal => {
      const link = readInvitationLink(url);
      const notHim = mayAcceptInvitation(actor, isRefusal(link) ? null : link, realm.settings);
      if (notHim !== null) return notHim;
      if (isRefusal(link)) return link;
      const rows = facts.invitation as AcceptanceRows;
      const decision = decideAcceptance(link, toAcceptanceFacts(link, rows));
      if (isRefusal(decision) && (decision.code === 'tenant-not-found' || decision.code === 'invitation-invalid'))
        return decision;
      return {
        partners: partnersOf(link, rows),
        asks: {
          reseller: true,
          dap: asksForDap(link, actor.cloud),
          roles: asksForDap(link, actor.cloud) ? dapRoles : [],
        },
        unchanged: unchangedNow(actor.tenantId, facts, now),
        acceptable: !isRefusal(decision),
        ...(isRefusal(decision) ? { refusal: { code: decision.code, facts: decision.facts } } : {}),
      };
    },
  });

/** What DAP gives the people of the partner's agent groups (R55). */
export const dapRoles = [
  { id: directoryRole.globalAdministrator, name: 'Global Administrator' },
  { id: directoryRole.helpdeskAdministrator, name: 'Helpdesk Administrator' },
] as const;

function partnersOf(terms: InvitationTerms, rows: AcceptanceRows): InvitationPreview['partners'] {
  const ids = terms.type === 'reseller' ? [terms.partnerId] : [terms.partnerId, terms.providerId];
  return ids.flatMap((id) =>
    rows.parties
      .filter((one) => one.tenant_id === id)
      .map((one) => ({ partnerId: one.tenant_id, name: one.name, country: one.country, kind: one.kind })),
  );
}

/** Counts and digests what is protected at a tenant at this instant, over all its partners. */
export function unchangedNow(
  subject: string,
  facts: { owners: OwnerRows[]; directory: DirectoryRows },
  now: Date,
): Unchanged {
  const owners = facts.owners.map((rows) => ownerDocument(rows, now));
  const evidence = evidenceOf({
    asOf: now,
    subject,
    owners,
    directory: facts.directory as unknown as Record<string, unknown>,
  });
  return {
    partners: facts.owners.filter((rows) => living(rows.relationship) || living(rows.dap)).length,
    subscriptions: owners
      .flatMap((owner) => owner.document.subscriptions as { status?: string }[])
      .filter((subscription) => subscription.status !== 'deleted').length,
    digest: evidence.digest,
  };
}

const living = (row: Record<string, unknown> | null) => row !== null && row.ended_at === null;
