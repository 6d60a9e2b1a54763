import { countLimit } from '../../store/customer.ts';
import {
  countPartnerCustomers,
  isNarrowed,
  type PartnerCustomerFilter,
  type PartnerCustomerRow,
  partnerCustomers,
} from '../../store/partner-customers.ts';
import { type Context, read } from '../operation.ts';

export type { PartnerCustomerFilter, PartnerCustomerRow };

type Place = readonly [key: string, id: string];

export interface CustomerOverviewInput {
  readonly filter: PartnerCustomerFilter;
  readonly limit: number;
  readonly after: Place | null;
}

export interface CustomerOverview {
  readonly asOf: Date;
  readonly items: readonly PartnerCustomerRow[];
  readonly next: Place | null;
  readonly totalCount: number;
  /** There are more than were counted. */
  readonly capped: boolean;
}

/** The caller's customers by name, each with its relationship, subscriptions and granular end (R53). */
export const overlookCustomers: (context: Context, input: CustomerOverviewInput) => Promise<CustomerOverview> = read<
  CustomerOverviewInput,
  { page: PartnerCustomerRow[]; count: number | null },
  CustomerOverview
>({
  permission: 'customer.list',
  shaped: ({ filter }) => isNarrowed(filter),
  load: (sql, caller, { filter, limit, after }) => ({
    page: partnerCustomers(sql, { partnerId: caller.tenantId }, filter, { limit: limit + 1, after }),
    count: countPartnerCustomers(sql, { partnerId: caller.tenantId }, filter),
  }),
  answer: ({ facts: { page, count }, now }, { filter, limit }) => {
    const items = page.slice(0, limit);
    const last = items.at(-1);
    const capped = isNarrowed(filter) && (count ?? 0) > countLimit;
    return {
      asOf: now,
      items,
      next: page.length > limit && last !== undefined ? [last.key, last.id] : null,
      totalCount: capped ? countLimit : (count ?? 0),
      capped,
    };
  },
});
