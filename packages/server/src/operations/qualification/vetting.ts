import { refuse } from '@multipartner/domain/refusal.ts';
import { isRelated } from '../../store/order.ts';
import { type Vetting, vettingOf } from '../../store/tenant.ts';
import { read } from '../operation.ts';

/** How far the examination of the customer's account is (R207): the tenant's, whoever sells to it. Refusals: no-relationship. */
export const readVetting = read<{ customerId: string }, { related: boolean; vetting: Vetting | null }, Vetting>({
  permission: 'qualification.read',
  load: (sql, caller, { customerId }) => ({
    related: isRelated(sql, { partnerId: caller.tenantId }, customerId),
    vetting: vettingOf(sql, customerId),
  }),
  answer: ({ facts }, { customerId }) =>
    facts.related && facts.vetting !== null ? facts.vetting : refuse('no-relationship', { customerId }),
});
