import { Type } from 'typebox';

const nullable = (schema: ReturnType<typeof Type.String>) => Type.Union([schema, Type.Null()]);
export const guidText = Type.String({ format: 'uuid' });

export const UnifiedRole = Type.Object({ roleDefinitionId: guidText }, { additionalProperties: false });
export const AccessDetails = Type.Object({ unifiedRoles: Type.Array(UnifiedRole) }, { additionalProperties: false });
export const AccessContainer = Type.Object(
  { accessContainerId: guidText, accessContainerType: Type.Literal('securityGroup') },
  { additionalProperties: false },
);

/** What a partner writes of a relationship; what is demanded when is decided by its state. */
export const RelationshipWritten = Type.Object(
  {
    displayName: Type.Optional(
      Type.String({ description: 'One to fifty characters; the only one of the partner with this name' }),
    ),
    duration: Type.Optional(Type.String({ description: 'Days, from P1D to P730D' })),
    customer: Type.Optional(
      Type.Union([
        Type.Object(
          { tenantId: guidText, displayName: Type.Optional(nullable(Type.String())) },
          { additionalProperties: false },
        ),
        Type.Null(),
      ]),
    ),
    accessDetails: Type.Optional(AccessDetails),
    autoExtendDuration: Type.Optional(nullable(Type.String({ description: 'PT0S, or P180D' }))),
  },
  { additionalProperties: false },
);

const annotations = { '@odata.type': Type.Optional(Type.String()), '@odata.etag': Type.Optional(Type.String()) };
const instant = Type.String({ format: 'date-time' });

export const Relationship = Type.Object({
  ...annotations,
  id: Type.String(),
  displayName: Type.String(),
  duration: Type.String(),
  customer: Type.Union([Type.Object({ tenantId: Type.String(), displayName: nullable(Type.String()) }), Type.Null()]),
  accessDetails: AccessDetails,
  status: Type.String(),
  autoExtendDuration: Type.String(),
  createdDateTime: instant,
  lastModifiedDateTime: instant,
  activatedDateTime: nullable(instant),
  endDateTime: nullable(instant),
  isPartnerConsentPending: Type.Optional(Type.Boolean()),
  indirectProviderTenantId: Type.Optional(Type.String()),
});

export const Assignment = Type.Object({
  ...annotations,
  id: Type.String(),
  status: Type.String(),
  createdDateTime: instant,
  lastModifiedDateTime: instant,
  accessContainer: AccessContainer,
  accessDetails: AccessDetails,
});

export const AdminRequest = Type.Object({
  ...annotations,
  id: Type.String(),
  action: Type.String(),
  status: Type.String(),
  createdDateTime: instant,
  lastModifiedDateTime: instant,
});

export const AdminOperation = Type.Object({
  ...annotations,
  id: Type.String(),
  operationType: Type.String(),
  data: Type.String({ description: 'JSON text of the object as it is to become' }),
  status: Type.String(),
  createdDateTime: instant,
  lastModifiedDateTime: instant,
});

export const AdminCustomer = Type.Object({
  ...annotations,
  id: Type.String(),
  tenantId: Type.String(),
  displayName: nullable(Type.String()),
});

export const ServiceManagementDetail = Type.Object({
  '@odata.type': Type.Optional(Type.String()),
  id: Type.String(),
  serviceName: Type.String(),
  serviceManagementUrl: Type.String(),
});

export const TenantInformation = Type.Object({
  tenantId: Type.String(),
  displayName: nullable(Type.String()),
  defaultDomainName: nullable(Type.String()),
  federationBrandName: nullable(Type.String()),
});

export const collectionOf = (item: Parameters<typeof Type.Array>[0]) =>
  Type.Object({
    '@odata.context': Type.String(),
    '@odata.count': Type.Optional(Type.Integer()),
    '@odata.nextLink': Type.Optional(Type.String()),
    value: Type.Array(item),
  });
