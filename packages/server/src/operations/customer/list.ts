import { type CustomerFilter, type CustomerListRow, countCustomers, customersOfPartner } from '../../store/customer.ts';
import { type Context, read } from '../operation.ts';

export interface CustomerListInput {
  readonly filter: CustomerFilter | null;
  /** How many at most, from 1. */
  readonly size: number;
  /** A place in the order, exclusive; null: from the beginning, or from the end when reading backward. */
  readonly after: readonly [key: string, id: string] | null;
  readonly backward: boolean;
}

export interface CustomerList {
  readonly totalCount: number;
  readonly items: readonly CustomerListRow[];
  /** Whether there are more before the first and after the last of these. */
  readonly more: { readonly before: boolean; readonly after: boolean };
}

export type { CustomerFilter, CustomerListRow };

/** A page of the caller's customers in the order of names, or of domains when those are asked for (R53). */
export const listCustomers: (context: Context, input: CustomerListInput) => Promise<CustomerList> = read<
  CustomerListInput,
  { page: CustomerListRow[]; count: number | null },
  CustomerList
>({
  permission: 'customer.list',
  load: (sql, caller, { filter, size, after, backward }) => ({
    page: customersOfPartner(sql, { partnerId: caller.tenantId }, { filter, limit: size + 1, after, backward }),
    count: countCustomers(sql, { partnerId: caller.tenantId }, filter),
  }),
  answer: ({ facts }, { size, after, backward }) => {
    const further = facts.page.length > size;
    const items = facts.page.slice(0, size);
    if (backward) items.reverse();
    return {
      totalCount: facts.count ?? 0,
      items,
      more: backward ? { before: further, after: after !== null } : { before: after !== null, after: further },
    };
  },
});
