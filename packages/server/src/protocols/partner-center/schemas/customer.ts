import { type Static, Type } from 'typebox';
import { Address, Attributes, attributes, attributesInRequest, links, SeekCollection } from './common.ts';
import { flag, guid, instant, oneOf, text, texts } from './property.ts';

export const CustomerCompanyProfile = Type.Object({
  tenantId: guid('Tenant of the customer'),
  domain: text('First domain of the tenant'),
  companyName: text('Name of the company'),
  address: Type.Optional(Address),
  email: text('Mail address of the company'),
  organizationRegistrationNumber: text('Number in the company register; some countries demand it'),
  links,
  attributes,
});
export type CustomerCompanyProfile = Static<typeof CustomerCompanyProfile>;

export const CustomerBillingProfile = Type.Object({
  id: text('Profile'),
  firstName: text('Given name of the contact'),
  lastName: text('Family name of the contact'),
  email: text('Mail address for billing'),
  culture: text('Culture for mail and currency, such as en-US'),
  language: text('Language of two letters'),
  companyName: text('Name of the company, as this partner keeps it'),
  defaultAddress: Type.Optional(Address),
  links,
  attributes,
});
export type CustomerBillingProfile = Static<typeof CustomerBillingProfile>;

const userCredentials = Type.Optional(
  Type.Object(
    { userName: text('Sign-in name without domain'), password: text('First password') },
    { description: 'The first administrator of a new tenant; written once, when the customer is created' },
  ),
);

const relationship = (description: string) =>
  oneOf(['none', 'reseller', 'advisor', 'syndication', 'microsoft_support'], description);

export const Customer = Type.Object({
  id: Type.String({ description: 'Tenant of the customer; a GUID' }),
  commerceId: guid('The customer in commerce'),
  companyProfile: Type.Optional(CustomerCompanyProfile),
  billingProfile: Type.Optional(CustomerBillingProfile),
  relationshipToPartner: relationship('What the calling partner is to this customer'),
  allowDelegatedAccess: flag('Whether the calling partner has delegated administration here'),
  enableGDAPByDefault: flag('Whether a granular delegated administration was made with the customer'),
  userCredentials,
  customDomains: texts('Further domains of the tenant'),
  associatedPartnerId: guid('Tenant of the indirect reseller of this customer'),
  links,
  attributes: Attributes,
});
export type Customer = Static<typeof Customer>;

export const Customers = SeekCollection(Customer);

const billingProfileRequest = {
  id: text('Profile'),
  firstName: text('Given name of the contact'),
  lastName: text('Family name of the contact'),
  email: text('Mail address for billing'),
  culture: text('Culture for mail and currency, such as en-US'),
  language: text('Language of two letters'),
  companyName: text('Name of the company'),
  defaultAddress: Type.Optional(Address),
  attributes: attributesInRequest,
};

export const CustomerBillingProfileRequest = Type.Object({
  ...billingProfileRequest,
  organizationRegistrationNumber: text('Number in the company register, where the company data lack a demanded one'),
});

export const NewCustomer = Type.Object({
  companyProfile: Type.Optional(
    Type.Object({
      domain: text('Domain prefix or whole first domain of the new tenant'),
      companyName: text('Name of the company'),
      organizationRegistrationNumber: text('Number in the company register; some countries demand it'),
    }),
  ),
  billingProfile: Type.Optional(CustomerBillingProfileRequest),
  enableGDAPByDefault: flag('Make a granular delegated administration together with the customer'),
  associatedPartnerId: guid('Tenant of the indirect reseller, when an indirect provider creates the customer'),
});

/** Ends the reseller relationship (`none`) or the delegated administration (`false`). */
export const CustomerPatch = Type.Object({
  relationshipToPartner: relationship('`none` ends the relationship of the calling partner'),
  allowDelegatedAccess: flag('`false` ends the delegated administration of the calling partner'),
  attributes: attributesInRequest,
});

