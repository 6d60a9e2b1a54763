import { Type } from 'typebox';
import { refused } from '../../../../../operations/operation.ts';
import { readGovernmentValidation } from '../../../../../operations/qualification/government-validations.ts';
import { readVetting } from '../../../../../operations/qualification/vetting.ts';
import { type Route, route } from '../../../house/route.ts';
import { GovernmentValidationOfCustomer, ValidationStatus } from '../../../schemas/validation.ts';

const shown = { allowed: 'Allowed', under_review: 'UnderReview', not_allowed: 'NotAllowed' } as const;

export const customerValidationRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/validationStatus',
    serves: ['retrieve-validation-status'],
    credentials: 'user',
    summary: "How far the examination of the customer's account is",
    query: Type.Object({ type: Type.Optional(Type.String({ description: 'account' })) }),
    answer: ValidationStatus,
    handle: async ({ context, params, query }) => {
      if (query.type === undefined) throw refused('value-missing', { field: 'type' });
      if (query.type.toLowerCase() !== 'account')
        throw refused('value-invalid', { field: 'type', reason: 'is not account' });
      const { status, since } = await readVetting(context, params);
      return { type: 'account', status: shown[status], lastUpdateDateTime: new Date(since).toISOString() };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/validations',
    serves: ['swagger-get-v1-customers-customer-id-validations'],
    credentials: 'either',
    summary: 'The code by which the partner qualified the customer as one of the government; empty when by none',
    answer: GovernmentValidationOfCustomer,
    handle: async ({ context, params }) => {
      const { validation } = await readGovernmentValidation(context, params);
      return validation === null
        ? {}
        : {
            partnerId: validation.partner_id,
            customerId: params.customerId,
            validationId: validation.validation_id,
            organizationName: validation.organization_name,
          };
    },
  }),
];
