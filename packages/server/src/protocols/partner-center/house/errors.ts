import type { Refusal, RefusalCode, RefusalFacts } from '@multipartner/domain/refusal.ts';

/** How a refusal looks in this protocol: status, documented number where there is one, and a sentence of ours. */
interface Rendering {
  readonly status: number;
  readonly code: number | string;
  readonly say: (facts: RefusalFacts) => string;
}

const text = (value: RefusalFacts[string] | undefined) =>
  Array.isArray(value) ? value.join(', ') : String(value ?? '');
const r = (status: number, code: number | string, say: (facts: RefusalFacts) => string): Rendering => ({
  status,
  code,
  say,
});

/** Why something cannot be in a transfer. */
const transferReasons: Readonly<Record<string, string>> = {
  unknown: 'the source has no such subscription here',
  twice: 'it is named twice',
  commerce: 'such transfers do not take its kind',
  trial: 'it is a trial',
  status: 'it is not active',
  addOn: 'it is an add-on, and its base is not in the transfer',
};

/** Why an older subscription cannot be upgraded, and the documented number of it. */
export const upgradeReasons: Readonly<Record<string, { readonly code: number; readonly words: string }>> = {
  rightsMissing: { code: 1, words: 'the partner has no delegated administration right for it' },
  notActive: { code: 2, words: 'it is not active' },
  targetHeld: { code: 3, words: 'the customer has the target, or its services, already' },
  licencesHeldTwice: { code: 3, words: 'people have the licences of both already' },
  userNeeded: { code: 5, words: 'licences are moved by a person only' },
  addOnsPresent: { code: 6, words: 'add-ons hang under it' },
  targetUnknown: { code: 8, words: 'the target is no offer that it upgrades to' },
};

