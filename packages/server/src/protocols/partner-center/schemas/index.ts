import type { TSchema } from 'typebox';
import * as agreement from './agreement.ts';
import { AuditRecord, AuditRecords } from './audit.ts';
import { Cart, CartCheckoutResult, CartRequest } from './cart.ts';
import * as customer from './customer.ts';
import * as licence from './licence.ts';
import { Offer, OfferCategories, Offers } from './offer.ts';
import * as order from './order.ts';
import { Availabilities, Availability, Product, Products, Sku, Skus } from './product.ts';
import * as profile from './profile.ts';
import * as relationship from './relationship.ts';
import { DirectoryRoles, UserMember, UserMemberRequest, UserMembers } from './role.ts';
import * as subscription from './subscription.ts';
import * as transfer from './transfer.ts';
import { CustomerUser, CustomerUserRequest, CustomerUsers } from './user.ts';

/** What a documented operation reads and answers; without a body there is no schema. */
export interface OperationSchemas {
  readonly request?: TSchema;
  readonly response?: TSchema;
}

/** The schemas of every documented operation of the core, by the operation's id. */
export const operationSchemas = {
  'get-agreement-metadata': { response: agreement.AgreementMetaDatas },
  'get-customer-agreement-metadata': { response: agreement.AgreementMetaDatas },
  'download-customer-agreement-template': { response: agreement.AgreementDocument },
  'verify-indirect-reseller-mpa-status': { response: agreement.PartnerAgreementStatus },
  'get-confirmation-of-customer-agreement': { response: agreement.Agreements },
  'get-confirmation-of-customer-consent': { response: agreement.Agreements },
  'confirm-customer-consent-customer-agreement': { request: agreement.AgreementRequest, response: agreement.Agreement },
  'get-direct-sign-status-of-customer-agreement': { response: agreement.DirectSignedCustomerAgreementStatus },

  'swagger-get-auditactivity-v1-auditrecords-id': { response: AuditRecord },
  'get-a-record-of-partner-center-activity-by-user': { response: AuditRecords },

  'create-a-cart': { request: CartRequest, response: Cart },
  'update-a-cart': { request: CartRequest, response: Cart },
  'checkout-a-cart': { response: CartCheckoutResult },

  'get-a-list-of-products-by-customer': { response: Products },
  'get-a-product-by-id-by-customer': { response: Product },
  'get-a-list-of-skus-for-a-product-by-customer': { response: Skus },
  'get-a-sku-by-id-by-customer': { response: Sku },
  'get-a-list-of-availabilities-for-a-sku-by-customer': { response: Availabilities },
  'get-a-list-of-offer-categories-by-country-and-locale': { response: OfferCategories },
  'get-a-list-of-offers-for-a-market': { response: Offers },
  'get-an-offer-by-id': { response: Offer },
  'get-a-list-of-products': { response: Products },
  'get-a-product-by-id': { response: Product },
  'get-a-list-of-skus-for-a-product': { response: Skus },
  'get-a-sku-by-id': { response: Sku },
  'get-a-list-of-availabilities-for-a-sku': { response: Availabilities },
  'get-an-availability-by-id': { response: Availability },

  'get-a-customer-by-name': { response: customer.Customers },
  'get-a-list-of-customers': { response: customer.Customers },
  'get-customers-of-an-indirect-reseller': { response: customer.Customers },
  'create-a-customer': { request: customer.NewCustomer, response: customer.Customer },
  'create-a-customer-for-an-indirect-reseller': { request: customer.NewCustomer, response: customer.Customer },
  'add-a-verified-domain-for-a-customer': { request: customer.NewVerifiedDomain, response: customer.Domain },
  'delete-a-customer-account-from-the-integration-sandbox': {},
  'get-a-customer-by-id': { response: customer.Customer },
  'remove-a-reseller-relationship-with-a-customer': { request: customer.CustomerPatch, response: customer.Customer },
  'get-customer-custom-domain': { response: customer.CustomDomains },
  'get-customer-organization': { response: customer.Organizations },
  'get-all-of-a-customer-s-billing-profiles': { response: customer.CustomerBillingProfile },
  'update-a-customer-s-billing-profile': {
    request: customer.CustomerBillingProfileRequest,
    response: customer.CustomerBillingProfile,
  },
  'get-a-customer-s-company-profile': { response: customer.CustomerCompanyProfile },
  'get-customer-qualification-synchronous': { response: customer.QualificationText },
  'update-customer-qualification-synchronous': { response: customer.QualificationText },
  'get-customer-qualification-asynchronous': { response: customer.CustomerQualifications },
  'update-customer-qualification-asynchronous': {
    request: customer.CustomerQualificationRequest,
    response: customer.CustomerQualification,
  },

  'get-a-list-of-available-licenses': { response: licence.SubscribedSkus },
  'get-a-list-of-available-licenses-by-license-group': { response: licence.SubscribedSkus },
  'check-which-licenses-are-assigned-to-a-user': { response: licence.Licenses },
  'get-licenses-assigned-to-a-user-by-license-group': { response: licence.Licenses },
  'assign-licenses-to-a-user': { request: licence.LicenseUpdateRequest, response: licence.LicenseUpdate },

  'create-an-order': { request: order.OrderRequest, response: order.Order },
  'create-an-order-for-a-customer-of-an-indirect-reseller': { request: order.OrderRequest, response: order.Order },
  'get-order-provisioning-status': { response: order.OrderLineItemProvisioningStatuses },
  'get-a-list-of-orders-by-customer-and-billing-cycle-type': { response: order.Orders },
  'get-all-of-a-customer-s-orders': { response: order.Orders },
  'get-an-order-by-id': { response: order.Order },
  'cancel-an-order-from-the-integration-sandbox': { request: order.OrderPatch, response: order.Order },
  'change-the-billing-cycle': { request: order.OrderPatch, response: order.Order },

  'verify-domain-availability': {},

  'get-partner-billing-profile': { response: profile.BillingProfile },
  'update-partner-billing-profile': { request: profile.BillingProfileRequest, response: profile.BillingProfile },
  'get-legal-business-profile': { response: profile.LegalBusinessProfile },
  'update-legal-business-profile': {
    request: profile.LegalBusinessProfileRequest,
    response: profile.LegalBusinessProfile,
  },
  'get-partner-by-mpn-id': { response: profile.MpnProfile },
  'get-partner-network-profile': { response: profile.MpnProfile },
  'get-an-organization-profile': { response: profile.OrganizationProfile },
  'update-an-organization-profile': {
    request: profile.OrganizationProfileRequest,
    response: profile.OrganizationProfile,
  },
  'get-support-profile': { response: profile.SupportProfile },
  'update-support-profile': { request: profile.SupportProfileRequest, response: profile.SupportProfile },

  'request-reseller-relationship': { response: relationship.RelationshipRequest },
  'get-indirect-resellers-of-a-customer': { response: relationship.PartnerRelationships },
  'remove-dap': { request: customer.CustomerPatch, response: customer.Customer },
  'retrieve-a-list-of-indirect-resellers': { response: relationship.PartnerRelationships },
  'create-indirect-reseller-in-sandbox': {
    request: relationship.NewSandboxIndirectReseller,
    response: relationship.SandboxIndirectReseller,
  },
  'delete-indirect-reseller-in-sandbox': {},

  'get-user-roles-for-a-customer--2': { response: DirectoryRoles },
  'get-user-roles-for-a-customer--3': { response: UserMembers },
  'set-user-roles-for-a-customer': { request: UserMemberRequest, response: UserMember },
  'remove-customer-user-from-a-role': {},
  'get-user-roles-for-a-customer': { response: DirectoryRoles },

  'get-all-subscriptions-by-partner': { response: subscription.Subscriptions },
  'get-subscription-provisioning-status': { response: subscription.SubscriptionProvisioningStatus },
  'get-a-subscription-s-support-contact': { response: subscription.SupportContact },
  'update-a-subscription-s-support-contact': {
    request: subscription.SupportContactRequest,
    response: subscription.SupportContact,
  },
  'get-a-list-of-subscriptions-by-order': { response: subscription.Subscriptions },
  'get-all-of-a-customer-s-subscriptions': { response: subscription.Subscriptions },
  'get-a-subscription-by-id': { response: subscription.Subscription },
  'reactivate-a-suspended-a-subscription': {
    request: subscription.SubscriptionPatch,
    response: subscription.Subscription,
  },
  'suspend-a-subscription': { request: subscription.SubscriptionPatch, response: subscription.Subscription },
  'update-the-nickname-for-a-subscription': {
    request: subscription.SubscriptionPatch,
    response: subscription.Subscription,
  },
  'change-the-quantity-of-a-subscription': {
    request: subscription.SubscriptionPatch,
    response: subscription.Subscription,
  },
  'update-a-subscription-by-id': { request: subscription.SubscriptionPatch, response: subscription.Subscription },

  'accept-a-transfer': { request: transfer.TransferAcceptance, response: transfer.TransferSubmitResult },
  'create-a-transfer': { request: transfer.TransferRequest, response: transfer.TransferEntity },
  'get-all-of-a-customer-s-transfers': { response: transfer.TransferEntities },
  'get-customer-s-subscriptions-transfer-eligibility': { response: transfer.TransferEligibilities },
  'get-transfer-by-id': { response: transfer.TransferEntity },
  'reject-a-transfer': { request: transfer.TransferPatch, response: transfer.TransferEntity },
  'withdraw-a-transfer': {},

  'view-a-deleted-user': { response: CustomerUsers },
  'get-a-list-of-all-user-accounts-for-a-customer': { response: CustomerUsers },
  'create-user-accounts-for-a-customer': { request: CustomerUserRequest, response: CustomerUser },
  'delete-user-accounts-for-a-customer': {},
  'get-a-user-account-by-id': { response: CustomerUser },
  'restore-a-user-for-a-customer': { request: CustomerUserRequest, response: CustomerUser },
  'update-user-accounts-for-a-customer': { request: CustomerUserRequest, response: CustomerUser },
  'reset-user-password-for-a-customer': { request: CustomerUserRequest, response: CustomerUser },
} satisfies Record<string, OperationSchemas>;

export type DocumentedOperation = keyof typeof operationSchemas;
