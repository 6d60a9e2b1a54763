import type { Database } from '../database.ts';

export interface StoredKey {
  readonly kid: string;
  readonly purpose: 'signing' | 'cookie';
  readonly secret: string;
  readonly publicJwk: Record<string, unknown> | null;
  readonly createdAt: Date;
}

/** All keys, the newest first. */
export async function listKeys(sql: Database): Promise<StoredKey[]> {
  const rows = await sql<
    {
      kid: string;
      purpose: 'signing' | 'cookie';
      secret: string;
      public_jwk: Record<string, unknown> | null;
      created_at: Date;
    }[]
  >`
    select kid, purpose, secret, public_jwk, created_at from identity_key order by created_at desc, kid`;
  return rows.map((row) => ({
    kid: row.kid,
    purpose: row.purpose,
    secret: row.secret,
    publicJwk: row.public_jwk,
    createdAt: row.created_at,
  }));
}

/** Adds the keys; with `ifNone` only those whose purpose has no key yet (two processes starting at once race on a lock). */
export async function addKeys(sql: Database, keys: readonly StoredKey[], ifNone: boolean): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('multipartner.identity_key'))`;
    const present = new Set(
      (await tx<{ purpose: string }[]>`select distinct purpose from identity_key`).map((row) => row.purpose),
    );
    for (const key of keys) {
      if (ifNone && present.has(key.purpose)) continue;
      await tx`
        insert into identity_key (kid, purpose, secret, public_jwk, created_at)
        values (${key.kid}, ${key.purpose}, ${key.secret}, ${key.publicJwk === null ? null : tx.json(key.publicJwk as never)}, ${key.createdAt})`;
    }
  });
}
