import type { Shape } from '../../house/odata/shape.ts';

const id = { kind: 'guid', filter: true, order: true } as const;
const text = { kind: 'string', filter: true, order: true } as const;
const flag = { kind: 'boolean', filter: true } as const;
const instant = { kind: 'date', filter: true, order: true } as const;

export const groupShape: Shape = {
  id,
  displayName: text,
  description: text,
  mailNickname: text,
  securityEnabled: flag,
  mailEnabled: flag,
  createdDateTime: instant,
};

export const userShape: Shape = {
  id,
  displayName: text,
  userPrincipalName: text,
  givenName: text,
  surname: text,
  mail: text,
  usageLocation: text,
  onPremisesImmutableId: text,
  userType: text,
  accountEnabled: flag,
  createdDateTime: instant,
};

export const objectShape: Shape = { id, displayName: text, userPrincipalName: text };

export const directoryRoleShape: Shape = { id, displayName: text, roleTemplateId: id };

export const roleDefinitionShape: Shape = {
  id,
  displayName: text,
  templateId: id,
  isBuiltIn: flag,
  isEnabled: flag,
  isPrivileged: flag,
};

export const servicePrincipalShape: Shape = { id, appId: id, displayName: text, appOwnerOrganizationId: id };

export const contractShape: Shape = {
  id,
  customerId: id,
  displayName: text,
  defaultDomainName: text,
  contractType: { kind: 'enum', filter: true, members: ['SyndicationPartner', 'BreadthPartner', 'ResellerPartner'] },
};
