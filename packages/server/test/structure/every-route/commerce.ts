import { type RouteRow, secondSeller, stranger, takesNothing } from './row.ts';

const customer = '/v1/customers/{customerId}';
const migrations = `${customer}/migrations/newcommerce`;
const own = { none: "only the caller's own are listed" };
const everybodys = { none: 'the catalogue belongs to nobody' };
const administrators = { allowed: 'alpha.admin', refused: ['alpha.sales', 900150] } as const;
const sellers = { allowed: 'alpha.sales', refused: ['alpha.helpdesk', 900150] } as const;
const unknown = (status: 400 | 404) => [stranger, { who: 'beta.admin', status, code: 900224 }] as const;
const older = { currentSubscriptionId: '{olderSubscriptionId}' };
const planned = { currentSubscriptionId: '{plannedSubscriptionId}', migrateOnRenewal: true };

/** Promotions, margins, stock, ends of terms, and moves to new commerce. */
export const commerce: readonly RouteRow[] = [
  {
    route: 'GET /v1/productpromotions',
    path: '/v1/productpromotions?country=US&segment=commercial',
    ...administrators,
    foreign: everybodys,
    bad: { path: '/v1/productpromotions?country=US', names: 'segment' },
  },
  {
    route: 'GET /v1/productpromotions/{promotionId}',
    path: '/v1/productpromotions/{promotionId}?country=US',
    ...administrators,
    foreign: everybodys,
    bad: { path: '/v1/productpromotions/{promotionId}', names: 'country' },
  },
  {
    route: `POST ${customer}/promotionEligibilities`,
    body: {
      items: [{ catalogItemId: '{businessBasic}', quantity: 1, termDuration: 'P1Y', billingCycle: 'monthly' }],
    },
    ...administrators,
    foreign: [stranger],
    bad: { body: { items: [] }, names: 'items' },
  },
  { route: 'GET /v1/margins', ...administrators, foreign: own, bad: takesNothing },
  {
    route: 'GET /v1/margins/download',
    path: '/v1/margins/download?country=US',
    ...administrators,
    foreign: own,
    bad: { path: '/v1/margins/download', names: 'country' },
  },
  {
    route: 'POST /v1/extensions/product/checkInventory',
    path: '/v1/extensions/product/checkInventory?country=US',
    body: { targetItems: [{ productId: '{productId}' }], inventoryContext: { customerId: '{customerId}' } },
    allowed: 'alpha.sales',
    refused: ['alpha.helpdesk', 900150],
    foreign: [stranger],
    bad: { body: { targetItems: [] }, names: 'targetItems' },
  },
  ...['', '/eligibility', '/{upgradeId}/status'].map(
    (suffix): RouteRow => ({
      route: `POST /v1/productUpgrades${suffix}`,
      body: { customerId: '{customerId}', productFamily: 'azure' },
      allowed: 'alpha.admin',
      refused: ['alpha.sales', 900150],
      foreign: [
        stranger,
        ...(suffix === '/{upgradeId}/status' ? [{ who: 'beta.admin', status: 404, code: 900106 } as const] : []),
      ],
      bad: { body: { customerId: '{customerId}' }, names: 'productFamily' },
    }),
  ),
  {
    route: `GET ${customer}/subscriptions/customTermEndDates`,
    path: `${customer}/subscriptions/customTermEndDates?term_duration=P1Y`,
    allowed: 'alpha.helpdesk',
    refused: ['alpha.billing', 900150],
    foreign: [stranger],
    bad: { path: `${customer}/subscriptions/customTermEndDates`, names: 'term_duration' },
  },
  {
    route: `POST ${migrations}/validate`,
    body: older,
    ...sellers,
    foreign: [stranger, secondSeller(20003)],
    bad: { body: {}, names: 'currentSubscriptionId' },
  },
  {
    route: `POST ${migrations}`,
    body: older,
    ...sellers,
    foreign: [stranger, secondSeller(20003)],
    bad: { body: { ...older, quantity: 0 }, names: 'quantity' },
  },
  {
    route: `GET ${migrations}/events`,
    path: `${migrations}/events?current_subscription_id={migratedSubscriptionId}`,
    ...sellers,
    foreign: [stranger],
    bad: { path: `${migrations}/events?current_subscription_id=none`, names: 'CurrentSubscriptionId' },
  },
  {
    route: `GET ${migrations}/{migrationId}`,
    ...sellers,
    foreign: unknown(400),
    bad: { path: `${migrations}/none`, names: 'migrationId' },
  },
  {
    route: `POST ${migrations}/schedules`,
    body: { ...older, migrateOnRenewal: true },
    ...sellers,
    foreign: [stranger, secondSeller(20003)],
    bad: { body: older, names: 'targetDate' },
  },
  {
    route: `GET ${migrations}/schedules/{scheduleId}`,
    ...sellers,
    foreign: unknown(404),
    bad: { path: `${migrations}/schedules/none`, names: 'scheduleId' },
  },
  {
    route: `PUT ${migrations}/schedules/{scheduleId}`,
    body: planned,
    ...sellers,
    foreign: unknown(404),
    bad: { body: { ...planned, targetDate: 'soon' }, names: 'targetDate' },
  },
  {
    route: `POST ${migrations}/schedules/{scheduleId}/cancel`,
    ...sellers,
    foreign: unknown(404),
    bad: { path: `${migrations}/schedules/none/cancel`, names: 'scheduleId' },
  },
  ...['', '/schedules'].map(
    (suffix): RouteRow => ({
      route: `GET /v1/migrations/newcommerce${suffix}`,
      path: `/v1/migrations/newcommerce${suffix}?CustomerTenantId={customerId}`,
      ...sellers,
      foreign: own,
      bad: { path: `/v1/migrations/newcommerce${suffix}?CustomerTenantId=none`, names: 'CustomerTenantId' },
    }),
  ),
];
