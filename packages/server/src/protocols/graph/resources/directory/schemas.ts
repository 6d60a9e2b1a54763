import { Type } from 'typebox';

const text = Type.String();
const guid = Type.String({ format: 'uuid' });
const instant = Type.String({ format: 'date-time' });
const orNull = <T extends ReturnType<typeof Type.String>>(schema: T) => Type.Union([schema, Type.Null()]);
const nothing = Type.Null();
const flag = Type.Boolean();
const texts = Type.Array(text);

/** What a list of objects of several types says of each. */
const typed = { '@odata.type': Type.Optional(text) };

export const Group = Type.Object({
  ...typed,
  id: guid,
  deletedDateTime: nothing,
  classification: nothing,
  createdDateTime: instant,
  description: orNull(text),
  displayName: text,
  groupTypes: texts,
  isAssignableToRole: nothing,
  mail: nothing,
  mailEnabled: flag,
  mailNickname: text,
  membershipRule: nothing,
  onPremisesSyncEnabled: nothing,
  proxyAddresses: texts,
  securityEnabled: flag,
  visibility: nothing,
});

const name = Type.String({ minLength: 1, maxLength: 256 });
const description = Type.Optional(orNull(Type.String({ maxLength: 1024 })));

/** A reference to an object of the directory: an address that ends with its collection and its id. */
export const Reference = Type.Object(
  { '@odata.id': Type.Optional(Type.String({ description: 'Such as https://…/v1.0/directoryObjects/{id}' })) },
  { additionalProperties: false },
);

/** Security groups only: nothing here receives mail. */
export const NewGroup = Type.Object(
  {
    displayName: name,
    mailEnabled: Type.Literal(false),
    mailNickname: Type.String({ minLength: 1, maxLength: 64, pattern: '^[^@()\\\\\\[\\]";:<>, ]+$' }),
    securityEnabled: Type.Literal(true),
    description,
    groupTypes: Type.Optional(Type.Array(text, { maxItems: 0 })),
    isAssignableToRole: Type.Optional(Type.Union([Type.Literal(false), Type.Null()])),
    visibility: Type.Optional(Type.Null()),
    'members@odata.bind': Type.Optional(Type.Array(text, { maxItems: 20 })),
  },
  { additionalProperties: false },
);

export const GroupChange = Type.Object(
  { displayName: Type.Optional(name), description },
  { additionalProperties: false },
);

export const User = Type.Object({
  ...typed,
  businessPhones: texts,
  displayName: text,
  givenName: orNull(text),
  jobTitle: nothing,
  mail: orNull(text),
  mobilePhone: nothing,
  officeLocation: nothing,
  preferredLanguage: nothing,
  surname: orNull(text),
  userPrincipalName: text,
  id: guid,
  accountEnabled: Type.Optional(flag),
  assignedLicenses: Type.Optional(Type.Array(Type.Object({ skuId: guid, disabledPlans: Type.Array(guid) }))),
  createdDateTime: Type.Optional(instant),
  onPremisesImmutableId: Type.Optional(orNull(text)),
  onPremisesSyncEnabled: Type.Optional(nothing),
  usageLocation: Type.Optional(orNull(text)),
  userType: Type.Optional(text),
});

export const DirectoryRole = Type.Object({
  ...typed,
  id: guid,
  deletedDateTime: nothing,
  description: nothing,
  displayName: text,
  roleTemplateId: guid,
});

export const RoleDefinition = Type.Object({
  id: guid,
  description: nothing,
  displayName: text,
  isBuiltIn: flag,
  isEnabled: flag,
  isPrivileged: flag,
  resourceScopes: texts,
  templateId: guid,
  version: text,
  rolePermissions: Type.Array(Type.Object({})),
  '@multipartner.gdapPermitted': Type.Union(
    ['yes', 'probable', 'unknown', 'no'].map((one) => Type.Literal(one)),
    { description: 'Whether a granular admin relationship may carry the role' },
  ),
});

export const ServicePrincipal = Type.Object({
  ...typed,
  id: guid,
  deletedDateTime: nothing,
  accountEnabled: flag,
  appDisplayName: text,
  appId: guid,
  appOwnerOrganizationId: orNull(guid),
  createdDateTime: orNull(instant),
  displayName: text,
  servicePrincipalNames: texts,
  servicePrincipalType: text,
});

export const Contract = Type.Object({
  id: guid,
  deletedDateTime: nothing,
  contractType: Type.Union([Type.Literal('ResellerPartner'), Type.Literal('BreadthPartner')]),
  customerId: guid,
  defaultDomainName: text,
  displayName: text,
});

/** An object of any of these types; it has the members of its own. */
export const DirectoryObject = Type.Union([User, Group, ServicePrincipal, DirectoryRole]);

export const Organization = Type.Object({
  id: guid,
  deletedDateTime: nothing,
  businessPhones: texts,
  city: orNull(text),
  country: nothing,
  countryLetterCode: text,
  createdDateTime: instant,
  displayName: text,
  marketingNotificationEmails: texts,
  onPremisesSyncEnabled: nothing,
  postalCode: orNull(text),
  preferredLanguage: orNull(text),
  state: orNull(text),
  street: orNull(text),
  technicalNotificationMails: texts,
  tenantType: text,
  assignedPlans: Type.Array(Type.Object({})),
  provisionedPlans: Type.Array(Type.Object({})),
  verifiedDomains: Type.Array(
    Type.Object({ capabilities: text, isDefault: flag, isInitial: flag, name: text, type: text }),
  ),
});

export const SubscribedSku = Type.Object({
  accountId: guid,
  appliesTo: text,
  capabilityStatus: text,
  consumedUnits: Type.Integer(),
  id: text,
  skuId: guid,
  skuPartNumber: text,
  prepaidUnits: Type.Object({
    enabled: Type.Integer(),
    suspended: Type.Integer(),
    warning: Type.Integer(),
    lockedOut: Type.Integer(),
  }),
  servicePlans: Type.Array(
    Type.Object({ servicePlanId: guid, servicePlanName: text, provisioningStatus: text, appliesTo: text }),
  ),
});
