import { refuse } from '@multipartner/domain/refusal.ts';
import {
  type GovernmentValidationRow,
  governmentValidationOf,
  governmentValidations,
} from '../../store/government-validation.ts';
import { isRelated } from '../../store/order.ts';
import { read } from '../operation.ts';

/** The codes that the programme gave to the caller's partner (R205). */
export const listGovernmentValidations = read<
  Record<string, never>,
  { list: GovernmentValidationRow[] },
  GovernmentValidationRow[]
>({
  permission: 'qualification.read',
  load: (sql, caller) => ({ list: governmentValidations(sql, { partnerId: caller.tenantId }) }),
  answer: ({ facts }) => facts.list,
});

/** The code by which the caller's partner qualified the customer; null: by none. Refusals: no-relationship. */
export const readGovernmentValidation = read<
  { customerId: string },
  { related: boolean; one: GovernmentValidationRow | null },
  { readonly validation: GovernmentValidationRow | null }
>({
  permission: 'qualification.read',
  load: (sql, caller, { customerId }) => {
    const owner = { partnerId: caller.tenantId };
    return { related: isRelated(sql, owner, customerId), one: governmentValidationOf(sql, owner, customerId) };
  },
  answer: ({ facts }, { customerId }) =>
    facts.related ? { validation: facts.one } : refuse('no-relationship', { customerId }),
});
