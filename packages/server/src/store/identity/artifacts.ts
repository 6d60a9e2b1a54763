import type { Database } from '../database.ts';

export interface Artifact {
  readonly kind: string;
  readonly id: string;
  readonly tenantId: string | null;
  readonly grantId: string | null;
  readonly uid: string | null;
  readonly userCode: string | null;
  readonly payload: Record<string, unknown>;
  readonly expiresAt: Date | null;
}

export interface FoundArtifact {
  readonly id: string;
  readonly tenantId: string | null;
  readonly payload: Record<string, unknown>;
  readonly consumedAt: Date | null;
}

/** Writes the artifact, or its new state; the tenant it was first written for stays. */
export async function saveArtifact(sql: Database, one: Artifact): Promise<void> {
  await sql`
    insert into identity_artifact as a (kind, id, tenant_id, grant_id, uid, user_code, payload, expires_at)
    values (${one.kind}, ${one.id}, ${one.tenantId}, ${one.grantId}, ${one.uid}, ${one.userCode}, ${sql.json(one.payload as never)}, ${one.expiresAt})
    on conflict (kind, id) do update set
      tenant_id = coalesce(a.tenant_id, excluded.tenant_id), grant_id = excluded.grant_id, uid = excluded.uid,
      user_code = excluded.user_code, payload = excluded.payload, expires_at = excluded.expires_at`;
}

export async function findArtifact(
  sql: Database,
  kind: string,
  key: { readonly id: string } | { readonly uid: string } | { readonly userCode: string },
): Promise<FoundArtifact | null> {
  const condition =
    'id' in key ? sql`id = ${key.id}` : 'uid' in key ? sql`uid = ${key.uid}` : sql`user_code = ${key.userCode}`;
  const [row] = await sql<
    { id: string; tenant_id: string | null; payload: Record<string, unknown>; consumed_at: Date | null }[]
  >`
    select id, tenant_id, payload, consumed_at from identity_artifact where kind = ${kind} and ${condition}`;
  return row === undefined
    ? null
    : { id: row.id, tenantId: row.tenant_id, payload: row.payload, consumedAt: row.consumed_at };
}

/** Marks it as used; false when it was before, or is gone. Of several at once, one succeeds. */
export async function consumeArtifact(sql: Database, kind: string, id: string, now: Date): Promise<boolean> {
  const rows = await sql`
    update identity_artifact set consumed_at = ${now} where kind = ${kind} and id = ${id} and consumed_at is null returning 1`;
  return rows.length === 1;
}

export async function removeArtifact(sql: Database, kind: string, id: string): Promise<void> {
  await sql`delete from identity_artifact where kind = ${kind} and id = ${id}`;
}

/** Removes what belongs to a grant: of one kind, or all of it, the grant itself included. */
export async function revokeGrant(sql: Database, grantId: string, kind?: string): Promise<void> {
  if (kind === undefined)
    await sql`delete from identity_artifact where grant_id = ${grantId} or (kind = 'Grant' and id = ${grantId})`;
  else await sql`delete from identity_artifact where grant_id = ${grantId} and kind = ${kind}`;
}

/** Removes what expired a day ago or longer: until then an answer can still say that it expired. */
export async function sweepIdentity(sql: Database, now: Date): Promise<void> {
  const dayAgo = new Date(now.getTime() - 86_400_000);
  await sql`delete from identity_artifact where expires_at < ${dayAgo}`;
  await sql`delete from identity_assertion where expires_at < ${now}`;
  await sql`delete from identity_sign_in_failure where window_start < ${dayAgo}`;
}
