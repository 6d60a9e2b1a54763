import { getSchedule } from '../../../../../../../operations/migration/read.ts';
import {
  cancelSchedule,
  createSchedule,
  type ScheduleInput,
  updateSchedule,
} from '../../../../../../../operations/migration/schedule.ts';
import { readDate } from '../../../../../house/date.ts';
import { type Route, route } from '../../../../../house/route.ts';
import { readGuid } from '../../../../../reading/guid.ts';
import { readMigration } from '../../../../../reading/migration.ts';
import { renderSchedule } from '../../../../../resources/migration.ts';
import { MigrationSchedule, MigrationScheduleRequest } from '../../../../../schemas/migration.ts';

const base = '/v1/customers/{customerId}/migrations/newcommerce/schedules';

function readSchedule(customerId: string, body: MigrationScheduleRequest): ScheduleInput {
  const reference = body.externalReferenceId?.trim();
  return {
    customerId,
    request: readMigration(body, body.addOnMigrations ?? body.addOnMigrationSchedules),
    targetDate: readDate('targetDate', body.targetDate),
    onRenewal: body.migrateOnRenewal ?? false,
    externalReferenceId: reference === undefined || reference === '' ? null : reference,
  };
}

const scheduleId = (params: { readonly scheduleId: string }) => readGuid('scheduleId', params.scheduleId);

export const migrationScheduleRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: base,
    serves: ['schedule-a-new-commerce-migration'],
    credentials: 'either',
    body: MigrationScheduleRequest,
    answer: MigrationSchedule,
    summary: 'Plan a migration for a day, or for the end of the term',
    handle: async ({ context, params, body }) =>
      renderSchedule(await createSchedule(context, readSchedule(params.customerId, body))),
  }),
  route({
    method: 'GET',
    path: `${base}/{scheduleId}`,
    serves: ['get-a-new-commerce-migration-schedule'],
    credentials: 'either',
    answer: MigrationSchedule,
    summary: 'One plan of a migration',
    handle: async ({ context, params }) =>
      renderSchedule(await getSchedule(context, { ...params, scheduleId: scheduleId(params) })),
  }),
  route({
    method: 'PUT',
    path: `${base}/{scheduleId}`,
    serves: ['update-a-new-commerce-migration-schedule'],
    credentials: 'either',
    body: MigrationScheduleRequest,
    answer: MigrationSchedule,
    summary: 'Change a plan of a migration',
    handle: async ({ context, params, body }) =>
      renderSchedule(
        await updateSchedule(context, {
          ...readSchedule(params.customerId, body),
          scheduleId: scheduleId(params),
        }),
      ),
  }),
  route({
    method: 'POST',
    path: `${base}/{scheduleId}/cancel`,
    serves: ['cancel-a-new-commerce-migration-schedule'],
    credentials: 'either',
    answer: MigrationSchedule,
    summary: 'Give a plan of a migration up',
    handle: async ({ context, params }) =>
      renderSchedule(await cancelSchedule(context, { ...params, scheduleId: scheduleId(params) })),
  }),
];
