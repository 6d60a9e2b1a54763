import { addDays, startOfDay } from '@multipartner/domain/time/duration.ts';
import type { ReportedSubscription, SubscriptionReport } from '../../../operations/analytics/subscriptions.ts';

/** How the vendor writes an instant that never was. */
const never = '0001-01-01T00:00:00';

const states: Readonly<Record<ReportedSubscription['status'], string>> = {
  active: 'ACTIVE',
  suspended: 'SUSPENDED',
  expired: 'SUSPENDED',
  disabled: 'SUSPENDED',
  deleted: 'DEPROVISIONED',
};

const kindOf = ({ commerce, unitPrice }: ReportedSubscription['facts']) =>
  commerce === 'azure_plan' || commerce === 'reservation' || (commerce === 'legacy' && unitPrice === null)
    ? 'Azure'
    : 'Office';

/** Rows of all subscriptions; what has no value is left out. */
export function subscriptionRows({ partner, subscriptions }: SubscriptionReport) {
  return subscriptions.map(({ facts, status, customer, reseller }) => {
    const end = facts.termEndsAt === null ? {} : { at: startOfDay(addDays(facts.termEndsAt, -1)).toISOString() };
    return {
      customerTenantId: facts.customerId,
      customerName: customer.name,
      customerMarket: customer.country,
      id: facts.id,
      status: states[status],
      productName: facts.offerName,
      subscriptionType: kindOf(facts),
      autoRenewEnabled: facts.autoRenew,
      partnerId: reseller?.tenant_id ?? partner.id,
      friendlyName: facts.friendlyName,
      partnerName: reseller?.name ?? partner.name,
      providerName: partner.name,
      creationDate: facts.createdAt.toISOString(),
      effectiveStartDate: facts.termStartedAt.toISOString(),
      ...(end.at === undefined ? {} : { commitmentEndDate: end.at, currentStateEndDate: end.at }),
      ...(facts.cancelledAt === null ? {} : { deprovisionedDate: facts.cancelledAt.toISOString() }),
      ...(facts.termStartedAt > facts.startedAt ? { lastRenewalDate: facts.termStartedAt.toISOString() } : {}),
      licenseCount: facts.unitPrice === null ? 0 : facts.quantity,
      billingCycleName: facts.billingCycle.toUpperCase(),
    };
  });
}

export type SubscriptionReportRow = ReturnType<typeof subscriptionRows>[number];

/** Members by which rows can be counted together. */
export const groupable = [
  'customerMarket',
  'customerName',
  'customerTenantId',
  'partnerName',
  'productName',
  'status',
  'subscriptionType',
  'autoRenewEnabled',
  'billingCycleName',
] as const satisfies readonly (keyof SubscriptionReportRow)[];

/** How many subscriptions and licences have the same values of some members. */
export function grouped(rows: readonly SubscriptionReportRow[], by: readonly (typeof groupable)[number][]) {
  const groups = Map.groupBy(rows, (row) => JSON.stringify(by.map((member) => row[member])));
  return [...groups.values()].map((all) => {
    const [first] = all as [SubscriptionReportRow];
    return {
      ...Object.fromEntries(by.map((member) => [member, first[member]])),
      subscriptionCount: String(all.length),
      licenseCount: String(all.reduce((sum, row) => sum + row.licenseCount, 0)),
    };
  });
}

/** By reseller of record: since when it sells, and how much. */
export function resellerRows({ subscriptions }: SubscriptionReport) {
  const sold = subscriptions.filter(({ reseller }) => reseller !== null);
  return [...Map.groupBy(sold, ({ facts }) => facts.partnerOnRecord ?? '')].map(([id, all]) => {
    const [{ reseller }] = all as [ReportedSubscription];
    const span = (dates: readonly (Date | null)[]) => {
      const known = dates.filter((date) => date !== null).toSorted((a, b) => a.getTime() - b.getTime());
      return [known[0]?.toISOString() ?? never, known.at(-1)?.toISOString() ?? never] as const;
    };
    const [firstCreated, lastCreated] = span(all.map(({ facts }) => facts.createdAt));
    const [firstEnd, lastEnd] = span(all.map(({ facts }) => facts.termEndsAt));
    const [firstSuspended, lastSuspended] = span(all.map(({ facts }) => facts.suspendedAt));
    const [firstGone, lastGone] = span(all.map(({ facts }) => facts.cancelledAt));
    return {
      partnerTenantId: reseller?.tenant_id ?? '',
      id,
      name: reseller?.name ?? '',
      market: reseller?.country ?? '',
      firstSubscriptionCreationDate: firstCreated,
      latestSubscriptionCreationDate: lastCreated,
      firstSubscriptionEndDate: firstEnd,
      latestSubscriptionEndDate: lastEnd,
      firstSubscriptionSuspendedDate: firstSuspended,
      latestSubscriptionSuspendedDate: lastSuspended,
      firstSubscriptionDeprovisionedDate: firstGone,
      latestSubscriptionDeprovisionedEndDate: lastGone,
      subscriptionCount: all.length,
      licenseCount: all.reduce((sum, { facts }) => sum + (facts.unitPrice === null ? 0 : facts.quantity), 0),
    };
  });
}
