import { type Refusal, refuse } from '../refusal.ts';
import type { PartnerKind } from '../tenant/partner.ts';
import type { Actor, TenantRole } from './actor.ts';

/** One row of the role × action matrix (section H). */
interface Permission {
  /** Which side of a relationship acts: a programme partner, any tenant as a customer, whoever is signed in, or the realm's operator. */
  readonly side: 'partner' | 'customer' | 'anybody' | 'operator';
  readonly roles: readonly TenantRole[];
  /** Kinds of partner that have the action at all (R1, R143, R166); all when absent. */
  readonly kinds?: readonly PartnerKind[];
  /** A role that a person must hold besides one of `roles` (R110). */
  readonly personAlso?: TenantRole;
  /** Whether an application acting for itself may, by what was granted to it alone; else it has the Admin agent's column. */
  readonly applications?: boolean;
  readonly rule: string;
}

const everyone: readonly TenantRole[] = ['user'];
const groupAdmins: readonly TenantRole[] = ['globalAdmin', 'userAdmin', 'groupsAdmin'];
const sellers: readonly PartnerKind[] = ['direct', 'indirect_provider'];
/** A reseller that sold directly before still has what it is to give away (R180). */
const transferring: readonly PartnerKind[] = ['direct', 'indirect_provider', 'indirect_reseller'];

