import type { RefusalCode, RefusalFacts } from '@multipartner/domain/refusal.ts';

/** How a refusal looks in this dialect: status, code and a sentence of ours; `target` is what is at fault. */
export interface Rendering {
  readonly status: 400 | 401 | 403 | 404 | 409 | 412;
  readonly code: string;
  readonly say: (facts: RefusalFacts) => string;
  readonly target?: string;
}

/** The code of a status where nothing more is to be said: lower camel case, as this workload writes them. */
export const codes: Readonly<Record<number, string>> = {
  400: 'badRequest',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'notFound',
  405: 'methodNotAllowed',
  409: 'conflict',
  412: 'preconditionFailed',
  413: 'requestEntityTooLarge',
  415: 'unsupportedMediaType',
  424: 'failedDependency',
  428: 'preconditionRequired',
  500: 'internalServerError',
};

export const said = (value: RefusalFacts[string] | undefined): string =>
  Array.isArray(value) ? value.join(', ') : String(value ?? '');

function g(status: Rendering['status'], say: (facts: RefusalFacts) => string, target?: string): Rendering {
  return { status, code: codes[status] as string, say, ...(target === undefined ? {} : { target }) };
}

function absent(kind: string): Rendering {
  return g(404, (f) => {
    const what = said(f.kind) || kind;
    return f.id === undefined ? `There is no such ${what}.` : `There is no ${what} with the id ${said(f.id)}.`;
  });
}

/** A refusal of something that this dialect has no operation for: what it is called says enough. */
function elsewhere(status: Rendering['status'], what: string): Rendering {
  return g(status, () => `The request is refused: ${what}.`);
}

/** Where people get the roles of agents from; the others are directory roles. */
const groupOfRole: Readonly<Record<string, string>> = {
  adminAgent: 'membership in the group AdminAgents',
  helpdeskAgent: 'membership in the group HelpdeskAgents',
  salesAgent: 'membership in the group SalesAgents',
  globalAdmin: 'Global Administrator',
  userAdmin: 'User Administrator',
};

const whoMay = (roles: RefusalFacts[string] | undefined) =>
  (Array.isArray(roles) ? roles : []).map((role) => groupOfRole[role] ?? role).join(' or ');

