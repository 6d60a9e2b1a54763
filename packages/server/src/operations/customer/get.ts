import { refuse } from '@multipartner/domain/refusal.ts';
import { type CustomerRow, customerOfPartner } from '../../store/customer.ts';
import { read } from '../operation.ts';

/**
 * One customer of the caller. Without delegated rights the tenant's own address, e-mail and domains stay unread (R59);
 * a customer of somebody else is no customer at all (R51). Refusals: no-relationship.
 */
export const getCustomer = read<{ customerId: string }, { customer: CustomerRow | null }, CustomerRow>({
  permission: 'customer.list',
  load: (sql, caller, { customerId }) => ({ customer: customerOfPartner(sql, { partnerId: caller.tenantId }, customerId) }),
  answer: ({ facts }, { customerId }) => facts.customer ?? refuse('no-relationship', { customerId }),
});
