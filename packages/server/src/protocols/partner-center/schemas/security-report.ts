import { Type } from 'typebox';
import { Collection } from './common.ts';
import { flag, guid, instant, text, whole } from './property.ts';

/** A request of the partner's people. */
export const PartnerRequest = Type.Object({
  requestId: text('Id that the request had'),
  correlationId: text('Id that several requests had together'),
  operationName: text('Method and path, with names in place of ids'),
  requestDateTime: instant('When it came'),
  ipAddress: text('Where it came from'),
  objectId: guid('Person'),
  tenantId: guid('Tenant of the person'),
  upn: text('Name with which the person signs in'),
  applicationId: guid('Application that sent it'),
  mfaCompliant: flag('Whether the person had shown a second factor'),
});
export const PartnerRequests = Collection(PartnerRequest);

/** Requests of a day by one application. */
export const ApplicationMfaAdoptionStatus = Type.Object({
  loginDate: text('Day; ISO 8601'),
  mfaCompliantRequestCount: whole('Requests of people with a second factor'),
  totalRequestCount: whole('Requests'),
  applicationId: guid('Application'),
  applicationName: text('Name of the application'),
});
export const ApplicationMfaAdoptionStatuses = Type.Array(ApplicationMfaAdoptionStatus);

/** Somebody who works without a second factor. */
export const NonMfaCompliantPrincipal = Type.Object({
  objectId: guid('Person'),
  tenantId: guid('Tenant of the person'),
  upn: text('Name with which the person signs in'),
  lastNonMfaCompliantRequestDateTime: instant('When he last did'),
});
export const NonMfaCompliantPrincipals = Collection(NonMfaCompliantPrincipal);
