import { refuse } from '@multipartner/domain/refusal.ts';
import { type CustomerRow, customerOfPartner } from '../../store/customer.ts';
import { read } from '../operation.ts';

/** The partner's own bill-to record of a customer (R43). Refusals: no-relationship. */
export const getBillingProfile = read<{ customerId: string }, { customer: CustomerRow | null }, CustomerRow>({
  permission: 'customer.billing.read',
  load: (sql, caller, { customerId }) => ({
    customer: customerOfPartner(sql, { partnerId: caller.tenantId }, customerId),
  }),
  answer: ({ facts }, { customerId }) => facts.customer ?? refuse('no-relationship', { customerId }),
});
