import { type Static, Type } from 'typebox';
import { Address, Attributes, attributes, Collection, Contact } from './common.ts';
import { guid, instant, oneOf, text } from './property.ts';

/** The tie between the calling partner and another one. */
export const PartnerRelationship = Type.Object({
  id: guid('Tenant of the other partner'),
  name: text('Name of the other partner'),
  relationshipType: oneOf(
    ['is_indirect_reseller_of', 'is_indirect_cloud_solution_provider_of'],
    'What the caller is to the other partner',
  ),
  state: text('State of the tie, such as Active'),
  mpnId: text('Programme id of the other partner'),
  location: text('ISO 3166 code of the other partner, two letters'),
  attributes: Attributes,
});
export type PartnerRelationship = Static<typeof PartnerRelationship>;

export const PartnerRelationships = Collection(PartnerRelationship);

/** The personal invitation link of a partner, which a customer opens to accept it as reseller. */
export const RelationshipRequest = Type.Object({
  url: Type.String({ description: 'Invitation link to send to the customer' }),
  attributes: Attributes,
});

export const NewSandboxIndirectReseller = Type.Object({
  mpnId: text('Programme id for the new reseller'),
  tenant: Type.Optional(
    Type.Object({
      domainPrefix: text('First label of the new tenant domain; not in use'),
      name: text('Name of the tenant'),
      displayName: text('Name of the tenant, as shown'),
      adminUserName: text('Sign-in name of the first administrator, without domain'),
      adminFirstName: text('Given name of the first administrator'),
      adminLastName: text('Family name of the first administrator'),
      adminAlternateEmail: text('Another mail address of the first administrator'),
      country: text('ISO 3166 code of two letters'),
      culture: text('Culture, such as en-US'),
    }),
  ),
  legalBusinessProfile: Type.Optional(
    Type.Object({
      companyName: text('Name of the company'),
      address: Type.Optional(Address),
      primaryContact: Type.Optional(Contact),
      culture: text('Culture, such as en-US'),
    }),
  ),
  organizationProfileLanguage: text('Language of two letters'),
});

/** A reseller made for tests, with its administrator, its signed agreement and its tie to the provider. */
export const SandboxIndirectReseller = Type.Object({
  accountId: guid('The new reseller'),
  mpnId: text('Programme id of the reseller'),
  tenant: Type.Optional(
    Type.Object({
      id: guid('Tenant of the reseller'),
      adminUserAccount: text('Sign-in name of the first administrator'),
      password: text('First password; written once'),
    }),
  ),
  agreementSignature: Type.Optional(
    Type.Object({
      id: guid('The signature'),
      accountId: guid('Who is bound by it'),
      agreementId: guid('What was signed'),
      agreementType: text('Kind of agreement, such as ValueAddedReseller'),
      dateSigned: instant('When it was signed'),
      signedByFirstName: text('Given name of the signer'),
      signedByUserPrincipalName: text('Sign-in name of the signer'),
      signedByUserObjectId: guid('The signer'),
      signedByUserTenantId: guid('Tenant of the signer'),
      attributes,
    }),
  ),
  partnerRelationship: Type.Optional(PartnerRelationship),
});