/** The role × action matrix of section H, both sides, as one table: every operation names its row. */
export const permissions = {
  // The partner's own tenant and standing
  'agreement.partner.sign': { side: 'partner', roles: ['globalAdmin'], rule: 'R14' },
  'program.read': { side: 'partner', roles: ['globalAdmin', 'userAdmin', 'adminAgent', 'salesAgent'], rule: 'R18' },
  'profile.read': { side: 'partner', roles: everyone, rule: 'section H' },
  'profile.update': { side: 'partner', roles: ['globalAdmin'], rule: 'section H' },
  'profile.billing.update': { side: 'partner', roles: ['globalAdmin', 'billingAdmin'], rule: 'section H' },
  'domain.read': { side: 'partner', roles: everyone, rule: 'own decision' },
  'market.read': { side: 'partner', roles: everyone, rule: 'own decision' },
  'reseller.agreementStatus.read': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent'],
    kinds: ['indirect_provider'],
    rule: 'R17',
  },
  'user.invite': { side: 'partner', roles: ['globalAdmin'], rule: 'R165' },
  'audit.read': { side: 'partner', roles: ['globalAdmin', 'adminAgent'], rule: 'R213' },
  // Relationships
  'invitation.create': {
    side: 'partner',
    roles: ['globalAdmin', 'userAdmin', 'adminAgent', 'salesAgent'],
    rule: 'R28',
  },
  'customer.create': {
    side: 'partner',
    roles: ['globalAdmin', 'userAdmin', 'adminAgent', 'salesAgent'],
    kinds: sellers,
    rule: 'R40',
  },
  'customer.list': {
    side: 'partner',
    roles: ['globalAdmin', 'userAdmin', 'adminAgent', 'salesAgent', 'helpdeskAgent'],
    rule: 'R53',
  },
  'customer.update': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent', 'helpdeskAgent'],
    rule: 'R43',
  },
  'customer.billing.update': { side: 'partner', roles: ['globalAdmin', 'adminAgent', 'salesAgent'], rule: 'section H' },
  'customer.billing.read': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent', 'helpdeskAgent'],
    rule: 'section H',
  },
  'relationship.remove': { side: 'partner', roles: ['globalAdmin', 'adminAgent'], kinds: sellers, rule: 'R44' },
  'relationship.list': { side: 'partner', roles: ['globalAdmin', 'adminAgent', 'salesAgent'], rule: 'R140, R147' },
  'dap.remove': { side: 'partner', roles: ['adminAgent'], rule: 'R58' },
  'gdap.request': { side: 'partner', roles: ['adminAgent'], rule: 'R61' },
  'gdap.terminate': { side: 'partner', roles: ['adminAgent'], rule: 'R74' },
  'gdap.assign': { side: 'partner', roles: ['globalAdmin', 'userAdmin', 'adminAgent'], rule: 'R69' },
  'gdap.bulk': { side: 'partner', roles: ['globalAdmin', 'userAdmin', 'adminAgent'], rule: 'own decision' },
  'gdap.template.read': { side: 'partner', roles: ['globalAdmin', 'userAdmin', 'adminAgent'], rule: 'own decision' },
  'gdap.template.write': { side: 'partner', roles: ['globalAdmin', 'adminAgent'], rule: 'own decision' },
  'gdap.prepare': { side: 'partner', roles: ['adminAgent'], kinds: ['indirect_provider'], rule: 'R79' },
  'partnership.request': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent'],
    kinds: ['indirect_provider'],
    rule: 'R137',
  },
  'partnership.accept': {
    side: 'partner',
    roles: ['globalAdmin'],
    kinds: ['indirect_reseller', 'direct'],
    rule: 'R3, R137',
  },
  'partnership.remove': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent'],
    kinds: ['indirect_provider'],
    rule: 'R149',
  },
  'partnership.list': { side: 'partner', roles: ['globalAdmin', 'adminAgent', 'salesAgent'], rule: 'R140' },
  // Agreements
  'agreement.customer.read': { side: 'partner', roles: ['globalAdmin', 'adminAgent', 'salesAgent'], rule: 'R201' },
  'agreement.customer.attest': { side: 'partner', roles: ['adminAgent', 'salesAgent'], kinds: sellers, rule: 'R201' },
  'qualification.read': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent', 'helpdeskAgent'],
    rule: 'R205',
  },
  'qualification.update': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent'],
    kinds: sellers,
    rule: 'R205',
  },
  // Selling
  'catalogue.read': {
    side: 'partner',
    roles: ['globalAdmin', 'billingAdmin', 'adminAgent', 'salesAgent'],
    kinds: sellers,
    rule: 'section H',
  },
  'promotion.read': { side: 'partner', roles: ['globalAdmin', 'adminAgent'], kinds: sellers, rule: 'section H' },
  'margin.read': { side: 'partner', roles: ['globalAdmin', 'adminAgent'], kinds: sellers, rule: 'section H' },
  'migration.read': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent'],
    kinds: sellers,
    rule: 'own decision',
  },
  'migration.write': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent'],
    kinds: sellers,
    rule: 'own decision',
  },
  'productUpgrade.read': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent'],
    kinds: sellers,
    rule: 'own decision',
  },
  'productUpgrade.create': { side: 'partner', roles: ['adminAgent'], kinds: sellers, rule: 'own decision' },
  'cart.read': { side: 'partner', roles: ['adminAgent', 'salesAgent'], kinds: sellers, rule: 'section H' },
  'cart.write': { side: 'partner', roles: ['adminAgent', 'salesAgent'], kinds: sellers, rule: 'section H' },
  'order.create': { side: 'partner', roles: ['adminAgent', 'salesAgent'], kinds: sellers, rule: 'R103' },
  'order.read': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent', 'helpdeskAgent'],
    kinds: sellers,
    rule: 'section H',
  },
  'order.update': { side: 'partner', roles: ['adminAgent', 'salesAgent'], kinds: sellers, rule: 'R103' },
  'subscription.read': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent', 'helpdeskAgent'],
    kinds: sellers,
    rule: 'R105',
  },
  'subscription.change': { side: 'partner', roles: ['adminAgent', 'salesAgent'], kinds: sellers, rule: 'R114' },
  'subscription.transition': { side: 'partner', roles: ['globalAdmin', 'adminAgent'], kinds: sellers, rule: 'R128' },
  'overage.manage': { side: 'partner', roles: ['globalAdmin', 'adminAgent'], kinds: sellers, rule: 'own decision' },
  'subscription.supportContact.read': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent', 'helpdeskAgent'],
    kinds: sellers,
    rule: 'R130',
  },
  'subscription.supportContact.update': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'helpdeskAgent'],
    kinds: sellers,
    rule: 'R130',
  },
  'transfer.read': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent'],
    kinds: transferring,
    rule: 'section J',
  },
  // Which transfers, each kind says itself: Azure and newer licences take an Admin agent (R183)
  'transfer.create': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent'],
    kinds: transferring,
    rule: 'R180, R183',
  },
  'transfer.answer': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent'],
    kinds: transferring,
    rule: 'R180, R183',
  },
  'transfer.cancel': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent'],
    kinds: transferring,
    rule: 'R180, R185',
  },
  'azureSubscription.create': { side: 'partner', roles: ['adminAgent', 'salesAgent'], kinds: sellers, rule: 'R54' },
  'azureSubscription.cancel': {
    side: 'partner',
    roles: ['adminAgent'],
    personAlso: 'globalAdmin',
    kinds: sellers,
    rule: 'R110',
  },
  'azureSubscription.reactivate': {
    side: 'partner',
    roles: ['adminAgent'],
    personAlso: 'globalAdmin',
    kinds: sellers,
    rule: 'R110',
  },
  'selfServePolicy.read': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent'],
    kinds: sellers,
    rule: 'own decision',
  },
  'selfServePolicy.write': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent'],
    kinds: sellers,
    rule: 'own decision',
  },
  'invoice.read': {
    side: 'partner',
    roles: ['globalAdmin', 'billingAdmin', 'adminAgent'],
    kinds: sellers,
    rule: 'section H, R111',
  },
  'usage.read': { side: 'partner', roles: ['globalAdmin', 'billingAdmin', 'adminAgent'], kinds: sellers, rule: 'R111' },
  'usageBudget.update': { side: 'partner', roles: ['globalAdmin', 'adminAgent'], kinds: sellers, rule: 'own decision' },
  'devicePolicy.read': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent', 'helpdeskAgent'],
    rule: 'own decision',
  },
  'devicePolicy.write': { side: 'partner', roles: ['adminAgent', 'salesAgent'], rule: 'own decision' },
  'serviceRequest.read': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'helpdeskAgent'],
    rule: 'section H',
  },
  'serviceRequest.write': { side: 'partner', roles: ['adminAgent', 'helpdeskAgent'], rule: 'section H' },
  'analytics.read': {
    side: 'partner',
    roles: ['globalAdmin', 'adminAgent', 'salesAgent'],
    rule: 'R143, own decision',
  },
  'securityReport.read': { side: 'partner', roles: ['globalAdmin', 'adminAgent'], rule: 'own decision' },
  'serviceHealth.read': { side: 'partner', roles: everyone, rule: 'own decision' },
  // Inside a customer: the door is open to every person of a partner, the rights are decided by DAP and GDAP
  'customer.administer': { side: 'partner', roles: everyone, rule: 'R55, R69, R83' },
  'applicationConsent.write': { side: 'partner', roles: ['adminAgent'], rule: 'own decision' },
  'explain.partner': { side: 'partner', roles: ['globalAdmin', 'userAdmin', 'adminAgent'], rule: 'own decision' },
  'evidence.partner': { side: 'partner', roles: ['globalAdmin', 'adminAgent'], rule: 'own decision' },
  // The customer's side
  'customer.invitation.read': { side: 'customer', roles: ['globalAdmin', 'billingAdmin'], rule: 'R31' },
  'customer.invitation.accept': { side: 'customer', roles: ['globalAdmin'], rule: 'R31' },
  'customer.gdap.approve': { side: 'customer', roles: ['globalAdmin', 'delegatedAdminAdmin'], rule: 'R66' },
  'customer.agreement.sign': { side: 'customer', roles: ['globalAdmin'], rule: 'R202' },
  'customer.partners.read': { side: 'customer', roles: ['globalAdmin', 'delegatedAdminAdmin'], rule: 'R216' },
  'customer.administration.remove': { side: 'customer', roles: ['globalAdmin', 'delegatedAdminAdmin'], rule: 'R57' },
  'customer.partner.delete': { side: 'customer', roles: ['globalAdmin'], rule: 'R49' },
  'customer.organization.read': { side: 'customer', roles: everyone, rule: 'R37' },
  'customer.organization.update': { side: 'customer', roles: ['globalAdmin'], rule: 'R37' },
  'customer.audit.read': { side: 'customer', roles: ['globalAdmin'], rule: 'R214' },
  'customer.evidence.read': { side: 'customer', roles: ['globalAdmin'], rule: 'own decision' },
  'customer.explain': { side: 'customer', roles: ['globalAdmin'], rule: 'own decision' },
  'customer.transfer.read': { side: 'customer', roles: ['globalAdmin'], rule: 'R186, own decision' },
  'customer.azureRole.remove': { side: 'customer', roles: ['globalAdmin'], rule: 'R86' },
  // What a dialect answers to everybody, with more or less in it
  'tenant.enter': { side: 'anybody', roles: everyone, rule: 'own decision' },
  // The directory of the own tenant
  'directory.read': { side: 'anybody', roles: everyone, rule: 'own decision' },
  'group.create': { side: 'anybody', roles: groupAdmins, applications: true, rule: 'own decision' },
  'group.update': { side: 'anybody', roles: groupAdmins, applications: true, rule: 'own decision' },
  'group.delete': { side: 'anybody', roles: groupAdmins, applications: true, rule: 'own decision' },
  'group.members.add': { side: 'anybody', roles: groupAdmins, applications: true, rule: 'own decision' },
  'group.members.remove': { side: 'anybody', roles: groupAdmins, applications: true, rule: 'own decision' },
  // The groups behind the agent roles: who is an agent is decided by who decides on people (R161, R163)
  'agentGroup.members.update': {
    side: 'anybody',
    roles: ['globalAdmin', 'userAdmin'],
    applications: true,
    rule: 'R161, section H',
  },
  'announcement.read': { side: 'anybody', roles: everyone, rule: 'R194' },
  // The realm's operator: a Global Administrator of the realm's own tenant, or an application that was granted the role
  'realm.operate': { side: 'operator', roles: ['globalAdmin'], applications: true, rule: 'own decision' },
} as const satisfies Record<string, Permission>;

export type PermissionName = keyof typeof permissions;

/**
 * Whether the actor's tenant and roles allow an action at all, before any object is looked at (R167).
 * Refusals: kind-not-sufficient, role-not-sufficient.
 */
export function permits(name: PermissionName, actor: Actor): Refusal | null {
  const permission: Permission = permissions[name];
  if (permission.side === 'operator' && !actor.operator) return refuse('role-not-sufficient', { action: name });
  if (permission.side === 'partner') {
    if (actor.partner === null) return refuse('kind-not-sufficient', { action: name });
    if (permission.kinds !== undefined && !permission.kinds.includes(actor.partner.kind)) {
      return refuse('kind-not-sufficient', { action: name });
    }
  }
  if (permission.applications === true && actor.userId === null) return null;
  if (!actor.roles.some((role) => permission.roles.includes(role)))
    return refuse('role-not-sufficient', { action: name, roles: permission.roles });
  const { personAlso } = permission;
  if (personAlso !== undefined && actor.userId !== null && !actor.roles.includes(personAlso))
    return refuse('role-not-sufficient', { action: name, roles: [personAlso] });
  return null;
}
