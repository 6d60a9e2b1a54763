import type { AuditRow } from '../../../operations/audit/read.ts';

/** Ids read `<partner>_<customer>_<operation>_<number>`, as the documented ones do. */
export function auditRecordId(row: AuditRow): string {
  return [row.tenant_id, row.customer_id, row.operation_type.replaceAll('_', ''), row.seq]
    .filter((part) => part !== null)
    .join('_');
}

/** The number inside an id; null when it is none of the caller's form. */
export function auditNumber(id: string): number | null {
  const last = id.split('_').at(-1) ?? '';
  return /^\d{1,15}$/.test(last) ? Number(last) : null;
}

/** An audit record as this protocol prints it. */
export function auditRecord(row: AuditRow) {
  const json = (value: unknown) => JSON.stringify(value);
  return {
    id: auditRecordId(row),
    partnerId: row.tenant_id,
    ...(row.customer_id === null ? {} : { customerId: row.customer_id }),
    ...(row.customer_name === null ? {} : { customerName: row.customer_name }),
    ...(row.user_principal_name === null ? {} : { userPrincipalName: row.user_principal_name }),
    ...(row.application_id === null ? {} : { applicationId: row.application_id }),
    resourceType: row.resource_type,
    ...(row.old_value === null ? {} : { resourceOldValue: json(row.old_value) }),
    ...(row.new_value === null ? {} : { resourceNewValue: json(row.new_value) }),
    operationType: row.operation_type,
    operationDate: new Date(row.at).toISOString(),
    operationStatus: row.status,
    customizedData: Object.entries(row.customized).map(([key, value]) => ({
      key,
      value: typeof value === 'string' ? value : json(value),
    })),
    attributes: { objectType: 'AuditRecord' },
  };
}
