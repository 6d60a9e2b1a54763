import type { Database } from '../database.ts';

export interface ConsentKey {
  readonly tenantId: string;
  readonly userId: string;
  readonly clientId: string;
  readonly resource: string;
}

/** The scopes this person allowed the application on this resource. */
export async function findConsent(sql: Database, key: ConsentKey): Promise<string[]> {
  const [row] = await sql<{ scopes: string[] }[]>`
    select scopes from identity_consent
     where tenant_id = ${key.tenantId} and user_id = ${key.userId} and client_id = ${key.clientId} and resource = ${key.resource}`;
  return row?.scopes ?? [];
}

/** Adds scopes to what the person allowed; `now` is the machine's time. */
export async function addConsent(sql: Database, key: ConsentKey, scopes: readonly string[], now: Date): Promise<void> {
  await sql`
    insert into identity_consent as c (tenant_id, user_id, client_id, resource, scopes, granted_at)
    values (${key.tenantId}, ${key.userId}, ${key.clientId}, ${key.resource}, ${[...scopes]}, ${now})
    on conflict (tenant_id, user_id, client_id, resource) do update set
      scopes = array(select distinct unnest(c.scopes || excluded.scopes) order by 1), granted_at = excluded.granted_at`;
}
