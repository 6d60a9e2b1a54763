import { refused } from '../../../../../operations/operation.ts';
import { readTransferEligibility } from '../../../../../operations/transfer/read.ts';
import { errorBody } from '../../../house/errors.ts';
import { type Route, route } from '../../../house/route.ts';
import { readTransferType } from '../../../reading/transfer.ts';
import { TransferEligibilities, TransferEligibilityQuery } from '../../../schemas/transfer.ts';

export const transferEligibilityRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/transferseligibility',
    serves: ['get-customer-s-subscriptions-transfer-eligibility'],
    credentials: 'either',
    query: TransferEligibilityQuery,
    answer: TransferEligibilities,
    summary: "Which of the partner's own subscriptions of a customer can be in a transfer, and why not",
    handle: async ({ context, params, query }) => {
      if (query.transferType === undefined || query.transferType.trim() === '')
        throw refused('value-missing', { field: 'transferType' });
      const kind = readTransferType(query.transferType);
      return (await readTransferEligibility(context, { ...params, kind })).map(({ id, refusal }) => ({
        id,
        isEligible: refusal === null,
        ...(refusal === null ? {} : { reason: errorBody(refusal).body.description }),
      }));
    },
  }),
];
