import { Type } from 'typebox';
import { flag, guid, instant, text } from './property.ts';

const count = (description: string) =>
  Type.Optional(
    Type.Union([Type.Integer(), Type.String()], { description: `${description}; text in counts of groups` }),
  );

const report = <T extends ReturnType<typeof Type.Object>>(row: T) =>
  Type.Object({
    Value: Type.Array(row),
    '@nextLink': text('Next page'),
    TotalCount: Type.Integer({ description: 'How many there are on all pages together' }),
  });

export const SubscriptionReport = report(
  Type.Object({
    customerTenantId: guid('Customer'),
    customerName: text('Name of the customer'),
    customerMarket: text('Country of the customer'),
    id: guid('Subscription'),
    status: text('ACTIVE, SUSPENDED or DEPROVISIONED'),
    productName: text('What was bought'),
    subscriptionType: text('Office or Azure'),
    autoRenewEnabled: flag('Whether it renews by itself'),
    partnerId: guid('Reseller of record, or the partner'),
    friendlyName: text('Name that the partner gives it'),
    partnerName: text('Name of the reseller of record, or of the partner'),
    providerName: text('Partner that is billed'),
    creationDate: instant('When it was made'),
    effectiveStartDate: instant('First day of the term'),
    commitmentEndDate: instant('Last day of the term'),
    currentStateEndDate: instant('Last day of the state'),
    deprovisionedDate: instant('When it was cancelled'),
    lastRenewalDate: instant('When it renewed last'),
    licenseCount: count('Licences'),
    subscriptionCount: count('Subscriptions of a group'),
    billingCycleName: text('How often is billed'),
  }),
);

export const ResellerReport = report(
  Type.Object({
    partnerTenantId: guid('Tenant of the reseller'),
    id: text('Programme id of the reseller'),
    name: text('Name of the reseller'),
    market: text('Country of the reseller'),
    firstSubscriptionCreationDate: instant('When the first subscription was made'),
    latestSubscriptionCreationDate: instant('When the latest one was'),
    firstSubscriptionEndDate: instant('First end of a term; the year 1: none'),
    latestSubscriptionEndDate: instant('Last end of a term; the year 1: none'),
    firstSubscriptionSuspendedDate: instant('First suspension; the year 1: none'),
    latestSubscriptionSuspendedDate: instant('Latest suspension; the year 1: none'),
    firstSubscriptionDeprovisionedDate: instant('First cancellation; the year 1: none'),
    latestSubscriptionDeprovisionedEndDate: instant('Latest cancellation; the year 1: none'),
    subscriptionCount: count('Subscriptions'),
    licenseCount: count('Licences'),
  }),
);
