import { isRefusal } from '@multipartner/domain/refusal.ts';
import {
  type Acceptance,
  decideAcceptance,
  type InvitationTerms,
} from '@multipartner/domain/relationship/acceptance.ts';
import { mayAcceptInvitation } from '@multipartner/domain/relationship/accepting-person.ts';
import {
  type AcceptanceRows,
  addIndirectCustomer,
  countRelationships,
  grantDap,
  lockForAcceptance,
  type PartyRow,
  saveRelationship,
} from '../../store/relationship.ts';
import { act, allowed, type Context, Refused, type Work } from '../operation.ts';
import { providerOf, toAcceptanceFacts } from './facts.ts';
import { readInvitationLink } from './link.ts';

export interface AcceptedInvitation {
  /** False when everything that the link asks for was there before: nothing changed (R35). */
  readonly changed: boolean;
  readonly relationships: readonly { readonly partnerId: string; readonly type: 'reseller'; readonly since: string }[];
}

/**
 * The customer's Global administrator accepts a link, with every check at this moment (R31–R37). An indirect link makes
 * both relationships or none (R101). Refusals: those of decideAcceptance, role-not-sufficient, invitation-invalid.
 */
export function acceptInvitation(context: Context, { url }: { readonly url: string }): Promise<AcceptedInvitation> {
  return accept(context, readInvitationLink(url));
}

const accept = act<ReturnType<typeof readInvitationLink>, AcceptedInvitation>({
  permission: 'customer.invitation.read',
  kind: 'relationship.accept',
  audited: { resourceType: 'partner_customer_relationship', operationType: 'create_partner_relationship' },
  pairs: ({ tenantId }, link) =>
    isRefusal(link) ? [] : partiesOf(link).map((partnerId) => ({ customerId: tenantId, partnerId })),
  body: async (work, link) => {
    const { actor, tx } = work;
    const notHim = mayAcceptInvitation(actor, isRefusal(link) ? null : link, work.realm.settings);
    if (notHim !== null) throw new Refused(notHim);
    const terms = allowed(link);
    const rows = await lockForAcceptance(tx, actor.tenantId, terms.partnerId, providerOf(terms));
    const acceptance = allowed(decideAcceptance(terms, toAcceptanceFacts(terms, rows)));
    if (acceptance.acceptedBefore) {
      work.audit({ customerId: actor.tenantId, customized: { acceptedBefore: true, partners: partiesOf(terms) } });
    } else {
      await save(work, terms, rows, acceptance);
    }
    return { changed: !acceptance.acceptedBefore, relationships: shown(work.now, terms, rows, acceptance) };
  },
});

const partiesOf = (terms: InvitationTerms): string[] =>
  terms.type === 'reseller' ? [terms.partnerId] : [terms.partnerId, terms.providerId];

async function save(work: Work, terms: InvitationTerms, rows: AcceptanceRows, acceptance: Acceptance): Promise<void> {
  const { tx, now } = work;
  const { customer } = rows;
  const counted = new Map<string, number>();
  for (const partnerId of acceptance.relationships) {
    await saveRelationship(
      tx,
      { partnerId },
      {
        customerId: customer.id,
        origin: 'invitation',
        since: now,
        companyName: customer.name,
        domain: customer.domain,
        billingProfile: billingProfileOf(customer.name, customer.company),
      },
    );
    // An advisor that becomes a reseller was counted already.
    if (party(rows, partnerId).relationship === null) counted.set(partnerId, 1);
    tellOfRelationship(work, partnerId, customer.id, customer.name);
  }
  for (const partnerId of acceptance.dap) {
    await grantDap(tx, { partnerId }, customer.id, now);
    tellOfDap(work, partnerId, customer.id, customer.name);
  }
  if (terms.type === 'indirectReseller') {
    await addIndirectCustomer(tx, { partnerId: terms.providerId }, customer.id, terms.partnerId, now);
  }
  await countRelationships(tx, counted);
}

function tellOfRelationship(work: Work, partnerId: string, customerId: string, customerName: string): void {
  const newValue = { partnerId, customerId, type: 'reseller', since: work.now.toISOString() };
  for (const tenantId of [partnerId, customerId]) work.audit({ tenantId, customerId, newValue });
  work.event({
    tenantId: partnerId,
    name: 'reseller-relationship-accepted-by-customer',
    about: { customerId, customerName },
  });
}

function tellOfDap(work: Work, partnerId: string, customerId: string, customerName: string): void {
  for (const tenantId of [partnerId, customerId]) {
    work.audit({
      tenantId,
      customerId,
      resourceType: 'partner_customer_dap',
      operationType: 'dap_admin_relationship_approved',
      newValue: { partnerId, customerId, dap: true },
    });
  }
  work.event({ tenantId: partnerId, name: 'dap-admin-relationship-approved', about: { customerId, customerName } });
}

/** The partner's own bill-to record begins as a copy of the customer's company data (R43). */
export function billingProfileOf(name: string, company: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const address = (company.address ?? {}) as Record<string, unknown>;
  return {
    firstName: address.firstName,
    lastName: address.lastName,
    email: company.email,
    culture: company.culture,
    language: company.language,
    companyName: name,
    defaultAddress: address,
  };
}

function party(rows: AcceptanceRows, partnerId: string): PartyRow {
  return rows.parties.find((one) => one.tenant_id === partnerId) as PartyRow;
}

function shown(
  now: Date,
  terms: InvitationTerms,
  rows: AcceptanceRows,
  acceptance: Acceptance,
): AcceptedInvitation['relationships'] {
  return partiesOf(terms).map((partnerId) => {
    const since = acceptance.relationships.includes(partnerId)
      ? now
      : new Date(party(rows, partnerId).relationship?.since ?? now);
    return { partnerId, type: 'reseller', since: since.toISOString() };
  });
}
