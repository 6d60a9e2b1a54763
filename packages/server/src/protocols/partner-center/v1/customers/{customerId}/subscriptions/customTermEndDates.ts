import { Type } from 'typebox';
import { listTermEnds } from '../../../../../../operations/subscription/term-ends.ts';
import { collection } from '../../../../house/collection.ts';
import { readDate } from '../../../../house/date.ts';
import { type Route, route } from '../../../../house/route.ts';
import { readGuid } from '../../../../reading/guid.ts';
import { withQuery } from '../../../../reading/seek.ts';
import { blank } from '../../../../resources/order.ts';
import { Collection } from '../../../../schemas/common.ts';
import { instant, oneOf, texts } from '../../../../schemas/property.ts';

const text = Type.Optional(Type.String());

const CustomTermEndDates = Collection(
  Type.Object({
    allowedCustomTermEndDateType: oneOf(
      ['calendarMonthAligned', 'subscriptionAligned'],
      'Whether a month ends with it, or a subscription',
    ),
    cotermSubscriptionIds: texts('Subscriptions that end with it'),
    allowedCustomTermEndDate: instant('Last day that a first term may have'),
  }),
);

export const customTermEndDateRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/subscriptions/customTermEndDates',
    serves: ['custom-term-end-dates'],
    credentials: 'either',
    // The documented names, and those that the documented example and its links have.
    query: Type.Object({
      term_duration: text,
      TermDuration: text,
      TermStartDate: text,
      term_start_date: text,
      TargetCotermSubscriptionId: text,
      target_coterm_subscription_id: text,
    }),
    answer: CustomTermEndDates,
    summary: 'The last days that a first term may have',
    handle: async ({ context, params, query }) => {
      const duration = blank(query.term_duration ?? query.TermDuration);
      const target = blank(query.TargetCotermSubscriptionId ?? query.target_coterm_subscription_id);
      const list = await listTermEnds(context, {
        ...params,
        duration,
        startsAt: readDate('TermStartDate', query.TermStartDate ?? query.term_start_date),
        target: target === null ? null : readGuid('TargetCotermSubscriptionId', target),
      });
      const items = list.map((one) => ({
        allowedCustomTermEndDateType:
          one.with.length === 0 ? ('calendarMonthAligned' as const) : ('subscriptionAligned' as const),
        ...(one.with.length === 0 ? {} : { cotermSubscriptionIds: [...one.with] }),
        allowedCustomTermEndDate: one.lastDay.toISOString(),
      }));
      const self = `/customers/${params.customerId}/subscriptions/customTermEndDates`;
      return collection(items, items.length, withQuery(self, { term_duration: duration ?? undefined }));
    },
  }),
];
