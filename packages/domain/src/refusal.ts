/**
 * A refusal is data: what was refused, and the facts that explain it. Each protocol maps every code to its own
 * status, number and sentence, in a map that does not compile when a code is missing.
 */
export interface Refusal {
  readonly refused: true;
  readonly code: RefusalCode;
  readonly facts: RefusalFacts;
}

export type RefusalFacts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Every reason for which something may be refused; one sentence each says when. */
export const refusalCodes = {
  // Who asks
  'sign-in-required': 'no valid token',
  'mfa-required': 'the realm demands a second factor of people (900421)',
  'user-required': 'only a person may do this (R168)',
  'role-not-sufficient': "the caller's roles do not allow it; decided before any existence check (R167)",
  'kind-not-sufficient': "the caller's tenant is not of a kind that may do this (R1, R143)",
  'customer-access-denied': 'no delegated right inside the customer allows it (R51, R83)',
  'no-relationship': 'the caller has no relationship with this customer (R51)',
  'tenant-not-found': 'no such tenant in this cloud (R170)',
  'conditional-access-blocked': "the customer's own policy blocks the caller (R81)",
  // What is asked
  'value-missing': 'a required member is missing: facts.field',
  'value-invalid': 'a member has a value that cannot be: facts.field, facts.reason',
  'value-conflicts': 'two members contradict each other: facts.field, facts.with',
  'identifier-malformed': 'an id has not the form that ids of its kind have: facts.field, facts.form',
  'stale-version': 'the object was changed since it was read (R133)',
  'not-found': 'no such object: facts.kind, facts.id',
  'subscription-not-found': "no such subscription among the caller's own (R105)",
  'order-not-found': "no such order among the caller's own",
  'cart-not-found': "no such cart among the caller's own",
  'user-not-found': 'no such user in the tenant',
  'product-not-found': 'no such product in this market',
  'sku-not-found': 'no such SKU in this market',
  'availability-not-found': 'no such availability in this market',
  'offer-not-found': 'no such offer in this market',
  'view-not-allowed': 'no such view of the catalogue: facts.view',
  'segment-not-allowed': 'nothing of this segment is sold to the customer (R206): facts.segment',
  // The programme
  'program-status-not-active': 'the programme status does not allow it (R18–R20): facts.status',
  'reseller-status-not-active': "the reseller's programme status does not allow it (R18)",
  'mpa-not-accepted': 'the partner agreement has not been accepted (R14)',
  'reseller-mpa-not-accepted': 'the indirect reseller has not accepted the partner agreement (R15)',
  'market-mismatch': "the customer's country is not in the partner's market (R12)",
  'region-mismatch': 'provider and reseller are not in one region (R13)',
  'capability-not-in-cloud': 'this cloud does not have it (R178): facts.capability, facts.cloud',
  // Relationships
  'customer-is-partner': 'a tenant that transacts in the programme cannot be a customer (R154–R160)',
  'own-customer': 'nobody is his own customer (R156)',
  'company-data-incomplete': "the customer's company data must be completed first (R37): facts.fields",
  'invitation-invalid': 'the link is not one of ours, or was altered: facts.reason',
  'partner-cannot-accept': 'the inviting partner cannot take new customers now (R18, R36)',
  'partnership-required': 'provider and reseller do not work together (R26, R41, R148)',
  'provider-required': 'an indirect reseller must name its provider (R26)',
  'not-an-indirect-reseller': 'the other tenant is not enrolled as an indirect reseller (R137)',
  'partnership-not-found': 'there is no such partnership',
  'relationship-not-found': 'there is no such relationship',
  'relationship-in-use': 'live subscriptions block the removal (R45, R46): facts.subscriptionIds',
  'relationship-kept-by-partner': 'only the partner can end a reseller relationship (R49)',
  'tenant-domain-taken': 'the domain name belongs to somebody (R39)',
  'registration-number-missing': 'this country demands a company registration number (R208)',
  'registration-number-invalid': 'the registration number has not the form of this country (R208): facts.format',
  'registration-number-unsupported': 'this country does not take a registration number (R208)',
  'phone-missing': 'this country demands a telephone number (R208)',
  // Granular administration
  'relationship-not-editable': 'the relationship cannot be changed so in this state (R62): facts.status, facts.fields',
  'relationship-not-active': 'the relationship is not active: facts.status',
  'relationship-name-taken': 'another relationship of the partner has this name (R61): facts.relationshipId',
  'action-not-possible': 'the relationship does not take this action now (R62): facts.action, facts.status',
  'auto-extend-with-global-administrator': 'a relationship with the Global administrator cannot extend itself (R72)',
  'role-not-grantable': 'no built-in directory role that can be granted so (R61): facts.roleIds',
  'role-not-approved': 'roles that the customer did not approve in this relationship (R69): facts.roleIds',
  'group-not-found': "no security group of the partner's tenant: facts.groupId",
  'assignment-exists': 'the group has an assignment in this relationship already: facts.assignmentId',
  'assignment-not-active': 'the assignment cannot be changed in this state: facts.status',
  'operation-in-progress': 'another change of the same object is under way',
  'consent-pending': 'the reseller has not yet consented to what its provider prepared (R79)',
  // Agreements and eligibility
  'agreement-missing': 'the customer agreement is neither attested by this partner nor signed by the customer (R201)',
  'agreement-date-in-future': 'an agreement cannot be attested before it was accepted (R201)',
  'agreement-attested-before': 'the same attestation is on record already (R201)',
  'partner-not-found': 'no partner has this location id or parent account id: facts.id',
  'reseller-location-unknown': 'no location of the programme has this id (R17): facts.id',
  'reseller-tenant-unknown': 'no partner account belongs to this tenant (R17): facts.id',
  'location-of-no-reseller': 'the account of this location is not enrolled as an indirect reseller (R17): facts.id',
  'reseller-in-another-region': "the reseller's region is not the provider's (R13, R17): facts.id, facts.country",
  'reseller-location-unsigned': 'the reseller of this location has not accepted the partner agreement (R15, R17)',
  'reseller-tenant-unsigned': "the tenant's partner account has not accepted the partner agreement (R15, R17)",
  'vetting-under-review': 'the customer account is being vetted (R207)',
  'vetting-not-allowed': 'the customer account was not approved (R207)',
  'qualification-missing': 'the customer lacks the qualification the product needs (R205, R206)',
  'qualification-not-settable': 'a partner may not set this qualification (R205)',
  // Selling
  'line-invalid': 'a line of a cart or order cannot be: facts.line, facts.reason',
  'offer-not-in-country': "not offered in the customer's country (R12)",
  'offer-not-in-cloud': 'not offered in this cloud',
  'quantity-out-of-range': 'the quantity is outside of what the product allows (R114): facts.minimum, facts.maximum',
  'term-invalid': 'the term is not offered (R112)',
  'billing-cycle-invalid': 'the billing cycle is not offered (R112)',
  'billing-cycle-longer-than-term': 'the billing cycle is longer than the term (R112)',
  'billing-cycle-fixed': 'the billing cycle of this subscription cannot change in its term (R115)',
  'term-shorter': 'a running term never becomes shorter (R115)',
  'term-end-not-aligned':
    'a first term may end with an own active subscription or with a month only (R120): facts.line',
  'currency-invalid': "not the currency of the customer's market",
  'limit-per-customer': 'the customer has as many as it may have (R127): facts.limit',
  'limit-per-tenant': 'the customer has as many subscriptions as a tenant may have (R129): facts.limit',
  'prerequisite-missing': 'the customer has no base product for this add-on (R126): facts.prerequisites',
  'parent-subscription-invalid': 'the parent subscription cannot carry this add-on (R126)',
  'attestation-required': 'naming a reseller needs the attestation (R122)',
  'partner-on-record-unknown': 'no partner has this location id (R9)',
  'partner-on-record-not-reseller': 'this location id is no indirect reseller (R9)',
  'partner-on-record-is-provider': "a provider's own id cannot be the partner of record (R9)",
  'partner-on-record-fixed': 'the partner of record of this product cannot change (R121, R123)',
  'support-contact-invalid':
    'neither the partner itself nor a reseller of it that has a relationship with the customer (R130)',
  'azure-plan-exists': 'this partner already has an Azure plan here for this partner of record (R107)',
  'azure-plan-required': 'an active Azure plan is needed first (R109)',
  'legacy-azure-after-plan': 'legacy Azure cannot be bought beside an Azure plan (R109)',
  'azure-subscription-not-found': "no such Azure subscription under the caller's own plan (R108)",
  'azure-cancellation-reason-invalid': 'Azure subscriptions are cancelled for a known reason only (R110): facts.reason',
  'azure-role-missing': 'the customer took the role on the Azure subscription from the partner (R86)',
  'azure-subscription-not-reactivable': 'this Azure subscription cannot be reactivated now: facts.reason',
  'azure-plan-in-use': 'active Azure subscriptions or reservations hang under the plan (R109)',
  'cart-expired': 'the cart is older than seven days',
  'cart-submitted': 'the cart was checked out already (R104)',
  'cart-in-progress': 'the cart is being checked out by another request (R104)',
  'order-not-cancellable': 'the order cannot be cancelled (R113)',
  'cancellation-window-passed': 'the days for cancelling have passed (R113): facts.days',
  'reduction-window-passed': 'seats can be taken back only some days after they were added (R114): facts.days',
  'subscription-suspended': 'a suspended subscription cannot be changed so (R114)',
  'subscription-not-active': 'the subscription is not active: facts.status',
  'subscription-deleted': 'a deleted subscription cannot be changed',
  'transition-not-allowed': 'the state cannot change so: facts.from, facts.to',
  'trial-fixed': 'a trial cannot be changed so (R136)',
  'auto-renew-not-supported': 'this product does not renew',
  'update-not-supported': 'this product cannot be changed so: facts.field',
  'reduction-not-allowed': 'the quantity of this subscription cannot be lowered',
  // Transfers between partners
  'transfer-not-found': 'no transfer between the caller and another partner has this id: facts.id',
  'transfer-exists': 'an open transfer covers this already (R181): facts.transferId',
  'transfer-closed': 'the transfer does not wait for an answer any more (R185): facts.id, facts.status',
  'transfer-in-progress': 'a transfer is being carried out, and holds what it moves (R192): facts.transferId',
  'transfer-other-side': 'the other partner of the transfer does this (R180, R185): facts.action',
  'transfer-not-enabled': 'this partner cannot give or take in such a transfer (R180, R184, R189): facts.partnerId',
  'transfer-not-in-cloud': 'partners do not transfer subscriptions in this cloud (R170): facts.partnerId, facts.cloud',
  'transfer-subscription-invalid': 'this cannot be in such a transfer (R181, R187, R190): facts.id, facts.reason',
  'transfer-source-missing': 'nothing tells who the current partner is (R183)',
  'transfer-source-unknown': 'what was given is of no partner that could be the current one (R183)',
  'transfer-source-is-target': 'nobody transfers to himself (R184)',
  'transfer-azure-plan-missing': 'the partner to take over has no Azure plan here with this partner of record (R184)',
  'transfer-azure-plan-inactive': 'the Azure plan of the partner to take over is not active (R184)',
  'transfer-legacy-azure': 'the partner to take over has older Azure subscriptions here (R184)',
  'transfer-legacy-azure-after-plan': 'older Azure cannot be taken over beside an Azure plan (R109)',
  'subscription-transferred':
    'it was moved to or from another partner, which forbids this (R182, R187): facts.transferId',
  // What a customer may buy by himself
  'self-serve-policy-exists': 'the partner has such a policy for this customer already: facts.id',
  'self-serve-policy-not-found': "no such policy among the caller's own: facts.id",
  'self-serve-policy-id-malformed': 'the id of a policy is those of the grantor and of the customer: facts.id',
  // Inside the customer
  'licence-not-available': 'no licence of this SKU is left (R117)',
  'licence-unknown': 'the tenant has no licences of this SKU',
  'domain-not-verified': 'the user name is not in a domain of the tenant',
  'user-name-taken': 'the user principal name belongs to a living user',
  'user-not-deleted': 'only a deleted user can be restored',
  'user-restore-expired': 'a deleted user can be restored for 30 days only',
  'password-too-weak': 'the password does not meet the demands: facts.reason',
  'role-not-found': 'no such directory role',
  'person-protected': 'the person holds privileged directory roles, and only higher ones may do this to him (R163)',
  'member-exists': 'is a member already',
  // The rest
  'audit-window-exceeded': 'audit records go back 90 days (R213)',
  'too-many': 'more than allowed in one call: facts.maximum',
  'sandbox-only': 'exists in the sandbox only',
  'sandbox-limit': 'the limit of the sandbox is reached: facts.limit',
  'sandbox-reseller-creation-refused': 'no sandbox reseller can be made here: facts.reason',
  'sandbox-reseller-deletion-refused': 'the sandbox reseller cannot be taken away: facts.reason',
  'sandbox-tenant-conflict': 'another tenant of the realm has this name or location id: facts.field',
  'clock-backwards': "the realm's clock does not run backwards",
  'key-taken': 'something else has this key, location id or name already: facts.field',
  'enrolment-blocked':
    'a tenant with live subscriptions bought through a partner cannot be enrolled (R157): facts.subscriptionIds',
} as const;

export type RefusalCode = keyof typeof refusalCodes;

export function refuse(code: RefusalCode, facts: RefusalFacts = {}): Refusal {
  return { refused: true, code, facts };
}

export function isRefusal(outcome: unknown): outcome is Refusal {
  return typeof outcome === 'object' && outcome !== null && (outcome as { refused?: unknown }).refused === true;
}
