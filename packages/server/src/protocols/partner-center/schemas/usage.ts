import { Type } from 'typebox';
import { Attributes, attributesInRequest, links } from './common.ts';
import { instant, money, text, whole } from './property.ts';

export const SpendingBudget = Type.Object({
  amount: money('What a month may cost; absent where there is no budget'),
  usageSpendingBudget: money('The same'),
  links,
  attributes: Attributes,
});

export const SpendingBudgetRequest = Type.Object({
  amount: money('What a month may cost'),
  attributes: attributesInRequest,
});

/** What was used in the running month. */
const summary = {
  resourceId: text('What it is about'),
  id: Type.String({ description: 'What it is about' }),
  resourceName: text('Its name'),
  name: text('Its name'),
  billingStartDate: instant('First instant of the month'),
  billingEndDate: instant('Last second of the month'),
  totalCost: money('What it cost so far'),
  currencyLocale: text('How amounts are written'),
  lastModifiedDate: instant('As of when'),
  links,
  attributes: Attributes,
};

export const SubscriptionUsageSummary = Type.Object(summary);

export const CustomerUsageSummary = Type.Object({
  budget: Type.Optional(Type.Object({ amount: money('What a month may cost'), attributes: Attributes })),
  ...summary,
});

export const PartnerUsageSummary = Type.Object({
  customersOverBudget: whole('Customers that cost more than they may'),
  customersTrendingOver: whole('Customers that will'),
  customersWithUsageBasedSubscription: whole('Customers with something that is billed by use'),
  ...summary,
});
