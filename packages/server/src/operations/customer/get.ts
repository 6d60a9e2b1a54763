import { mayInCustomer } from '@multipartner/domain/access/customer-administration.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { type AdministrationRow, ownGranularRights, toAdministration } from '../../store/administration.ts';
import { type CustomerRow, customerOfPartner } from '../../store/customer.ts';
import { read } from '../operation.ts';

/** A customer as its partner may see it: the tenant's own data only with a right inside the tenant (R59, R83). */
export interface CustomerView extends Omit<CustomerRow, 'company' | 'domains'> {
  readonly company: CustomerRow['company'] | null;
  readonly domains: CustomerRow['domains'] | null;
}

/**
 * One customer of the caller. Without delegated rights the tenant's own address, e-mail and domains stay unread (R59);
 * a customer of somebody else is no customer at all (R51). Refusals: no-relationship.
 */
export const getCustomer = read<
  { customerId: string },
  { customer: CustomerRow | null; granular: AdministrationRow['gdap'] },
  CustomerView
>({
  permission: 'customer.list',
  load: (sql, caller, { customerId }) => ({
    customer: customerOfPartner(sql, { partnerId: caller.tenantId }, customerId),
    granular: ownGranularRights(sql, caller, customerId),
  }),
  answer: ({ actor, facts }, { customerId }) => {
    if (facts.customer === null) return refuse('no-relationship', { customerId });
    const { customer, granular: gdap } = facts;
    const administration = toAdministration(actor, { related: true, dap: customer.dap, gdap });
    return {
      ...facts.customer,
      company: mayInCustomer('customer.read.company', administration) === null ? facts.customer.company : null,
      domains: mayInCustomer('customer.domains.read', administration) === null ? facts.customer.domains : null,
    };
  },
});
