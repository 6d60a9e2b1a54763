import type { MigrationRequest as Facts, WholeMigrationRequest } from '@multipartner/domain/migration/facts.ts';
import { refused } from '../../../operations/operation.ts';
import { readDate } from '../house/date.ts';
import type { MigrationRequest } from '../schemas/migration.ts';
import { readGuid } from './guid.ts';

type Asked = Omit<MigrationRequest, 'addOnMigrations' | 'externalReferenceId'>;

/** What a request asks to become of a subscription and its add-ons. Refusals: value-missing, value-invalid, naming the member. */
export function readMigration(body: Asked, addOns: readonly Asked[] | undefined): WholeMigrationRequest {
  return {
    ...readOne(body, ''),
    addOns: (addOns ?? []).map((one, place) => readOne(one, `addOnMigrations[${place}].`)),
  };
}

function readOne(asked: Asked, at: string): Facts {
  const { currentSubscriptionId: id, quantity } = asked;
  if (id === undefined || id.trim() === '') throw refused('value-missing', { field: `${at}currentSubscriptionId` });
  if (quantity !== undefined && quantity < 1)
    throw refused('value-invalid', { field: `${at}quantity`, reason: 'is not positive' });
  const cycle = asked.billingCycle;
  return {
    subscriptionId: readGuid(`${at}currentSubscriptionId`, id.trim()),
    quantity: quantity ?? null,
    termDuration: asked.termDuration === undefined || asked.termDuration === '' ? null : asked.termDuration,
    billingCycle: cycle === undefined || cycle === 'none' ? null : cycle,
    purchaseFullTerm: asked.purchaseFullTerm ?? false,
    customTermEnd: readDate(`${at}customTermEndDate`, asked.customTermEndDate),
  };
}

/** A filter of lists, by any of its documented names. Refusals: value-invalid for what is no GUID. */
export function readMigrationFilter(query: Readonly<Record<string, string | undefined>>) {
  const id = (field: string, value: string | undefined) =>
    value === undefined || value.trim() === '' ? null : readGuid(field, value.trim());
  const reference = query.ExternalReferenceId?.trim();
  return {
    customerId: id('CustomerTenantId', query.CustomerTenantId),
    subscriptionId: id('CurrentSubscriptionId', query.CurrentSubscriptionId),
    externalReferenceId: reference === undefined || reference === '' ? null : reference,
  };
}
