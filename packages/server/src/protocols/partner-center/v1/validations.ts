import { Type } from 'typebox';
import { isPrefixFree } from '../../../operations/customer/check-domain.ts';
import { checkAddress } from '../../../operations/market/examine-address.ts';
import { listGovernmentValidations } from '../../../operations/qualification/government-validations.ts';
import { type Route, route } from '../house/route.ts';
import { Address } from '../schemas/common.ts';
import { AddressValidation, GovernmentValidations } from '../schemas/validation.ts';

export const validationRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v1/validations/address',
    serves: ['validate-an-address'],
    credentials: 'either',
    summary: 'Whether an address has the form of its country; streets are not known',
    body: Address,
    answer: AddressValidation,
    handle: async ({ context, body: originalAddress }) => {
      const finding = await checkAddress(context, { address: originalAddress });
      if (finding.status === 'notValidated')
        return {
          originalAddress,
          suggestedAddresses: [],
          status: 'NotValidated',
          validationMessage: 'The country is none of a market.',
        };
      if (finding.status === 'none')
        return {
          originalAddress,
          suggestedAddresses: [],
          status: 'None',
          validationMessage: `Missing, or not in the form of the country: ${finding.wrong.join(', ')}.`,
        };
      const status = finding.status === 'verified' ? 'VerifiedShippable' : 'InteractionRequired';
      return { originalAddress, suggestedAddresses: [finding.suggested], status };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/validations/checkdomainavailability/{domainPrefix}',
    serves: ['swagger-get-v1-validations-checkdomainavailability-domain-prefix'],
    credentials: 'either',
    summary: 'Whether a new customer may have this name before the ending of its first domain',
    answer: Type.Boolean(),
    handle: ({ context, params }) => isPrefixFree(context, { prefix: params.domainPrefix }),
  }),
  route({
    method: 'GET',
    path: '/v1/customers/all/validations',
    serves: ['get-a-partner-s-validation-codes'],
    credentials: 'either',
    summary: 'The codes with which the partner qualifies government customers; a list without an envelope',
    answer: GovernmentValidations,
    handle: async ({ context }) =>
      (await listGovernmentValidations(context, {})).map((one) => ({
        partnerId: one.partner_id,
        organizationName: one.organization_name,
        validationId: one.validation_id,
        maxCreates: one.max_creates,
        remainingCreates: one.remaining,
        eTag: `W/"datetime'${encodeURIComponent(new Date(one.modified_at).toISOString())}'"`,
      })),
  }),
];
