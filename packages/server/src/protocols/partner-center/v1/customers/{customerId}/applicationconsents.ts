import type { Static } from 'typebox';
import { grantConsent, withdrawConsent } from '../../../../../operations/consent/consent.ts';
import { refused } from '../../../../../operations/operation.ts';
import { type Route, route } from '../../../house/route.ts';
import { readGuid } from '../../../reading/guid.ts';
import { ApplicationConsent, ApplicationConsentRequest } from '../../../schemas/application-consent.ts';

const path = '/v1/customers/{customerId}/applicationconsents';

function wanted({ applicationId, applicationGrants = [] }: Static<typeof ApplicationConsentRequest>) {
  if (applicationId === undefined) throw refused('value-missing', { field: 'applicationId' });
  if (applicationGrants.length === 0) throw refused('value-missing', { field: 'applicationGrants' });
  return {
    applicationId: readGuid('applicationId', applicationId),
    grants: applicationGrants.map(({ enterpriseApplicationId, scope }, position) => {
      const field = `applicationGrants.${position}`;
      if (enterpriseApplicationId === undefined)
        throw refused('value-missing', { field: `${field}.enterpriseApplicationId` });
      const scopes = (scope ?? '').split(/[\s,]+/).filter((one) => one !== '');
      if (scopes.length === 0) throw refused('value-missing', { field: `${field}.scope` });
      return {
        enterpriseApplicationId: readGuid(`${field}.enterpriseApplicationId`, enterpriseApplicationId),
        scopes: [...new Set(scopes)],
      };
    }),
  };
}

export const applicationConsentRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path,
    serves: ['cpv-acquire-consent'],
    credentials: 'user',
    status: 201,
    body: ApplicationConsentRequest,
    answer: ApplicationConsent,
    summary: 'Allow an application something at a customer',
    handle: async ({ context, params, body }) => {
      const consent = await grantConsent(context, { ...params, ...wanted(body) });
      return {
        applicationId: consent.application_id,
        applicationGrants: consent.grants.map((grant) => ({
          enterpriseApplicationId: grant.enterpriseApplicationId,
          scope: grant.scopes.join(','),
        })),
        attributes: { objectType: 'ApplicationConsent' },
      };
    },
  }),
  route({
    method: 'DELETE',
    path: `${path}/{applicationId}`,
    serves: ['cpv-remove-consent'],
    credentials: 'user',
    summary: 'Take back what was allowed to an application',
    handle: async ({ context, params, reply }) => {
      await withdrawConsent(context, { ...params, applicationId: readGuid('applicationId', params.applicationId) });
      return reply.code(200).send();
    },
  }),
];
