import { type Renderings, r, text } from './rendering.ts';

/** Partners, their standing, and their relationships with customers and with each other. */
export const relationships = {
  'program-status-not-active': r(
    403,
    900149,
    (f) => `The programme status of the partner is ${text(f.status) || 'not active'}, which does not allow this.`,
  ),
  'reseller-status-not-active': r(
    403,
    800039,
    (f) => `The programme status of the reseller is ${text(f.status) || 'not active'}.`,
  ),
  'mpa-not-accepted': r(
    403,
    900124,
    () => 'A Global administrator of the partner must accept the partner agreement first.',
  ),
  'reseller-mpa-not-accepted': r(403, 900123, () => 'The indirect reseller has not accepted the partner agreement.'),
  'market-mismatch': r(403, 2030, () => "The customer's country is outside of the partner's market."),
  'region-mismatch': r(403, 2030, () => 'Provider and reseller are in different regions.'),
  'capability-not-in-cloud': r(
    403,
    900138,
    (f) => `The national cloud ${text(f.cloud)} does not offer this (${text(f.capability)}).`,
  ),
  'customer-is-partner': r(403, 'CSP_TENANT_NOT_RESALABLE', () => 'This tenant is not eligible as a customer.'),
  'own-customer': r(403, 'CSP_TENANT_NOT_RESALABLE', () => 'This tenant is not eligible as a customer.'),
  'company-data-incomplete': r(400, 2001, (f) => `The company data of the customer is incomplete: ${text(f.fields)}.`),
  'invitation-invalid': r(400, 3000, (f) => `The invitation link cannot be read: ${text(f.reason)}.`),
  'partner-cannot-accept': r(403, 900149, () => 'This partner cannot accept new customers now.'),
  'partnership-required': r(403, 900150, () => 'The provider and the reseller have no partnership.'),
  'provider-required': r(
    400,
    2001,
    () => 'An indirect reseller names its provider in "indirectCloudSolutionProviderId".',
  ),
  'not-an-indirect-reseller': r(400, 800016, () => 'The tenant is not enrolled as an indirect reseller.'),
  'partnership-not-found': r(404, 1000, () => 'There is no such partnership.'),
  'relationship-not-found': r(404, 1000, () => 'There is no such relationship.'),
  'relationship-in-use': r(
    409,
    'RELATIONSHIP_IN_USE',
    (f) => `These subscriptions must be cancelled first: ${text(f.subscriptionIds)}.`,
  ),
  'relationship-not-editable': r(
    400,
    'RELATIONSHIP_NOT_EDITABLE',
    (f) => `The granular admin relationship cannot be changed so in the state ${text(f.status)}.`,
  ),
  'relationship-not-active': r(
    409,
    'RELATIONSHIP_NOT_ACTIVE',
    (f) => `The granular admin relationship is ${text(f.status)}, not active.`,
  ),
  'relationship-name-taken': r(
    409,
    'RELATIONSHIP_NAME_TAKEN',
    () => 'Another granular admin relationship of the partner has this name.',
  ),
  'action-not-possible': r(
    409,
    'ACTION_NOT_POSSIBLE',
    (f) => `"${text(f.action)}" is not possible in the state ${text(f.status)}.`,
  ),
  'auto-extend-with-global-administrator': r(
    400,
    'AUTO_EXTEND_WITH_GLOBAL_ADMINISTRATOR',
    () => 'A relationship with the Global administrator role cannot extend itself.',
  ),
  'role-not-grantable': r(
    400,
    'ROLE_NOT_GRANTABLE',
    (f) => `Not grantable as granular administration: ${text(f.roleIds)}.`,
  ),
  'role-not-approved': r(400, 'ROLE_NOT_APPROVED', (f) => `Not approved in this relationship: ${text(f.roleIds)}.`),
  'group-not-found': r(
    404,
    'GROUP_NOT_FOUND',
    (f) => `There is no security group ${text(f.groupId)} in the tenant of the partner.`,
  ),
  'assignment-exists': r(
    409,
    'ASSIGNMENT_EXISTS',
    (f) => `The group has the assignment ${text(f.assignmentId)} in this relationship.`,
  ),
  'assignment-not-active': r(409, 'ASSIGNMENT_NOT_ACTIVE', (f) => `The assignment is ${text(f.status)}.`),
  'operation-in-progress': r(409, 'OPERATION_IN_PROGRESS', () => 'Another change of the same object is under way.'),
  'consent-pending': r(409, 'CONSENT_PENDING', () => 'The reseller has not consented to what its provider prepared.'),
  'relationship-kept-by-partner': r(
    409,
    'RELATIONSHIP_KEPT_BY_PARTNER',
    () => 'Only the partner can end a reseller relationship.',
  ),
  'tenant-domain-taken': r(
    409,
    'DOMAIN_TAKEN',
    (f) => `The domain ${text(f.domain)} is taken; a customer that has a tenant is invited, not created.`,
  ),
  'registration-number-missing': r(400, 600049, () => "The customer's country demands a company registration number."),
  'registration-number-invalid': r(
    400,
    600050,
    (f) => `The company registration number must have the form ${text(f.format)}.`,
  ),
  'registration-number-unsupported': r(
    400,
    600002,
    () => 'A company registration number is not taken in this country.',
  ),
  'phone-missing': r(400, 600051, () => "The customer's country demands a telephone number."),
  'agreement-missing': r(
    403,
    13605,
    () =>
      'The acceptance of the customer agreement must be attested by this partner, or signed by the customer, first.',
  ),
  'agreement-date-in-future': r(400, 3000, () => 'The value of "dateAgreed" lies in the future.'),
  'agreement-attested-before': r(409, 600061, () => 'The same attestation is on record already.'),
  'partner-not-found': r(404, 3000, (f) => `There is no partner with the id ${text(f.id)}.`),
  'reseller-location-unknown': r(400, 2200, (f) => `No partner has the location id ${text(f.id)}.`),
  'reseller-in-another-region': r(
    400,
    2201,
    (f) => `The partner ${text(f.id)} (${text(f.country)}) is in another region than the caller.`,
  ),
  'reseller-location-unsigned': r(
    400,
    2203,
    (f) => `The reseller ${text(f.id)} must accept the partner agreement first.`,
  ),
  'location-of-no-reseller': r(400, 2204, (f) => `The partner ${text(f.id)} is not enrolled as an indirect reseller.`),
  'reseller-tenant-unknown': r(400, 2205, (f) => `The tenant ${text(f.id)} has no partner account.`),
  'reseller-tenant-unsigned': r(
    400,
    2206,
    (f) => `The partner account of the tenant ${text(f.id)} must accept the partner agreement first.`,
  ),
  'vetting-under-review': r(403, 800073, () => 'The customer account is under review.'),
  'vetting-not-allowed': r(403, 800075, () => 'The customer account was not approved.'),
  'qualification-missing': r(
    400,
    800086,
    (f) => `The customer lacks the qualification that ${text(f.id) || 'the product'} needs.`,
  ),
  'qualification-not-settable': r(
    403,
    900150,
    (f) => `The qualification ${text(f.qualification)} cannot be set by a partner.`,
  ),
} satisfies Renderings;
