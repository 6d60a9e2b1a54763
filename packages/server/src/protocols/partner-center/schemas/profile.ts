import { Type } from 'typebox';
import { Address, Attributes, attributesInRequest, Contact, links } from './common.ts';
import { guid, oneOf, text, whole } from './property.ts';

const written = { links, attributes: Attributes };
const address = Type.Optional(Address);
const contact = Type.Optional(Contact);
const kind = text('Which profile this is');

const billing = {
  companyName: text('Name of the partner'),
  address,
  primaryContact: contact,
  purchaseOrderNumber: text('Number that bills shall show'),
  taxId: text('Tax number'),
  billingDay: whole('Day of the month when is billed'),
  billingCurrency: text('ISO 4217 code'),
};

export const BillingProfile = Type.Object({ ...billing, profileType: kind, ...written });

export const BillingProfileRequest = Type.Object({ ...billing, attributes: attributesInRequest });

const legal = {
  companyName: text('Name of the partner'),
  address,
  primaryContact: contact,
  companyApproverAddress: address,
  companyApproverEmail: text('Mail address of the person who vouches for the company'),
};

export const LegalBusinessProfile = Type.Object({
  ...legal,
  vettingStatus: oneOf(['none', 'pending', 'authorized', 'rejected'], 'Outcome of the examination'),
  vettingSubStatus: oneOf(
    [
      'none',
      'entry',
      'email_ownership',
      'email_domain',
      'employment_verification',
      'decision',
      'other',
      'business_verification',
    ],
    'Step of the examination',
  ),
  profileType: kind,
  ...written,
});

export const LegalBusinessProfileRequest = Type.Object({ ...legal, attributes: attributesInRequest });

export const MpnProfile = Type.Object({
  partnerName: text('Name of the partner'),
  mpnId: text('Programme id of the partner'),
  profileType: kind,
  ...written,
});

const organization = {
  id: guid('Tenant of the partner'),
  companyName: text('Name of the partner'),
  defaultAddress: address,
  tenantId: guid('Tenant of the partner'),
  domain: text('Domain of the partner'),
  email: text('Mail address'),
  language: text('Language of two letters'),
  culture: text('Culture, such as en-US'),
};

export const OrganizationProfile = Type.Object({ ...organization, profileType: kind, ...written });

export const OrganizationProfileRequest = Type.Object({ ...organization, attributes: attributesInRequest });

const support = {
  email: text('Mail address for help'),
  telephone: text('Telephone number for help'),
  website: text('Web site for help'),
};

export const SupportProfile = Type.Object({ ...support, profileType: kind, ...written });

export const SupportProfileRequest = Type.Object({ ...support, attributes: attributesInRequest });
