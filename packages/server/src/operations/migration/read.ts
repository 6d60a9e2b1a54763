import { migrationObstacles } from '@multipartner/domain/migration/decide.ts';
import type { WholeMigrationRequest } from '@multipartner/domain/migration/facts.ts';
import { migrationPath } from '@multipartner/domain/migration/path.ts';
import { isRefusal, type Refusal, refuse } from '@multipartner/domain/refusal.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import { lockedByTransfer } from '@multipartner/domain/transfer/lock.ts';
import {
  type After,
  type MigrationFilter,
  type MigrationRow,
  ownMigrations,
  ownSchedules,
  type ScheduleRow,
} from '../../store/new-commerce-migration.ts';
import { customerMarket, isRelated, type MarketRow } from '../../store/order.ts';
import { factsOf, ownSubscription, ownSubscriptions, type SubscriptionRow } from '../../store/subscription.ts';
import { type TransferRow, transferFactsOf, transfersNaming } from '../../store/transfer.ts';
import { read } from '../operation.ts';
import { tryDecide } from './around.ts';

export type { MigrationRow, ScheduleRow };

export const migrationPage = 300;

const anyOf = (filter: MigrationFilter): Refusal | null =>
  filter.customerId === null && filter.subscriptionId === null && filter.externalReferenceId === null
    ? refuse('value-missing', { field: 'CustomerTenantId, CurrentSubscriptionId or ExternalReferenceId' })
    : null;

/** The caller's own moves, newest first, a page at a time. Refusals: value-missing when nothing is asked for. */
export const listMigrations = read<
  { filter: MigrationFilter; after: After | null },
  { list: readonly MigrationRow[] },
  readonly MigrationRow[]
>({
  permission: 'migration.read',
  load: (sql, caller, { filter, after }) => ({
    list: ownMigrations(sql, { partnerId: caller.tenantId }, filter, migrationPage, after),
  }),
  answer: ({ facts }, { filter }) => anyOf(filter) ?? facts.list,
});

/** The caller's own plans, newest first, a page at a time. Refusals: value-missing when nothing is asked for. */
export const listSchedules = read<
  { filter: MigrationFilter; after: After | null },
  { list: readonly ScheduleRow[] },
  readonly ScheduleRow[]
>({
  permission: 'migration.read',
  load: (sql, caller, { filter, after }) => ({
    list: ownSchedules(sql, { partnerId: caller.tenantId }, filter, migrationPage, after),
  }),
  answer: ({ facts }, { filter }) => anyOf(filter) ?? facts.list,
});

interface One<T> {
  readonly related: boolean;
  readonly list: readonly T[];
}

/** One move of the caller's own. Refusals: no-relationship, migration-not-found. */
export const getMigration = read<{ customerId: string; migrationId: string }, One<MigrationRow>, MigrationRow>({
  permission: 'migration.read',
  load: (sql, caller, { customerId, migrationId }) => {
    const owner = { partnerId: caller.tenantId };
    const filter = { customerId, subscriptionId: null, externalReferenceId: null, id: migrationId };
    return { related: isRelated(sql, owner, customerId), list: ownMigrations(sql, owner, filter, 1) };
  },
  answer: ({ facts }, { customerId, migrationId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    return facts.list[0] ?? refuse('migration-not-found', { id: migrationId });
  },
});

/** One plan of the caller's own. Refusals: no-relationship, migration-schedule-not-found. */
export const getSchedule = read<{ customerId: string; scheduleId: string }, One<ScheduleRow>, ScheduleRow>({
  permission: 'migration.read',
  load: (sql, caller, { customerId, scheduleId }) => {
    const owner = { partnerId: caller.tenantId };
    const filter = { customerId, subscriptionId: null, externalReferenceId: null, id: scheduleId };
    return { related: isRelated(sql, owner, customerId), list: ownSchedules(sql, owner, filter, 1) };
  },
  answer: ({ facts }, { customerId, scheduleId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    return facts.list[0] ?? refuse('migration-schedule-not-found', { id: scheduleId });
  },
});

/** The caller's own moves of a customer's subscription, or one of them, for what happened in each. */
export const migrationsOfCustomer = read<
  { customerId: string; subscriptionId: string | null; migrationId: string | null },
  One<MigrationRow>,
  readonly MigrationRow[]
>({
  permission: 'migration.read',
  load: (sql, caller, { customerId, subscriptionId, migrationId }) => {
    const owner = { partnerId: caller.tenantId };
    const id = migrationId === null ? {} : { id: migrationId };
    const filter = { customerId, subscriptionId, externalReferenceId: null, ...id };
    return { related: isRelated(sql, owner, customerId), list: ownMigrations(sql, owner, filter, migrationPage) };
  },
  answer: ({ facts }, { customerId, subscriptionId, migrationId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    if (subscriptionId === null && migrationId === null)
      return refuse('value-missing', { field: 'CurrentSubscriptionId or MigrationId' });
    return facts.list;
  },
});

export interface MigrationValidity {
  readonly subscriptionId: string;
  readonly obstacles: readonly Refusal[];
  /** What it would become; null when nothing stands for it. */
  readonly catalogueId: string | null;
}

/** Whether a subscription of the caller's own could be moved so. Refusals: no-relationship, subscription-not-found. */
export const validateMigration = read<
  { customerId: string; request: WholeMigrationRequest },
  {
    related: boolean;
    market: MarketRow | null;
    subscription: SubscriptionRow | null;
    own: readonly SubscriptionRow[];
    transfers: readonly TransferRow[];
    open: readonly MigrationRow[];
  },
  MigrationValidity
>({
  permission: 'migration.read',
  load: (sql, caller, { customerId, request }) => {
    const owner = { partnerId: caller.tenantId };
    const filter = { customerId, subscriptionId: request.subscriptionId, externalReferenceId: null };
    return {
      related: isRelated(sql, owner, customerId),
      market: customerMarket(sql, customerId),
      subscription: ownSubscription(sql, owner, customerId, request.subscriptionId),
      own: ownSubscriptions(sql, owner, customerId),
      transfers: transfersNaming(sql, owner, customerId, request.subscriptionId),
      open: ownMigrations(sql, owner, filter, 1),
    };
  },
  answer: ({ actor, facts, now }, { customerId, request }) => {
    if (!facts.related || facts.market === null) return refuse('no-relationship', { customerId });
    if (facts.subscription === null) return refuse('subscription-not-found', { id: request.subscriptionId });
    const base = factsOf(facts.subscription);
    const own = facts.own.map(factsOf).filter((one) => one.cancelledAt === null);
    const { country } = facts.market;
    const around = {
      base,
      addOns: own.filter((one) => one.parentId === base.id),
      country,
      cloud: actor.cloud,
      ownEnds: own
        .filter((one) => one.commerce === 'new_commerce' && !one.isTrial && statusAt(one, now) === 'active')
        .flatMap((one) => one.termEndsAt ?? []),
      onRenewal: false,
    };
    const obstacles = migrationObstacles(around, now);
    const moving = lockedByTransfer(facts.transfers.map(transferFactsOf), base.id, now);
    if (moving !== null || facts.open.some((one) => one.settled_at === null))
      obstacles.push(refuse('migration-in-progress', { id: base.id }));
    if (obstacles.length === 0) {
      const outcome = tryDecide(around, request, now);
      if (isRefusal(outcome)) obstacles.push(outcome);
    }
    const path = migrationPath(base.productId, country, actor.cloud);
    const catalogueId = path === null ? null : `${path.productId}:${path.skuId}:${path.availabilityId}`;
    return { subscriptionId: base.id, obstacles, catalogueId };
  },
});
