import { Type } from 'typebox';
import { listApiRequests, listPeopleWithoutMfa, summariseApiRequests } from '../../../operations/security/requests.ts';
import { collection } from '../house/collection.ts';
import { readDate } from '../house/date.ts';
import { type Route, route } from '../house/route.ts';
import { text } from '../schemas/property.ts';
import {
  ApplicationMfaAdoptionStatuses,
  NonMfaCompliantPrincipals,
  PartnerRequests,
} from '../schemas/security-report.ts';

export const securityReportRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/partnerRequests',
    serves: ['get-api-request-details'],
    credentials: 'user',
    answer: PartnerRequests,
    summary: "The latest requests of the partner's people",
    handle: async ({ context }) =>
      collection(
        (await listApiRequests(context, {})).map((row) => ({
          requestId: row.request_id,
          correlationId: row.correlation_id,
          operationName: row.operation,
          requestDateTime: new Date(row.at).toISOString(),
          ipAddress: row.ip_address,
          objectId: row.user_id,
          tenantId: context.caller.tenantId,
          ...(row.user_principal_name === null ? {} : { upn: row.user_principal_name }),
          applicationId: row.application_id,
          mfaCompliant: row.mfa,
        })),
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/applicationmfaadoptionstatus',
    serves: ['get-api-request-summary'],
    credentials: 'user',
    query: Type.Object({ startDate: text('First day'), endDate: text('Last day') }),
    answer: ApplicationMfaAdoptionStatuses,
    summary: 'Requests by day and application, and how many had a second factor behind them',
    handle: async ({ context, query }) => {
      const period = { from: readDate('startDate', query.startDate), to: readDate('endDate', query.endDate) };
      return (await summariseApiRequests(context, period)).map((row) => ({
        loginDate: row.day,
        mfaCompliantRequestCount: row.with_mfa,
        totalRequestCount: row.total,
        applicationId: row.application_id,
        applicationName: row.application_name ?? '',
      }));
    },
  }),
  route({
    method: 'GET',
    path: '/v1/nonMfaCompliantPartnerPrincipals',
    serves: ['get-portal-requests-without-mfa'],
    credentials: 'user',
    answer: NonMfaCompliantPrincipals,
    summary: 'People of the partner who worked without a second factor',
    handle: async ({ context }) =>
      collection(
        (await listPeopleWithoutMfa(context, {})).map((row) => ({
          objectId: row.user_id,
          tenantId: context.caller.tenantId,
          upn: row.user_principal_name,
          lastNonMfaCompliantRequestDateTime: new Date(row.at).toISOString(),
        })),
      ),
  }),
];
