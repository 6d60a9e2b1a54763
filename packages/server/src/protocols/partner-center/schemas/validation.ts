import { Type } from 'typebox';
import { Address, attributes, Collection, Link } from './common.ts';
import { flag, instant, list, oneOf, text, whole } from './property.ts';

const values = (description: string) =>
  Type.Optional(Type.Object({ value: Type.Array(Type.String()) }, { description }));

/** What addresses and companies of a country must have. */
export const CountryInformation = Type.Object({
  iso2Code: text('ISO 3166 code of two letters'),
  defaultCulture: text('Language and country of people there'),
  isStateRequired: flag('Whether an address names a state'),
  states: values('Codes of the states, where they are checked'),
  supportedLanguages: values('Languages of mails and pages'),
  supportedCultures: values('Languages with their country'),
  isPostalCodeRequired: flag('Whether an address has a postal code'),
  postalCodeRegex: text('Form of postal codes; absent where it is not checked'),
  isCityRequired: flag('Whether an address names a city'),
  isVatIdSupported: flag('Whether companies have a number for value-added tax'),
  isTaxIdSupported: flag('Whether companies have a number for other taxes'),
  taxIdFormat: text('Form of that number, where it is known'),
  taxIdSample: text('One that has that form'),
  phoneNumberRegex: text('Form of telephone numbers'),
  isRegistrationNumberSupported: flag('Whether a customer must name its number of registration'),
  resellerAgreementRegion: text('Region of the agreement between the programme and its partners'),
  geographicRegion: text('Part of the world'),
  countryCallingCodes: values('Prefix of telephone numbers from abroad'),
  attributes,
});

/** The codes with which a partner qualifies government customers: a list without an envelope. */
export const GovernmentValidations = Type.Array(
  Type.Object({
    partnerId: text('The partner'),
    organizationName: text('Whose examination it stands for'),
    validationId: text('The code'),
    maxCreates: whole('How many tenants it may qualify'),
    remainingCreates: whole('How many of them are left'),
    eTag: text('Version of the code'),
  }),
);

/** The code by which a customer was qualified. */
export const GovernmentValidationOfCustomer = Type.Object({
  partnerId: text('The partner'),
  customerId: text('The customer'),
  validationId: text('The code'),
  organizationName: text('Whose examination it stands for'),
});

export const ValidationStatus = Type.Object({
  type: oneOf(['account'], 'What was examined'),
  status: oneOf(['Unknown', 'UnderReview', 'Allowed', 'NotAllowed', 'NotReady'], 'What it came to'),
  lastUpdateDateTime: instant('Since when'),
});

export const AddressValidation = Type.Object({
  originalAddress: Type.Optional(Address),
  suggestedAddresses: list(Address, 'How it would be written'),
  status: oneOf(
    [
      'VerifiedShippable',
      'Verified',
      'InteractionRequired',
      'StreetPartial',
      'PremisesPartial',
      'Multiple',
      'None',
      'NotValidated',
    ],
    'What it came to',
  ),
  validationMessage: text('What is wrong with it'),
});

const Entitlement = Type.Object({
  includedEntitlements: list(Type.Unknown(), 'What comes with it'),
  referenceOrder: Type.Optional(
    Type.Object({ id: text('Order'), lineItemId: text('Line of the order'), alternateId: text('The same order') }),
  ),
  productId: text('Product'),
  skuId: text('SKU'),
  quantity: whole('How many'),
  entitlementType: text('software, or reservedinstance'),
  entitledArtifacts: list(
    Type.Object({
      artifactType: text('What it is'),
      resourceId: text('Its id'),
      link: Type.Optional(Link),
    }),
    'What may be used because of it',
  ),
  dynamicAttributes: Type.Optional(Type.Object({ reservationType: text('What is reserved') })),
  expiryDate: instant('When it ends; when it was asked for'),
});
export const Entitlements = Collection(Entitlement);
