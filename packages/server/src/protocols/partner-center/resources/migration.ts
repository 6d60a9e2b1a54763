import { createHash } from 'node:crypto';
import type { Refusal } from '@multipartner/domain/refusal.ts';
import type { MigrationRow, MigrationValidity, ScheduleRow } from '../../../operations/migration/read.ts';
import { errorBody } from '../house/errors.ts';
import type { Migration, MigrationSchedule } from '../schemas/migration.ts';

const cycleNames: Readonly<Record<string, string>> = { monthly: 'Monthly', annual: 'Annual', triennial: 'Triennial' };
const cycleName = (cycle: string) => cycleNames[cycle] ?? cycle;
const iso = (at: string) => new Date(at).toISOString();
/** The last day of a term, from the instant at which it is over. */
const lastDay = (over: string) => new Date(new Date(over).getTime() - 86_400_000).toISOString();

const statusOf = (row: MigrationRow): NonNullable<Migration['status']> =>
  row.settled_at === null ? 'Processing' : row.failure === null ? 'Completed' : 'Failed';

export function renderMigration(row: MigrationRow): Migration {
  const [base, ...addOns] = row.items.map((item) => renderItem(row, item));
  return {
    ...base,
    id: row.id,
    startedTime: iso(row.started_at),
    ...(row.settled_at === null || row.failure !== null ? {} : { completedTime: iso(row.settled_at) }),
    status: statusOf(row),
    ...(row.failure === null ? {} : { errorReason: row.failure }),
    addOnMigrations: addOns,
    ...(row.external_reference_id === null ? {} : { externalReferenceId: row.external_reference_id }),
  };
}

function renderItem(row: MigrationRow, item: MigrationRow['items'][number]) {
  const made = row.order_id;
  return {
    currentSubscriptionId: item.request.subscriptionId,
    customerTenantId: row.customer_id,
    catalogItemId: item.catalogueId,
    ...(made === null ? {} : { newCommerceSubscriptionId: item.newId, newCommerceOrderId: made }),
    ...(item.endsAt === null ? {} : { subscriptionEndDate: lastDay(item.endsAt) }),
    quantity: item.quantity,
    ...(item.termDuration === null ? {} : { termDuration: item.termDuration }),
    billingCycle: cycleName(item.billingCycle),
    purchaseFullTerm: item.request.purchaseFullTerm,
    ...(item.request.customTermEnd === null ? {} : { customTermEndDate: iso(item.request.customTermEnd) }),
  };
}

/** What happened in a migration, oldest first. Ids are made of what they name, so that they stay. */
export function eventsOf(row: MigrationRow) {
  const event = (eventName: string, at: string) => ({
    id: guidOf(`${row.id}/${eventName}`),
    newCommerceMigrationId: row.id,
    currentSubscriptionId: row.subscription_id,
    customerTenantId: row.customer_id,
    createdTime: iso(at),
    eventName,
  });
  const started = event('MigrationStarted', row.started_at);
  const end = row.settled_at;
  if (end === null) return [started];
  if (row.failure !== null) return [started, event('MigrationFailed', end)];
  const names = ['NewCommerceSubscriptionCreated', 'NewCommerceSubscriptionProvisioned', 'MigrationCompleted'];
  return [started, ...names.map((name) => event(name, end))];
}

function guidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

const scheduleStatuses = {
  created: 'Created',
  completed: 'Completed',
  cancelled: 'Cancelled',
  failed: 'Failed',
} as const;

export function renderSchedule(row: ScheduleRow): MigrationSchedule {
  const { addOns, ...request } = row.request;
  return {
    id: row.id,
    ...renderRequest(request),
    customerTenantId: row.customer_id,
    status: scheduleStatuses[row.status],
    ...(row.failure === null ? {} : { errorReason: row.failure }),
    ...(row.on_renewal ? { migrateOnRenewal: true } : { targetDate: iso(row.target_at) }),
    ...(addOns.length === 0 ? {} : { addOnMigrations: addOns.map(renderRequest) }),
    createdTime: iso(row.created_at),
    lastModifiedTime: iso(row.modified_at),
    ...(row.external_reference_id === null ? {} : { externalReferenceId: row.external_reference_id }),
  };
}

const renderRequest = (request: Omit<ScheduleRow['request'], 'addOns'>) => ({
  currentSubscriptionId: request.subscriptionId,
  ...(request.quantity === null ? {} : { quantity: request.quantity }),
  ...(request.termDuration === null ? {} : { termDuration: request.termDuration }),
  ...(request.billingCycle === null ? {} : { billingCycle: cycleName(request.billingCycle) }),
  purchaseFullTerm: request.purchaseFullTerm,
  ...(request.customTermEnd === null ? {} : { customTermEndDate: iso(request.customTermEnd) }),
});

/** Numbers of obstacles: 5 is documented, and the others count as the numbers of the refusals do from there. */
const obstacleNumber = (refusal: Refusal): number => {
  const number = Number(errorBody(refusal).body.code) - 900215;
  return number >= 0 && number < 100 ? number : 6;
};

export function renderValidity({ subscriptionId, obstacles, catalogueId }: MigrationValidity) {
  return {
    currentSubscriptionId: subscriptionId,
    isEligible: obstacles.length === 0,
    ...(catalogueId === null ? {} : { catalogItemId: catalogueId }),
    ...(obstacles.length === 0
      ? {}
      : {
          errors: obstacles.map((refusal) => ({
            code: obstacleNumber(refusal),
            description: errorBody(refusal).body.description,
          })),
        }),
  };
}