/** Every refusal of the domain in this dialect's words; a code without a line does not compile. */
export const renderings: Readonly<Record<RefusalCode, Rendering>> = {
  'sign-in-required': g(401, () => 'An access token for this service is needed; there is none, or it is not valid.'),
  // Clients of this service are told 403, not 401, when the second factor is missing.
  'mfa-required': g(
    403,
    () => 'The policy "multifactor authentication for partner users" demands a token got with a second factor.',
  ),
  'user-required': g(403, () => 'This acts for a person; a token of an application alone is not accepted.'),
  'role-not-sufficient': g(
    403,
    (f) => `The roles of the caller do not include the right "${said(f.action)}"; it takes ${said(whoMay(f.roles))}.`,
  ),
  'kind-not-sufficient': g(403, (f) => `A tenant of this kind does not have the right "${said(f.action)}".`),
  'customer-access-denied': g(403, (f) => `No delegated role at this customer allows "${said(f.action)}".`),
  'no-relationship': g(403, () => 'The partner has no relationship with this customer.'),
  'tenant-not-found': absent('tenant'),
  'conditional-access-blocked': g(403, () => "The customer's own access policy blocks the caller."),
  'value-missing': g(400, (f) => `The member "${said(f.field)}" is missing.`),
  'value-invalid': g(400, (f) => `"${said(f.field)}" ${said(f.reason) || 'is not valid'}.`),
  'value-conflicts': g(400, (f) => `"${said(f.field)}" and "${said(f.with)}" cannot be given together.`),
  'identifier-malformed': g(400, (f) => `The value of "${said(f.field)}" is malformed: it is ${said(f.form)}.`),
  'stale-version': g(412, () => 'The object was changed since the etag in If-Match was read.', 'If-Match'),
  'not-found': absent('resource'),
  'subscription-not-found': elsewhere(404, 'there is no such subscription'),
  'order-not-found': elsewhere(404, 'there is no such order'),
  'cart-not-found': elsewhere(404, 'there is no such cart'),
  'user-not-found': elsewhere(404, 'there is no such user'),
  'product-not-found': elsewhere(404, 'there is no such product'),
  'sku-not-found': elsewhere(404, 'there is no such SKU'),
  'availability-not-found': elsewhere(404, 'there is no such availability'),
  'offer-not-found': elsewhere(404, 'there is no such offer'),
  'view-not-allowed': elsewhere(400, 'there is no such view of the catalogue'),
  'segment-not-allowed': elsewhere(403, 'nothing of this segment is sold to the customer'),
  'program-status-not-active': g(
    403,
    (f) => `The programme status of the partner is ${said(f.status) || 'not active'}.`,
  ),
  'reseller-status-not-active': g(403, () => "The reseller's programme status does not allow it."),
  'mpa-not-accepted': g(403, () => 'The partner agreement has not been accepted.'),
  'reseller-mpa-not-accepted': g(403, () => 'The reseller has not accepted the partner agreement.'),
  'market-mismatch': g(403, () => "The customer's country is outside of the partner's market."),
  'region-mismatch': g(403, () => 'Provider and reseller are in different regions.'),
  'capability-not-in-cloud': g(403, (f) => `The national cloud ${said(f.cloud)} does not have ${said(f.capability)}.`),
  'customer-is-partner': g(403, () => 'A tenant that sells in the programme cannot be a customer.'),
  'own-customer': g(403, () => 'A tenant cannot be its own customer.'),
  'company-data-incomplete': elsewhere(409, "the customer's company data is incomplete"),
  'invitation-invalid': g(400, (f) => `The invitation cannot be read: ${said(f.reason)}.`),
  'partner-cannot-accept': g(403, () => 'The partner cannot take new customers now.'),
  'partnership-required': g(403, () => 'Provider and reseller have no partnership.'),
  'provider-required': g(400, () => 'An indirect reseller must name its provider.', 'indirectProviderTenantId'),
  'not-an-indirect-reseller': g(403, () => 'The tenant is not enrolled as an indirect reseller.'),
  'partnership-not-found': elsewhere(404, 'there is no such partnership'),
  'relationship-not-found': absent('delegated admin relationship'),
  'relationship-in-use': elsewhere(409, 'live subscriptions block the removal'),
  'relationship-kept-by-partner': elsewhere(409, 'only the partner can end a reseller relationship'),
  'tenant-domain-taken': elsewhere(409, 'the domain name is taken'),
  'registration-number-missing': elsewhere(400, 'a company registration number is needed'),
  'registration-number-invalid': elsewhere(400, 'the company registration number is malformed'),
  'registration-number-unsupported': elsewhere(400, 'this country takes no company registration number'),
  'phone-missing': elsewhere(400, 'a telephone number is needed'),
  'relationship-not-editable': g(
    400,
    (f) =>
      `In the status ${said(f.status)} the relationship cannot be changed so${f.fields === undefined ? '' : `: ${said(f.fields)}`}.`,
    'status',
  ),
  'relationship-not-active': g(400, (f) => `The relationship is ${said(f.status)}, not active.`, 'status'),
  'relationship-name-taken': g(
    409,
    () => 'The resource already exists: another relationship has this name.',
    'displayName',
  ),
  'action-not-possible': g(
    400,
    (f) => `The action ${said(f.action)} cannot be requested while the relationship is ${said(f.status)}.`,
    'action',
  ),
  'auto-extend-with-global-administrator': g(
    400,
    () => 'A relationship with the role Global Administrator cannot extend itself.',
    'autoExtendDuration',
  ),
  'role-not-grantable': g(
    400,
    (f) => `These are no built-in roles that can be granted so: ${said(f.roleIds)}.`,
    'accessDetails.unifiedRoles',
  ),
  'role-not-approved': g(
    400,
    (f) => `The customer did not approve these roles in this relationship: ${said(f.roleIds)}.`,
    'accessDetails.unifiedRoles',
  ),
  'group-not-found': g(
    400,
    (f) => `The access container does not exist: ${said(f.groupId)} is no security group of the partner.`,
    'accessContainer.accessContainerId',
  ),
  'assignment-exists': g(
    409,
    (f) => `The resource already exists: the group has the access assignment ${said(f.assignmentId)} here.`,
    'accessContainer.accessContainerId',
  ),
  'assignment-not-active': g(
    400,
    (f) => `The access assignment is ${said(f.status)} and cannot be changed so.`,
    'status',
  ),
  'operation-in-progress': g(409, () => 'Another change of the same object is under way; wait until it is done.'),
  'consent-pending': g(
    400,
    () => 'The reseller has not yet consented to this relationship.',
    'isPartnerConsentPending',
  ),
  'agreement-missing': elsewhere(403, 'the customer agreement is missing'),
  'agreement-date-in-future': elsewhere(400, 'the agreement is dated in the future'),
  'agreement-attested-before': elsewhere(409, 'the same attestation is on record already'),
  'partner-not-found': elsewhere(404, 'there is no such partner'),
  'reseller-location-unknown': elsewhere(400, 'there is no such location of a reseller'),
  'reseller-tenant-unknown': elsewhere(400, 'the tenant has no partner account'),
  'location-of-no-reseller': elsewhere(400, 'the location is none of an indirect reseller'),
  'reseller-in-another-region': elsewhere(400, 'the reseller is in another region'),
  'reseller-location-unsigned': elsewhere(400, 'the reseller has not accepted the partner agreement'),
  'reseller-tenant-unsigned': elsewhere(400, 'the reseller has not accepted the partner agreement'),
  'vetting-under-review': elsewhere(403, 'the customer account is being vetted'),
  'vetting-not-allowed': elsewhere(403, 'the customer account was not approved'),
  'qualification-missing': elsewhere(400, 'the customer lacks a qualification'),
  'qualification-not-settable': elsewhere(403, 'a partner cannot set this qualification'),
  'line-invalid': elsewhere(400, 'a line of the cart or order cannot be'),
  'offer-not-in-country': elsewhere(400, "the offer is not sold in the customer's country"),
  'offer-not-in-cloud': elsewhere(403, 'the offer is not sold in this cloud'),
  'quantity-out-of-range': elsewhere(400, 'the quantity is out of range'),
  'term-invalid': elsewhere(400, 'the term is not offered'),
  'billing-cycle-invalid': elsewhere(400, 'the billing cycle is not offered'),
  'billing-cycle-longer-than-term': elsewhere(400, 'the billing cycle is longer than the term'),
  'billing-cycle-fixed': elsewhere(400, 'the billing cycle cannot change'),
  'term-shorter': elsewhere(400, 'the term cannot become shorter'),
  'term-end-not-aligned': elsewhere(400, 'the term cannot end on this day'),
  'currency-invalid': elsewhere(400, "the currency is not that of the customer's market"),
  'limit-per-customer': elsewhere(403, 'the customer has as many as it may have'),
  'limit-per-tenant': elsewhere(403, 'the customer has as many subscriptions as it may have'),
  'prerequisite-missing': elsewhere(400, 'the base product is missing'),
  'parent-subscription-invalid': elsewhere(400, 'the parent subscription cannot carry this add-on'),
  'attestation-required': elsewhere(400, 'the attestation is missing'),
  'partner-on-record-unknown': elsewhere(404, 'there is no such partner of record'),
  'partner-on-record-not-reseller': elsewhere(400, 'the partner of record is no indirect reseller'),
  'partner-on-record-is-provider': elsewhere(400, 'a provider cannot be the partner of record'),
  'partner-on-record-fixed': elsewhere(400, 'the partner of record cannot change'),
  'support-contact-invalid': elsewhere(400, 'the support contact cannot be'),
  'azure-plan-exists': elsewhere(409, 'there is an Azure plan already'),
  'azure-plan-required': elsewhere(400, 'an active Azure plan is needed first'),
  'legacy-azure-after-plan': elsewhere(403, 'the older Azure offer cannot be bought beside an Azure plan'),
  'azure-plan-in-use': elsewhere(409, 'the Azure plan is in use'),
  'azure-subscription-not-found': absent('Azure subscription'),
  'azure-cancellation-reason-invalid': elsewhere(400, 'Azure subscriptions are cancelled for another reason'),
  'azure-role-missing': elsewhere(403, 'the partner has no role on the Azure subscription'),
  'azure-subscription-not-reactivable': elsewhere(400, 'the Azure subscription cannot be reactivated'),
  'cart-expired': elsewhere(400, 'the cart has expired'),
  'cart-submitted': elsewhere(400, 'the cart was checked out already'),
  'cart-in-progress': elsewhere(409, 'the cart is being checked out'),
  'order-not-cancellable': elsewhere(400, 'the order cannot be cancelled'),
  'cancellation-window-passed': elsewhere(400, 'the days for cancelling have passed'),
  'reduction-window-passed': elsewhere(400, 'the days for taking back seats have passed'),
  'subscription-suspended': elsewhere(400, 'the subscription is suspended'),
  'subscription-not-active': elsewhere(400, 'the subscription is not active'),
  'subscription-deleted': elsewhere(400, 'the subscription is deleted'),
  'transition-not-allowed': g(400, (f) => `The status cannot change from ${said(f.from)} to ${said(f.to)}.`, 'status'),
  'trial-fixed': elsewhere(400, 'a trial cannot be changed so'),
  'auto-renew-not-supported': elsewhere(400, 'this product does not renew'),
  'update-not-supported': g(400, (f) => `"${said(f.field)}" cannot be changed.`),
  'reduction-not-allowed': elsewhere(400, 'the quantity cannot be lowered'),
  'not-a-trial': elsewhere(400, 'the subscription is no trial'),
  'conversion-target-invalid': elsewhere(400, 'the trial cannot become this'),
  'transition-target-invalid': elsewhere(400, 'its seats cannot move to this product'),
  'transition-term-shorter': elsewhere(400, 'the term of the target is shorter'),
  'transition-term-invalid': elsewhere(400, 'the target is not offered for this term'),
  'transition-into-inactive': elsewhere(400, 'the target subscription is not active'),
  'transition-into-itself': elsewhere(400, 'the target subscription is the source'),
  'transition-into-other-product': elsewhere(400, 'the target subscription is of another product'),
  'transition-into-open-window': elsewhere(400, 'the target subscription can still be cancelled'),
  'transition-into-earlier-end': elsewhere(400, 'the target subscription ends earlier'),
  'licence-transfer-conflict': elsewhere(400, 'people have the licence of the target already'),
  'upgrade-not-possible': elsewhere(400, 'the subscription cannot be upgraded'),
  'activated-before': elsewhere(400, 'the subscription was activated already'),
  'cancellation-hours-passed': elsewhere(400, 'the hours for cancelling have passed'),
  'overage-legacy-azure': elsewhere(403, 'overage cannot be set beside older Azure'),
  'overage-not-eligible': elsewhere(403, 'nothing here has overage'),
  'overage-taken': elsewhere(403, 'overage goes to another partner'),
  'transfer-not-found': absent('transfer'),
  'transfer-exists': elsewhere(409, 'an open transfer covers this already'),
  'transfer-closed': elsewhere(400, 'the transfer takes no answer any more'),
  'transfer-in-progress': elsewhere(409, 'a transfer is being carried out'),
  'transfer-other-side': elsewhere(403, 'the other partner of the transfer does this'),
  'transfer-not-enabled': elsewhere(403, 'the partner cannot take part in such a transfer'),
  'transfer-not-in-cloud': elsewhere(403, 'this cloud has no transfers'),
  'transfer-subscription-invalid': elsewhere(400, 'the subscription cannot be in such a transfer'),
  'transfer-source-missing': elsewhere(400, 'the current partner is missing'),
  'transfer-source-unknown': elsewhere(400, 'the current partner is unknown'),
  'transfer-source-is-target': elsewhere(400, 'both partners are the same'),
  'transfer-azure-plan-missing': elsewhere(400, 'the Azure plan is missing'),
  'transfer-azure-plan-inactive': elsewhere(400, 'the Azure plan is not active'),
  'transfer-legacy-azure': elsewhere(400, 'there are older Azure subscriptions'),
  'transfer-legacy-azure-after-plan': elsewhere(403, 'older Azure cannot be taken over beside an Azure plan'),
  'subscription-transferred': elsewhere(409, 'the subscription was transferred'),
  'self-serve-policy-exists': elsewhere(409, 'the partner has such a policy already'),
  'self-serve-policy-not-found': absent('self-serve policy'),
  'self-serve-policy-id-malformed': absent('self-serve policy'),
  'licence-not-available': elsewhere(400, 'no licence is left'),
  'licence-unknown': elsewhere(400, 'the tenant has no licences of this SKU'),
  'domain-not-verified': elsewhere(400, 'the domain is not verified'),
  'user-name-taken': elsewhere(409, 'the user name is taken'),
  'user-not-deleted': elsewhere(400, 'only a deleted user can be restored'),
  'user-restore-expired': elsewhere(400, 'the days for restoring the user have passed'),
  'password-too-weak': elsewhere(400, 'the password is too weak'),
  'role-not-found': absent('directory role'),
  'person-protected': g(403, () => 'The person holds a privileged directory role.'),
  'member-exists': elsewhere(409, 'is a member already'),
  'audit-window-exceeded': elsewhere(400, 'records do not go back so far'),
  'too-many': g(400, (f) => `At most ${said(f.maximum)} security groups can have assignments at one customer.`),
  'sandbox-only': elsewhere(403, 'this exists in the sandbox only'),
  'sandbox-limit': g(400, (f) => `The limit of the sandbox (${said(f.limit)}) is reached.`),
  'sandbox-reseller-creation-refused': elsewhere(403, 'no sandbox reseller can be made here'),
  'sandbox-reseller-deletion-refused': elsewhere(403, 'the sandbox reseller cannot be taken away'),
  'sandbox-tenant-conflict': elsewhere(409, 'another tenant of the realm has this name or location id'),
  'clock-backwards': elsewhere(409, "the realm's clock does not run backwards"),
  'key-taken': elsewhere(409, 'the key is taken'),
  'enrolment-blocked': elsewhere(409, 'live subscriptions block the enrolment'),
};
