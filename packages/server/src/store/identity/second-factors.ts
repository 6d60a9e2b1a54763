import type { Database } from '../database.ts';

export interface Passkey {
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly signCount: number;
  readonly transports: readonly string[];
  readonly relyingParty: string;
  readonly name: string;
  readonly createdAt: Date;
}

export async function listPasskeys(sql: Database, tenantId: string, userId: string): Promise<Passkey[]> {
  const rows = await sql<
    {
      credential_id: string;
      public_key: Buffer;
      sign_count: number;
      transports: string[];
      relying_party: string;
      name: string;
      created_at: Date;
    }[]
  >`
    select credential_id, public_key, sign_count, transports, relying_party, name, created_at from identity_passkey
     where tenant_id = ${tenantId} and user_id = ${userId} order by created_at, credential_id`;
  return rows.map((row) => ({
    credentialId: row.credential_id,
    publicKey: new Uint8Array(row.public_key),
    signCount: row.sign_count,
    transports: row.transports,
    relyingParty: row.relying_party,
    name: row.name,
    createdAt: row.created_at,
  }));
}

export async function addPasskey(sql: Database, tenantId: string, userId: string, key: Passkey): Promise<void> {
  await sql`
    insert into identity_passkey (tenant_id, user_id, credential_id, public_key, sign_count, transports, relying_party, name, created_at)
    values (${tenantId}, ${userId}, ${key.credentialId}, ${Buffer.from(key.publicKey)}, ${key.signCount}, ${[...key.transports]},
            ${key.relyingParty}, ${key.name}, ${key.createdAt})`;
}

/** Remembers that the passkey was used; false when its counter did not grow, as of a copied one. */
export async function usePasskey(
  sql: Database,
  tenantId: string,
  userId: string,
  credentialId: string,
  signCount: number,
  now: Date,
): Promise<boolean> {
  const rows = await sql`
    update identity_passkey set sign_count = ${signCount}, last_used_at = ${now}
     where tenant_id = ${tenantId} and user_id = ${userId} and credential_id = ${credentialId}
       and (sign_count < ${signCount} or (sign_count = 0 and ${signCount} = 0))
    returning 1`;
  return rows.length === 1;
}

export async function removePasskey(
  sql: Database,
  tenantId: string,
  userId: string,
  credentialId: string,
): Promise<void> {
  await sql`delete from identity_passkey where tenant_id = ${tenantId} and user_id = ${userId} and credential_id = ${credentialId}`;
}

/** Sets the (sealed) secret of the person's one-time codes; null takes it away. */
export async function setTotpSecret(
  sql: Database,
  tenantId: string,
  userId: string,
  sealed: string | null,
): Promise<void> {
  await sql`update tenant_user set totp_secret = ${sealed}, version = version + 1 where tenant_id = ${tenantId} and id = ${userId}`;
}

/** Whether the time step is later than the last one used; remembers it. Of several at once, one succeeds. */
export async function useTotpStep(sql: Database, tenantId: string, userId: string, step: number): Promise<boolean> {
  const rows = await sql`
    insert into identity_totp_use as t (tenant_id, user_id, last_step) values (${tenantId}, ${userId}, ${step})
    on conflict (tenant_id, user_id) do update set last_step = excluded.last_step where t.last_step < excluded.last_step
    returning 1`;
  return rows.length === 1;
}
