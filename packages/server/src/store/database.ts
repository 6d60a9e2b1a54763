import postgres from 'postgres';

/** The one handle on PostgreSQL; only files of this folder write SQL with it. */
export type Database = postgres.Sql<{ bigint: number }>;
/** A transaction's handle; the same as Database to the SQL that runs in it. */
export type Transaction = postgres.TransactionSql<{ bigint: number }>;
/** A piece of SQL with its bound parameters, composed into one statement by the caller. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>;

export interface DatabaseAddress {
  /** postgres://… of an external server, or the directory of the embedded server's socket. */
  readonly url?: string;
  readonly socketDirectory?: string;
  readonly port?: number;
  readonly user?: string;
  readonly database?: string;
  /** Connections kept at most. */
  readonly connections?: number;
}

export const SCHEMA = 'multipartner';

/** Opens a pool. All tables live in the schema `multipartner`; counts and sequence numbers are plain numbers. */
export function openDatabase(address: DatabaseAddress): Database {
  const options: postgres.Options<{ bigint: postgres.PostgresType<number> }> = {
    max: address.connections ?? 16,
    idle_timeout: 0,
    onnotice: () => {},
    connection: { application_name: 'multipartner', search_path: SCHEMA, TimeZone: 'UTC' },
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
  };
  if (address.url !== undefined) return postgres(address.url, options) as unknown as Database;
  return postgres({
    ...options,
    host: address.socketDirectory ?? '127.0.0.1',
    port: address.port ?? 5432,
    user: address.user ?? 'multipartner',
    database: address.database ?? 'multipartner',
  }) as unknown as Database;
}