/** The customer's organisation, as its directory has it. */
export const Organization = Type.Object({
  displayName: text('Name of the organisation'),
  street: text('Street'),
  city: text('City'),
  state: text('State or province'),
  postalCode: text('Postal code'),
  countryLetterCode: text('ISO 3166 code of two letters'),
  technicalNotificationMails: texts('Mail addresses for technical notices'),
});

export const Organizations = Type.Array(Organization);

export const CustomDomains = Type.Array(Type.String({ description: 'A domain of the tenant' }));

const domain = {
  authenticationType: oneOf(['managed', 'federated'], 'Who checks sign-ins of this domain'),
  capability: oneOf(
    [
      'none',
      'email',
      'sharepoint',
      'office_communications_online',
      'sharepoint_default',
      'full_redelegation',
      'share_point_public',
      'org_id_authentication',
      'yammer',
      'intune',
      'all',
    ],
    'What the domain is used for',
  ),
  isDefault: flag('Whether new users get this domain'),
  isInitial: flag('Whether it is the first domain of the tenant'),
  name: text('The domain'),
  rootDomain: text('The domain above it'),
  status: oneOf(['unverified', 'verified', 'pending_deletion'], 'Whether ownership is proved'),
  verificationMethod: oneOf(['none', 'dns_record', 'email'], 'How ownership was proved'),
};

export const Domain = Type.Object(domain);

export const NewVerifiedDomain = Type.Object({
  verifiedDomainName: text('The domain to be added'),
  domain: Type.Optional(Type.Object(domain)),
  domainFederationSettings: Type.Optional(
    Type.Object({
      activeLogOnUri: text('Address for clients that sign in themselves'),
      defaultInteractiveAuthenticationMethod: text('How people are asked to sign in'),
      federationBrandName: text('Name shown at sign-in'),
      issuerUri: text('Issuer of the federated tokens'),
      logOffUri: text('Address for signing out'),
      metadataExchangeUri: text('Address of the metadata'),
      nextSigningCertificate: text('Certificate that will follow'),
      openIdConnectDiscoveryEndpoint: text('Address of the discovery document'),
      passiveLogOnUri: text('Address for browsers'),
      preferredAuthenticationProtocol: oneOf(['ws_fed', 'samlp'], 'Protocol of the federation'),
      promptLoginBehavior: oneOf(
        ['translate_to_fresh_password_auth', 'native_support', 'disabled'],
        'What a forced sign-in does',
      ),
      signingCertificate: text('Certificate that signs the tokens'),
      signingCertificateUpdateStatus: text('Result of the last change of the certificate'),
      supportsMfa: flag('Whether the federation asks for a second factor itself'),
    }),
  ),
});

export const CustomerQualification = Type.Object({
  qualification: oneOf(
    ['None', 'Education', 'Nonprofit', 'GovernmentCommunityCloud', 'StateOwnedEntity'],
    'What the customer is qualified as',
  ),
  vettingStatus: oneOf(['InReview', 'Approved', 'Denied'], 'How far the examination is'),
  vettingReason: text('Why it was denied'),
  vettingCreateDate: instant('When the examination began'),
});

export const CustomerQualifications = Type.Array(CustomerQualification);

export const CustomerQualificationRequest = Type.Object({
  qualification: oneOf(
    ['None', 'Education', 'Nonprofit', 'GovernmentCommunityCloud', 'StateOwnedEntity'],
    'What the customer shall be qualified as',
  ),
  educationSegment: oneOf(['K12', 'HigherEducation'], 'Kind of school; needed for Education'),
  website: text('Web site of the school'),
  validationCode: text('Code of the government customer; needed for GovernmentCommunityCloud'),
});

/** The older, bare form of a qualification. */
export const QualificationText = Type.Enum(
  ['none', 'education', 'nonprofit', 'governmentcommunitycloud', 'stateownedentity'],
  {
    description: 'What the customer is qualified as',
  },
);
