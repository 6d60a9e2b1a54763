import type { Actor } from '../access/actor.ts';
import { permits } from '../access/permission.ts';
import { cloudCapabilities } from '../cloud/capabilities.ts';
import type { Refusal } from '../refusal.ts';
import type { InvitationTerms } from './acceptance.ts';

/**
 * Who may accept for the customer (R31): its Global administrator; where the realm allows it, a Billing administrator
 * too, a link that asks for no administration. Refusal: role-not-sufficient. Terms are null when the link cannot be read.
 */
export function mayAcceptInvitation(
  actor: Actor,
  terms: InvitationTerms | null,
  policy: { readonly billingAdminMayAccept: boolean },
): Refusal | null {
  const refusal = permits('customer.invitation.accept', actor);
  if (refusal === null || !policy.billingAdminMayAccept || !actor.roles.includes('billingAdmin')) return refusal;
  return terms !== null && !asksForDap(terms, actor.cloud) ? null : refusal;
}

/** Whether accepting grants DAP: the link says so, or the cloud knows no link without it (R29, R172). */
export function asksForDap(terms: InvitationTerms, cloud: Actor['cloud']): boolean {
  return terms.dap || cloudCapabilities[cloud].dapWithInvitations === 'always';
}
