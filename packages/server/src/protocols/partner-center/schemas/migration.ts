import { type Static, Type } from 'typebox';
import { duration, flag, guid, instant, list, oneOf, text, whole } from './property.ts';

const cycles = ['monthly', 'annual', 'triennial', 'none', 'one_time', 'biennial'] as const;

const asked = {
  currentSubscriptionId: guid('Subscription of the older commerce'),
  quantity: whole('How many; as many as now when absent'),
  termDuration: duration('Term; as now when absent'),
  billingCycle: oneOf([...cycles], 'How often is billed; as now when absent'),
  purchaseFullTerm: flag('Whether a whole term begins, not what is left of the present one'),
  customTermEndDate: instant('Last day of the first term'),
};

const AddOn = Type.Object(asked);

export const MigrationRequest = Type.Object({
  ...asked,
  addOnMigrations: list(AddOn, 'Add-ons that shall not move as they are'),
  externalReferenceId: text('The own name of a batch of migrations'),
});
export type MigrationRequest = Static<typeof MigrationRequest>;

export const MigrationScheduleRequest = Type.Object({
  ...asked,
  targetDate: instant('When it shall be moved'),
  migrateOnRenewal: flag('Whether it shall be moved as its term ends'),
  addOnMigrations: list(AddOn, 'Add-ons that shall not move as they are'),
  addOnMigrationSchedules: list(AddOn, 'The same under another name'),
  externalReferenceId: text('The own name of a batch of migrations'),
});
export type MigrationScheduleRequest = Static<typeof MigrationScheduleRequest>;

const moved = {
  currentSubscriptionId: guid('Subscription of the older commerce'),
  customerTenantId: guid('Customer'),
  catalogItemId: text('What it becomes: product, SKU and availability'),
  newCommerceSubscriptionId: guid('Subscription that came of it'),
  newCommerceOrderId: text('Order that came of it'),
  subscriptionEndDate: instant('Last day of the first term'),
  quantity: whole('How many'),
  termDuration: duration('Term'),
  billingCycle: text('How often is billed'),
  purchaseFullTerm: flag('Whether a whole term begins'),
  customTermEndDate: instant('Last day of the first term that was asked for'),
};

export const Migration = Type.Object({
  ...moved,
  id: Type.String({ description: 'Migration' }),
  startedTime: instant('When it was asked for'),
  completedTime: instant('When it was carried out'),
  status: oneOf(['Processing', 'Completed', 'Failed'], 'How it stands'),
  errorReason: text('Why it failed'),
  addOnMigrations: Type.Array(Type.Object(moved), { description: 'What becomes of the add-ons' }),
  externalReferenceId: text('The own name of a batch of migrations'),
});
export type Migration = Static<typeof Migration>;
export const Migrations = Type.Array(Migration);

export const MigrationSchedule = Type.Object({
  ...asked,
  billingCycle: text('How often is billed'),
  id: Type.String({ description: 'Schedule' }),
  customerTenantId: guid('Customer'),
  status: oneOf(['Created', 'Completed', 'Cancelled', 'Failed'], 'How it stands'),
  errorReason: text('Why it failed'),
  targetDate: instant('When it is to be moved'),
  migrateOnRenewal: flag('Whether it is to be moved as its term ends'),
  addOnMigrations: list(
    Type.Object({ ...asked, billingCycle: text('How often is billed') }),
    'Add-ons that do not move as they are',
  ),
  createdTime: instant('When it was made'),
  lastModifiedTime: instant('When it was changed'),
  externalReferenceId: text('The own name of a batch of migrations'),
});
export type MigrationSchedule = Static<typeof MigrationSchedule>;
export const MigrationSchedules = Type.Array(MigrationSchedule);

export const MigrationEvents = Type.Array(
  Type.Object({
    id: Type.String({ description: 'Event' }),
    newCommerceMigrationId: guid('Migration'),
    currentSubscriptionId: guid('Subscription of the older commerce'),
    customerTenantId: guid('Customer'),
    createdTime: instant('When it happened'),
    eventName: text('What happened'),
  }),
);

export const MigrationEligibility = Type.Object({
  currentSubscriptionId: guid('Subscription of the older commerce'),
  isEligible: Type.Boolean({ description: 'Whether it can be migrated' }),
  catalogItemId: text('What it would become'),
  errors: list(
    Type.Object({
      code: Type.Integer({ description: 'Number of the obstacle' }),
      description: text('The same in words'),
    }),
    'What stands against it',
  ),
});
