import type { Database } from '../database.ts';

export interface OutboxRow {
  readonly to: string;
  readonly kind: 'mail' | 'event';
  readonly subject: string;
  readonly text: string | null;
  readonly about: Readonly<Record<string, unknown>>;
  readonly dueAt: Date;
  readonly tenantId: string;
}

/** What is due by the realm's time, in order of due times. */
export async function listOutbox(
  database: Database,
  filter: { readonly kind: 'mail' | 'event' | null; readonly tenantId: string | null },
): Promise<OutboxRow[]> {
  return database<OutboxRow[]>`
    select recipient as "to", kind, name as subject, body as text, about, due_at as "dueAt", tenant_id as "tenantId"
      from outbox_item
     where due_at <= realm_now()
       ${filter.kind === null ? database`` : database`and kind = ${filter.kind}`}
       ${filter.tenantId === null ? database`` : database`and tenant_id = ${filter.tenantId}`}
     order by due_at, seq`;
}
