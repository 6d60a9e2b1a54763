import type { AuditRow } from '../../../operations/audit/read.ts';
import { auditedOperations, auditedResources } from '../schemas/audit.ts';

/** Milliseconds from the year 1 to 1970, and ticks (of 100 ns) of a millisecond. */
const epoch = 62_135_596_800_000n;
const ticksOfMillisecond = 10_000n;

/**
 * Ids read `<partner>_<customer>_<operation>_<ticks>`, as the documented ones do. Below the millisecond the ticks hold the
 * record's number, so that two acts of one instant differ.
 */
export function auditRecordId(row: AuditRow): string {
  const milliseconds = BigInt(new Date(row.at).getTime()) + epoch;
  const ticks = milliseconds * ticksOfMillisecond + (BigInt(row.seq) % ticksOfMillisecond);
  return [row.tenant_id, row.customer_id, row.operation_type.replaceAll('_', ''), ticks]
    .filter((part) => part !== null)
    .join('_');
}

/** When the record of an id was written; null when the text is no such id. */
export function auditInstant(id: string): Date | null {
  const ticks = /_(\d{18})$/.exec(id)?.[1];
  return ticks === undefined ? null : new Date(Number(BigInt(ticks) / ticksOfMillisecond - epoch));
}

const resources: ReadonlySet<string> = new Set(auditedResources);
const operations: ReadonlySet<string> = new Set(auditedOperations);
const folded = (text: string) => text.replaceAll('_', '').toLowerCase();

/** The documented kind of resource in any spelling (`CustomerUser`, `customer_user`); undefined for another. */
export function auditedResource(text: string): string | undefined {
  return auditedResources.find((one) => folded(one) === folded(text));
}

/**
 * An audit record as this protocol prints it. Its enumerations are closed: an act that it has no word for leaves the
 * member out and is named among the customized data.
 */
export function auditRecord(row: AuditRow) {
  const json = (value: unknown) => JSON.stringify(value);
  const knownResource = resources.has(row.resource_type);
  const knownOperation = operations.has(row.operation_type);
  const customized = [
    ...(knownResource ? [] : [['ResourceType', row.resource_type] as const]),
    ...(knownOperation ? [] : [['OperationType', row.operation_type] as const]),
    ...Object.entries(row.customized),
  ];
  return {
    id: auditRecordId(row),
    partnerId: row.tenant_id,
    ...(row.customer_id === null ? {} : { customerId: row.customer_id }),
    ...(row.customer_name === null ? {} : { customerName: row.customer_name }),
    ...(row.user_principal_name === null ? {} : { userPrincipalName: row.user_principal_name }),
    ...(row.application_id === null ? {} : { applicationId: row.application_id }),
    ...(knownResource ? { resourceType: row.resource_type } : {}),
    ...(row.old_value === null ? {} : { resourceOldValue: json(row.old_value) }),
    ...(row.new_value === null ? {} : { resourceNewValue: json(row.new_value) }),
    ...(knownOperation ? { operationType: row.operation_type } : {}),
    operationDate: new Date(row.at).toISOString(),
    operationStatus: row.status,
    customizedData: customized.map(([key, value]) => ({ key, value: typeof value === 'string' ? value : json(value) })),
    attributes: { objectType: 'AuditRecord' },
  };
}
