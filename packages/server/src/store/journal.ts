import type { Database, Fragment, Transaction } from './database.ts';

/** A line of a tenant's log (R211). Values are canonical JSON of what changed. */
export interface AuditEntry {
  readonly tenantId: string;
  readonly at: Date;
  readonly customerId: string | null;
  readonly userId: string | null;
  readonly userPrincipalName: string | null;
  readonly applicationId: string | null;
  readonly resourceType: string;
  readonly operationType: string;
  readonly status: 'succeeded' | 'failed' | 'progress';
  readonly oldValue?: unknown;
  readonly newValue?: unknown;
  readonly customized?: Readonly<Record<string, unknown>>;
}

/** Something to be told to somebody, not before `dueAt`. `once` names a thing that may be told a single time. */
export interface OutboxEntry {
  readonly tenantId: string;
  readonly kind: 'event' | 'mail';
  readonly name: string;
  readonly recipient: string;
  readonly about: Readonly<Record<string, unknown>>;
  readonly body?: string;
  readonly createdAt: Date;
  readonly dueAt: Date;
  readonly once?: string;
}

/**
 * Appends audit records and outbox items in one statement, in the order given, and with them the writes of the act: each
 * one data-modifying statement on rows that none of the others touches.
 */
export async function appendJournal(
  sql: Database | Transaction,
  audit: readonly AuditEntry[],
  outbox: readonly OutboxEntry[],
  writes: readonly Fragment[] = [],
): Promise<void> {
  if (audit.length === 0 && outbox.length === 0 && writes.length === 0) return;
  const compose = sql as Database;
  let parts = compose`
    with log as (
      insert into audit_record (tenant_id, at, customer_id, customer_name, user_id, user_principal_name, application_id,
                                resource_type, operation_type, status, old_value, new_value, customized)
      select e."tenantId", e.at, e."customerId", (select display_name from tenant where id = e."customerId"), e."userId",
             e."userPrincipalName", e."applicationId", e."resourceType", e."operationType", e.status, e."oldValue", e."newValue",
             coalesce(e.customized, '{}')
        from jsonb_to_recordset(${compose.json(audit as never)}) as e (
          "tenantId" uuid, at timestamptz, "customerId" uuid, "userId" uuid, "userPrincipalName" text, "applicationId" uuid,
          "resourceType" text, "operationType" text, status text, "oldValue" jsonb, "newValue" jsonb, customized jsonb)
    )`;
  for (const [index, write] of writes.entries()) parts = compose`${parts}, ${compose(`write_${index}`)} as (${write})`;
  if (outbox.length === 0) {
    await compose`${parts} select`;
    return;
  }
  await compose`${parts}
    insert into outbox_item (tenant_id, kind, name, recipient, about, body, created_at, due_at, once)
    select o."tenantId", o.kind, o.name, o.recipient, o.about, o.body, o."createdAt", o."dueAt", o.once
      from jsonb_to_recordset(${compose.json(outbox as never)}) as o (
        "tenantId" uuid, kind text, name text, recipient text, about jsonb, body text,
        "createdAt" timestamptz, "dueAt" timestamptz, once text)
    on conflict (once) where once is not null do nothing`;
}
