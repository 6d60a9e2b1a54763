import type { Route } from '../house/route.ts';
import { agreementsRoutes } from './agreements.ts';
import { analyticsRoutes } from './analytics.ts';
import { auditRecordsRoutes } from './auditrecords.ts';
import { complianceRoutes } from './compliance.ts';
import { countryValidationRulesRoutes } from './countryvalidationrules.ts';
import { customerAgreementsRoutes } from './customers/{customerId}/agreements.ts';
import { applicationConsentRoutes } from './customers/{customerId}/applicationconsents.ts';
import { cartRoutes } from './customers/{customerId}/carts.ts';
import { customDomainsRoutes } from './customers/{customerId}/customDomains.ts';
import { directoryRolesRoutes } from './customers/{customerId}/directoryroles.ts';
import { entitlementRoutes } from './customers/{customerId}/entitlements.ts';
import { managedServiceRoutes } from './customers/{customerId}/managedservices.ts';
import { migrationScheduleRoutes } from './customers/{customerId}/migrations/newcommerce/schedules.ts';
import { migrationRoutes } from './customers/{customerId}/migrations/newcommerce.ts';
import { activationLinkRoutes } from './customers/{customerId}/orders/{orderId}/activationlinks.ts';
import { orderRoutes } from './customers/{customerId}/orders.ts';
import { customerOrganizationRoutes } from './customers/{customerId}/organization.ts';
import { devicePolicyRoutes } from './customers/{customerId}/policies.ts';
import { customerProductRoutes } from './customers/{customerId}/products.ts';
import { customerProfilesRoutes } from './customers/{customerId}/profiles.ts';
import { qualificationsRoutes } from './customers/{customerId}/qualifications.ts';
import { customerRelationshipsRoutes } from './customers/{customerId}/relationships.ts';
import { serviceCostsRoutes } from './customers/{customerId}/servicecosts.ts';
import { licencesRoutes } from './customers/{customerId}/subscribedskus.ts';
import { addOnRoutes } from './customers/{customerId}/subscriptions/{subscriptionId}/addons.ts';
import { azureEntitlementRoutes } from './customers/{customerId}/subscriptions/{subscriptionId}/azureEntitlements.ts';
import { conversionRoutes } from './customers/{customerId}/subscriptions/{subscriptionId}/conversions.ts';
import { provisioningStatusRoutes } from './customers/{customerId}/subscriptions/{subscriptionId}/provisioningstatus.ts';
import { registrationRoutes } from './customers/{customerId}/subscriptions/{subscriptionId}/registrations.ts';
import { supportContactRoutes } from './customers/{customerId}/subscriptions/{subscriptionId}/supportcontact.ts';
import { transitionRoutes } from './customers/{customerId}/subscriptions/{subscriptionId}/transitions.ts';
import { upgradeRoutes } from './customers/{customerId}/subscriptions/{subscriptionId}/upgrades.ts';
import { customTermEndDateRoutes } from './customers/{customerId}/subscriptions/customTermEndDates.ts';
import { overageRoutes } from './customers/{customerId}/subscriptions/overage.ts';
import { subscriptionRoutes } from './customers/{customerId}/subscriptions.ts';
import { transferRoutes } from './customers/{customerId}/transfers.ts';
import { transferEligibilityRoutes } from './customers/{customerId}/transferseligibility.ts';
import { userRoutes } from './customers/{customerId}/users/{userId}.ts';
import { usersRoutes } from './customers/{customerId}/users.ts';
import { customerValidationRoutes } from './customers/{customerId}/validations.ts';
import { verifiedDomainRoutes } from './customers/{customerId}/verifieddomain.ts';
import { customerRoutes } from './customers/{customerId}.ts';
import { relationshipRequestRoutes } from './customers/relationshiprequests.ts';
import { customersRoutes } from './customers.ts';
import { domainsRoutes } from './domains.ts';
import { emptyRoutes } from './empty.ts';
import { inventoryRoutes } from './extensions/product/checkInventory.ts';
import { invoiceDocumentRoutes } from './invoices/{invoiceId}/documents.ts';
import { invoiceRoutes } from './invoices.ts';
import { marginRoutes } from './margins.ts';
import { migrationListRoutes } from './migrations.ts';
import { offerCategoryRoutes } from './offercategories.ts';
import { offerRoutes } from './offers.ts';
import { securityReportRoutes } from './partnerRequests.ts';
import { promotionRoutes } from './productpromotions.ts';
import { productRoutes } from './products.ts';
import { productUpgradeRoutes } from './productUpgrades.ts';
import { profilesRoutes } from './profiles.ts';
import { relationshipsRoutes } from './relationships.ts';
import { selfServePolicyRoutes } from './SelfServePolicy.ts';
import { sandboxIndirectResellerRoutes } from './sandboxIndirectReseller.ts';
import { serviceRequestRoutes } from './servicerequests.ts';
import { subscriptionAnalyticsRoutes } from './subscription-analytics.ts';
import { usageRoutes } from './usage.ts';
import { validationRoutes } from './validations.ts';

/** Every route of the protocol, one line per file; a file's path is its URL. */
export const routes: readonly Route[] = [
  ...customerProfilesRoutes,
  ...profilesRoutes,
  ...qualificationsRoutes,
  ...customerAgreementsRoutes,
  ...complianceRoutes,
  ...auditRecordsRoutes,
  ...agreementsRoutes,
  ...customDomainsRoutes,
  ...customerOrganizationRoutes,
  ...customerRelationshipsRoutes,
  ...customerRoutes,
  ...customersRoutes,
  ...directoryRolesRoutes,
  ...domainsRoutes,
  ...relationshipRequestRoutes,
  ...relationshipsRoutes,
  ...sandboxIndirectResellerRoutes,
  ...verifiedDomainRoutes,
  ...licencesRoutes,
  ...managedServiceRoutes,
  ...userRoutes,
  ...usersRoutes,
  ...productRoutes,
  ...customerProductRoutes,
  ...promotionRoutes,
  ...inventoryRoutes,
  ...marginRoutes,
  ...productUpgradeRoutes,
  ...offerRoutes,
  ...offerCategoryRoutes,
  ...cartRoutes,
  ...orderRoutes,
  ...subscriptionRoutes,
  ...addOnRoutes,
  ...conversionRoutes,
  ...customTermEndDateRoutes,
  ...migrationScheduleRoutes,
  ...migrationRoutes,
  ...migrationListRoutes,
  ...transitionRoutes,
  ...upgradeRoutes,
  ...registrationRoutes,
  ...overageRoutes,
  ...activationLinkRoutes,
  ...provisioningStatusRoutes,
  ...supportContactRoutes,
  ...azureEntitlementRoutes,
  ...usageRoutes,
  ...invoiceDocumentRoutes,
  ...serviceCostsRoutes,
  ...subscriptionAnalyticsRoutes,
  ...emptyRoutes,
  ...analyticsRoutes,
  ...invoiceRoutes,
  ...transferRoutes,
  ...transferEligibilityRoutes,
  ...securityReportRoutes,
  ...selfServePolicyRoutes,
  ...serviceRequestRoutes,
  ...applicationConsentRoutes,
  ...devicePolicyRoutes,
  ...entitlementRoutes,
  ...customerValidationRoutes,
  ...countryValidationRulesRoutes,
  ...validationRoutes,
];