/** Every refusal of the domain in this protocol's words. Numbers are the documented ones where the documentation has one. */
export const renderings: Readonly<Record<RefusalCode, Rendering>> = {
  'sign-in-required': r(401, 'Unauthorized', () => 'A valid access token is needed.'),
  'mfa-required': r(401, 900421, () => 'Unauthorized - MFA required'),
  'user-required': r(
    403,
    900329,
    () => 'This operation acts for a person; a token of an application alone is not accepted.',
  ),
  'role-not-sufficient': r(403, 900150, (f) => `The roles of the caller do not include the right "${text(f.action)}".`),
  'kind-not-sufficient': r(403, 900150, (f) => `The right "${text(f.action)}" does not exist for this kind of tenant.`),
  'customer-access-denied': r(
    403,
    900308,
    (f) => `No delegated administration role of the caller at this customer allows "${text(f.action)}".`,
  ),
  'no-relationship': r(403, 20002, () => 'The partner has no relationship with this customer.'),
  'tenant-not-found': r(404, 60003, () => 'There is no such tenant.'),
  'conditional-access-blocked': r(
    403,
    900309,
    () => "A conditional access policy of the customer blocks the caller's token.",
  ),
  'value-missing': r(400, 2001, (f) => `The member "${text(f.field)}" is missing.`),
  'value-invalid': r(400, 3000, (f) => `The value of "${text(f.field)}" ${text(f.reason) || 'is not valid'}.`),
  'value-conflicts': r(400, 2000, (f) => `"${text(f.field)}" and "${text(f.with)}" cannot be given together.`),
  'identifier-malformed': r(400, 2000, (f) => `"${text(f.field)}" must be ${text(f.form)}.`),
  'stale-version': r(400, 2055, () => 'The etag is out of date: the object was changed since it was read.'),
  'not-found': r(404, 1000, (f) => `There is no ${text(f.kind) || 'object'} ${text(f.id)}.`),
  'subscription-not-found': r(404, 20003, (f) => `There is no subscription ${text(f.id)}.`),
  'order-not-found': r(404, 20000, (f) => `There is no order ${text(f.id)}.`),
  'cart-not-found': r(404, 800008, (f) => `There is no cart ${text(f.id)}.`),
  'user-not-found': r(404, 60002, (f) => `There is no user ${text(f.id)}.`),
  'product-not-found': r(404, 400013, (f) => `There is no product ${text(f.id)} in this market.`),
  'sku-not-found': r(404, 400018, (f) => `There is no SKU ${text(f.id)} in this market.`),
  'availability-not-found': r(
    404,
    400019,
    (f) => `There is no availability ${text(f.id)}; read the availabilities again.`,
  ),
  'view-not-allowed': r(403, 400036, (f) => `There is no view "${text(f.view)}" of the catalogue for this caller.`),
  'segment-not-allowed': r(403, 400030, (f) => `Nothing of the segment "${text(f.segment)}" is sold here.`),
  'offer-not-found': r(400, 800004, (f) => `There is no offer ${text(f.id)} in this market.`),
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
  'line-invalid': r(400, 800009, (f) => `Line ${text(f.line)}: ${text(f.reason)}.`),
  'offer-not-in-country': r(400, 800070, (f) => `${text(f.id)} is not offered in the customer's country.`),
  'offer-not-in-cloud': r(403, 800020, (f) => `${text(f.id)} is not offered in this cloud.`),
  'quantity-out-of-range': r(
    400,
    2002,
    (f) => `The quantity must be between ${text(f.minimum)} and ${text(f.maximum)}.`,
  ),
  'term-invalid': r(400, 800121, (f) => `The term ${text(f.term)} is not offered.`),
  'billing-cycle-invalid': r(400, 900269, (f) => `The billing cycle ${text(f.billingCycle)} is not offered.`),
  'billing-cycle-longer-than-term': r(400, 900270, () => 'The billing cycle is longer than the term.'),
  'billing-cycle-fixed': r(400, 800097, () => 'The billing cycle of this subscription cannot be changed.'),
  'term-shorter': r(400, 800122, () => 'The term cannot become shorter than the running one.'),
  'term-end-not-aligned': r(
    400,
    900242,
    (f) =>
      `The end date of line ${text(f.line)} is neither that of an own active subscription nor the end of a month within the term.`,
  ),
  'currency-invalid': r(
    400,
    900169,
    (f) => `The currency ${text(f.currency)} is not the one of the customer's market.`,
  ),
  'limit-per-customer': r(403, 800089, (f) => `A customer may have ${text(f.limit)} of ${text(f.id) || 'these'}.`),
  'limit-per-tenant': r(403, 800066, (f) => `A customer may have ${text(f.limit)} subscriptions.`),
  'prerequisite-missing': r(400, 400041, () => 'The customer has no base product that this add-on needs.'),
  'parent-subscription-invalid': r(400, 800029, () => 'The add-on does not fit to the parent subscription.'),
  'attestation-required': r(
    400,
    900206,
    () => '"partnerOnRecordAttestationAccepted" must be true when a reseller is named.',
  ),
  'partner-on-record-unknown': r(404, 800015, (f) => `There is no partner ${text(f.id)}.`),
  'partner-on-record-not-reseller': r(400, 800016, (f) => `The partner ${text(f.id)} is no indirect reseller.`),
  'partner-on-record-is-provider': r(
    404,
    2072,
    (f) => `The id ${text(f.id)} of a provider cannot be the partner of record.`,
  ),
  'partner-on-record-fixed': r(400, 800098, () => 'The partner of record of this subscription cannot change.'),
  'support-contact-invalid': r(
    400,
    800016,
    () => 'The support contact must be the partner itself or one of its resellers that works with this customer.',
  ),
  'azure-plan-exists': r(400, 900116, () => 'There is an Azure plan already for this partner of record.'),
  'azure-plan-required': r(400, 900318, () => 'An active Azure plan is needed first.'),
  'legacy-azure-after-plan': r(403, 2091, () => 'Beside an Azure plan the older Azure offer cannot be bought.'),
  'azure-plan-in-use': r(403, 900115, () => 'Active Azure subscriptions or reservations hang under the Azure plan.'),
  'azure-subscription-not-found': r(404, 800111, (f) => `There is no Azure entitlement ${text(f.id)}.`),
  'azure-cancellation-reason-invalid': r(
    400,
    900307,
    (f) => `"cancellationReason" cannot be "${text(f.reason)}"; the only reason is "compromise".`,
  ),
  'azure-role-missing': r(
    403,
    900335,
    (f) => `The customer took the role on the Azure entitlement ${text(f.id)} from the partner.`,
  ),
  'azure-subscription-not-reactivable': r(
    400,
    900337,
    (f) => `The Azure entitlement ${text(f.id)} cannot be reactivated: ${text(f.reason)}.`,
  ),
  'cart-expired': r(400, 800009, () => 'The cart has expired.'),
  'cart-submitted': r(400, 800065, (f) => `The cart ${text(f.id)} was checked out already.`),
  'cart-in-progress': r(409, 800064, (f) => `The cart ${text(f.id)} is being checked out.`),
  'order-not-cancellable': r(
    400,
    800061,
    (f) => `The order cannot be cancelled${f.reason === undefined ? '' : `: ${text(f.reason)}`}.`,
  ),
  'cancellation-window-passed': r(400, 900117, (f) => `The ${text(f.days)} days for cancelling have passed.`),
  'reduction-window-passed': r(400, 800090, (f) => `The ${text(f.days)} days for taking back seats have passed.`),
  'subscription-suspended': r(400, 2001, () => 'The quantity of a suspended subscription cannot be changed.'),
  'subscription-not-active': r(400, 800012, (f) => `The subscription is ${text(f.status)}, not active.`),
  'subscription-deleted': r(400, 2011, () => 'A deleted subscription cannot be changed.'),
  'transition-not-allowed': r(400, 800040, (f) => `The status cannot change from ${text(f.from)} to ${text(f.to)}.`),
  'trial-fixed': r(400, 800095, () => 'A trial cannot be changed so.'),
  'auto-renew-not-supported': r(400, 800093, () => 'This subscription does not renew by itself.'),
  'update-not-supported': r(400, 2006, (f) => `"${text(f.field)}" of this subscription cannot be changed.`),
  'reduction-not-allowed': r(400, 800090, () => 'The quantity of this subscription cannot be lowered.'),
  'promotion-not-found': r(404, 400013, (f) => `There is no promotion ${text(f.id)}.`),
  'promotion-not-eligible': r(
    400,
    2000,
    (f) => `Line ${text(f.line)}: "promotionId" ${text(f.id)} cannot be had here: ${text(f.reason)}.`,
  ),
  'migration-not-active': r(400, 900215, (f) => `The subscription ${text(f.id)} is not active, and so not migrated.`),
  'migration-in-progress': r(
    400,
    900216,
    (f) => `A migration of the subscription ${text(f.id)} is under way or planned already.`,
  ),
  'migration-near-term-end': r(
    400,
    900217,
    (f) => `The subscription ${text(f.id)} ends in less than 24 hours, and is not migrated before that.`,
  ),
  'migration-with-promotion': r(
    400,
    900218,
    (f) => `The subscription ${text(f.id)} has a promotion, and is not migrated.`,
  ),
  'migration-with-add-ons': r(
    400,
    900219,
    (f) => `The subscription ${text(f.id)} is an add-on; it is migrated together with its base.`,
  ),
  'migration-no-path': r(
    400,
    900220,
    (f) => `Nothing in new commerce stands for the offer of the subscription ${text(f.id)}.`,
  ),
  'migration-term-invalid': r(
    400,
    900222,
    (f) => `What the subscription ${text(f.id)} would become is not offered for this term and billing cycle.`,
  ),
  'migration-too-young': r(
    403,
    900226,
    (f) => `The subscription ${text(f.id)} has been active for a month or less, and is migrated later.`,
  ),
  'migration-add-on-twice': r(400, 900248, (f) => `"addOnMigrations" names ${text(f.id)} twice.`),
  'migration-add-on-invalid': r(
    400,
    900262,
    (f) => `"addOnMigrations": ${text(f.id)} is no active add-on of the subscription.`,
  ),
  'migration-end-not-aligned': r(
    400,
    900292,
    () =>
      `"customTermEndDate" of the migration is the end of none of the own subscriptions and of no month in the first term.`,
  ),
  'migration-not-found': r(400, 900224, (f) => `There is no migration ${text(f.id)}.`),
  'migration-schedule-not-found': r(404, 900224, (f) => `There is no schedule ${text(f.id)} of a migration.`),
  'migration-schedule-closed': r(400, 900221, (f) => `The schedule ${text(f.id)} is ${text(f.status)} already.`),
  'product-upgrade-not-found': r(404, 900106, (f) => `There is no product upgrade ${text(f.id)}.`),
  'product-upgrade-other-customer': r(
    400,
    900111,
    (f) => `The product upgrade ${text(f.id)} is not of this "customerId".`,
  ),
  'product-upgrade-no-azure': r(
    403,
    900108,
    () => 'The customer has no older Azure subscription that could be upgraded.',
  ),
  'not-a-trial': r(400, 2000, (f) => `The subscription ${text(f.id)} is no trial.`),
  'conversion-target-invalid': r(400, 2000, () => 'The trial cannot be converted to this offer.'),
  'transition-target-invalid': r(
    400,
    2000,
    (f) => `"toCatalogItemId" ${text(f.id)} is nothing that this subscription can move to.`,
  ),
  'transition-term-shorter': r(400, 900267, () => 'The term of the target is shorter than that of the source.'),
  'transition-term-invalid': r(400, 900268, (f) => `The target is not offered for the term ${text(f.term)}.`),
  'transition-into-inactive': r(400, 900258, (f) => `"toSubscriptionId" is ${text(f.status)}, not active.`),
  'transition-into-itself': r(400, 900259, () => '"toSubscriptionId" is the source itself.'),
  'transition-into-other-product': r(
    400,
    900260,
    () => '"toSubscriptionId" is of another catalogue item than "toCatalogItemId".',
  ),
  'transition-into-open-window': r(
    400,
    900261,
    () => '"toSubscriptionId" can still be cancelled; it takes seats when that is over.',
  ),
  'transition-into-earlier-end': r(400, 900236, () => '"toSubscriptionId" ends before the source.'),
  'licence-transfer-conflict': r(
    400,
    2000,
    (f) => `Licences cannot be moved: ${text(f.people)} people have the target's already.`,
  ),
  'upgrade-not-possible': r(
    400,
    2000,
    (f) => `The subscription cannot be upgraded: ${upgradeReasons[text(f.reason)]?.words ?? text(f.reason)}.`,
  ),
  'activated-before': r(400, 800041, () => 'The subscription was activated already.'),
  'cancellation-hours-passed': r(400, 900213, (f) => `The ${text(f.hours)} hours for cancelling have passed.`),
  'overage-legacy-azure': r(403, 800112, () => 'Overage cannot be set beside older Azure subscriptions.'),
  'overage-not-eligible': r(
    403,
    800114,
    () => 'The partner has no subscription with overage or no Azure subscription for it at this customer.',
  ),
  'overage-taken': r(403, 800115, () => 'Overage of this customer goes to another partner already.'),
  'transfer-not-found': r(404, 900100, (f) => `There is no transfer ${text(f.id)}.`),
  'transfer-exists': r(409, 900101, (f) => `The open transfer ${text(f.transferId)} covers this already.`),
  'transfer-closed': r(
    400,
    900102,
    (f) => `The transfer ${text(f.id)} is ${text(f.status)} and takes no answer any more.`,
  ),
  'transfer-in-progress': r(409, 900104, (f) => `The transfer ${text(f.transferId)} is being carried out.`),
  'transfer-other-side': r(403, 900150, (f) => `To ${text(f.action)} this transfer is up to the other partner.`),
  'transfer-not-enabled': r(
    403,
    900137,
    (f) => `The partner ${text(f.partnerId)} cannot take part in such a transfer.`,
  ),
  'transfer-not-in-cloud': r(
    403,
    900138,
    (f) => `In the national cloud "${text(f.cloud)}" of the partner ${text(f.partnerId)} there are no transfers.`,
  ),
  'transfer-subscription-invalid': r(
    400,
    800078,
    (f) =>
      `The subscription ${text(f.id)} cannot be in this transfer: ${transferReasons[text(f.reason)] ?? text(f.reason)}${
        f.status === undefined ? '' : ` (${text(f.status)})`
      }.`,
  ),
  'transfer-source-missing': r(400, 900136, () => 'The mail address or the domain of the current partner is missing.'),
  'transfer-source-unknown': r(
    400,
    900147,
    () => 'No current partner is known by the details given: name its tenant and a domain of it.',
  ),
  'transfer-source-is-target': r(400, 900148, () => 'The current partner and the one to take over are the same.'),
  'transfer-azure-plan-missing': r(
    400,
    900133,
    () => 'The partner to take over must buy an Azure plan for this customer and partner of record first.',
  ),
  'transfer-azure-plan-inactive': r(400, 900132, () => 'The Azure plan of the partner to take over is not active.'),
  'transfer-legacy-azure': r(
    400,
    900131,
    () => 'The partner to take over has older Azure subscriptions at this customer.',
  ),
  'transfer-legacy-azure-after-plan': r(
    403,
    900139,
    () => 'Beside an Azure plan no older Azure can be taken over: ask for a transfer without it.',
  ),
  'subscription-transferred': r(
    409,
    'SUBSCRIPTION_TRANSFERRED',
    (f) => `The transfer ${text(f.transferId)} has moved the subscription, so that this cannot be done any more.`,
  ),
  'self-serve-policy-exists': r(409, 600041, (f) => `There is the self-serve policy ${text(f.id)} already.`),
  'self-serve-policy-not-found': r(404, 600039, (f) => `There is no self-serve policy ${text(f.id)}.`),
  'self-serve-policy-id-malformed': r(404, 600040, (f) => `"${text(f.id)}" is not the id of a self-serve policy.`),
  'licence-not-available': r(400, 60012, (f) => `The tenant has no licence of ${text(f.id)} left.`),
  'licence-unknown': r(400, 60012, (f) => `The tenant has no licences of ${text(f.id)}.`),
  'domain-not-verified': r(400, 3000, (f) => `${text(f.domain)} is no verified domain of the tenant.`),
  'user-name-taken': r(409, 'USER_NAME_TAKEN', (f) => `The user name ${text(f.name)} is taken.`),
  'user-not-deleted': r(400, 3000, () => 'Only a deleted user can be restored.'),
  'user-restore-expired': r(400, 3000, () => 'The 30 days for restoring the user have passed.'),
  'password-too-weak': r(400, 3000, (f) => `The password is too weak: ${text(f.reason)}.`),
  'role-not-found': r(404, 1000, (f) => `There is no directory role ${text(f.id)}.`),
  'person-protected': r(
    403,
    900308,
    () => 'The person holds a privileged role: this takes a higher administration role at the customer.',
  ),
  'member-exists': r(409, 'MEMBER_EXISTS', () => 'The user is a member already.'),
  'audit-window-exceeded': r(400, 3000, () => 'Audit records go back 90 days at most: "startDate" is too early.'),
  'too-many': r(400, 3000, (f) => `At most ${text(f.maximum)} are allowed in one call.`),
  'sandbox-only': r(400, 900127, () => 'This operation exists in the sandbox only.'),
  'sandbox-limit': r(400, 800018, (f) => `The limit of the sandbox (${text(f.limit)}) is reached.`),
  'sandbox-reseller-creation-refused': r(403, 6004, (f) => `A sandbox reseller cannot be made: ${text(f.reason)}.`),
  'sandbox-reseller-deletion-refused': r(
    403,
    6003,
    (f) => `The sandbox reseller cannot be taken away: ${text(f.reason)}.`,
  ),
  'sandbox-tenant-conflict': r(409, 1003, (f) => `The value of "${text(f.field)}" is taken by another tenant.`),
  'clock-backwards': r(409, 'CLOCK_BACKWARDS', () => "The realm's clock does not run backwards."),
  'key-taken': r(409, 600061, (f) => `The value of "${text(f.field)}" is taken.`),
  'enrolment-blocked': r(
    409,
    'ENROLMENT_BLOCKED',
    () => 'A tenant with live subscriptions of a partner cannot be enrolled in the programme.',
  ),
};

export interface ErrorBody {
  readonly code: number | string;
  readonly description: string;
  readonly data: readonly string[];
  readonly source: string;
}

/** The error envelope of this protocol. `data` lists what a program may want to read: blocking ids, fields. */
export function errorBody(refusal: Refusal): { status: number; body: ErrorBody } {
  const { status, code, say } = renderings[refusal.code];
  const data = Object.values(refusal.facts).flatMap((fact) => (Array.isArray(fact) ? fact : []));
  return { status, body: { code, description: say(refusal.facts), data, source: 'Multipartner' } };
}

/** The envelope as the emitted contract describes it. */
export const contractErrorSchema = {
  type: 'object',
  required: ['code', 'description', 'data', 'source'],
  properties: {
    code: {
      type: ['integer', 'string'],
      description: 'The documented number of the refusal, or a name of ours where none is documented.',
    },
    description: { type: 'string', description: 'What was refused and why, for a person.' },
    data: {
      type: 'array',
      items: { type: 'string' },
      description: 'What a program may want to read: blocking ids, fields.',
    },
    source: { type: 'string' },
  },
};
