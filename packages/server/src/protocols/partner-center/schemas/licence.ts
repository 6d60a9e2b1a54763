import { type Static, Type } from 'typebox';
import { Attributes, attributes, Collection } from './common.ts';
import { guid, list, oneOf, text, texts, whole } from './property.ts';

const productSku = Type.Optional(
  Type.Object({
    id: guid('Licence SKU'),
    name: text('Name'),
    skuPartNumber: text('Short name'),
    targetType: oneOf(['User', 'Tenant'], 'Who gets the licence'),
    licenseGroupId: oneOf(
      ['group1', 'group2'],
      'group1: licences of the directory; group2: those of no directory service',
    ),
  }),
);

const ServicePlan = Type.Object({
  id: guid('Service plan'),
  displayName: text('Name'),
  serviceName: text('Short name'),
  capabilityStatus: text('Whether it can be used, such as Enabled'),
  targetType: oneOf(['User', 'Tenant'], 'Who gets the service'),
});

/** All licences of one SKU in the tenant, whoever sold them. */
export const SubscribedSku = Type.Object({
  availableUnits: whole('Free ones'),
  activeUnits: whole('Ones in force'),
  consumedUnits: whole('Assigned ones'),
  suspendedUnits: whole('Ones of suspended subscriptions'),
  totalUnits: whole('All'),
  warningUnits: whole('Ones that are about to end'),
  productSku,
  servicePlans: list(ServicePlan, 'Services that belong to it'),
  capabilityStatus: text('Whether it can be used, such as Enabled'),
  attributes: Attributes,
});
export type SubscribedSku = Static<typeof SubscribedSku>;

export const SubscribedSkus = Collection(SubscribedSku);

/** A licence that a user has. */
export const License = Type.Object({
  productSku,
  servicePlans: list(ServicePlan, 'Services that the user gets by it'),
  attributes: Attributes,
});
export type License = Static<typeof License>;

export const Licenses = Collection(License);

const assignment = Type.Object({
  skuId: guid('Licence SKU'),
  excludedPlans: texts('Service plans that the user shall not get'),
});

/** What was assigned to a user and taken from it. */
export const LicenseUpdate = Type.Object({
  licensesToAssign: list(assignment, 'Licences to give'),
  licensesToRemove: texts('Licence SKUs to take back'),
  licenseWarnings: list(
    Type.Object({
      code: text('Name of the warning'),
      message: text('The same, for a person'),
      servicePlans: texts('Service plans that it is about'),
    }),
    'What was done only in part',
  ),
  attributes,
});
export type LicenseUpdate = Static<typeof LicenseUpdate>;

export const LicenseUpdateRequest = Type.Object({
  licensesToAssign: list(assignment, 'Licences to give'),
  licensesToRemove: texts('Licence SKUs to take back'),
});

const PageLink = Type.Object({
  uri: text('A page for people'),
  method: text('How it is asked for'),
  headers: list(Type.Object({}), 'Nothing'),
});

/** A service of the tenant's licences, and where people administer it. */
export const ManagedService = Type.Object({
  id: text('Service'),
  name: text('Name'),
  groupName: text('Family of services'),
  links: Type.Object({ adminService: PageLink, serviceHealth: PageLink, serviceTicket: PageLink }),
  attributes: Attributes,
});
export const ManagedServices = Collection(ManagedService);
