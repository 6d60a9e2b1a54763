import postgres from 'postgres';

/** The one handle on PostgreSQL; only files of this folder write SQL with it. */
export type Database = postgres.Sql<{ bigint: number }>;
/** A transaction's handle; the same as Database to the SQL that runs in it. */
export type Transaction = postgres.TransactionSql<{ bigint: number }>;
/** A piece of SQL with its bound parameters, composed into one statement by the caller. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** Where PostgreSQL listens: a URL, or host (a name or the directory of a Unix socket), port, user and database. */
export type DatabaseAddress =
  | { readonly url: string }
  | { readonly host: string; readonly port: number; readonly user: string; readonly database: string };

export const SCHEMA = 'multipartner';

/**
 * Opens a pool of at most `connections`. All tables live in the schema `multipartner`; counts and sequence numbers are
 * plain numbers, times are UTC.
 */
export function openDatabase(address: DatabaseAddress, connections = 16): Database {
  const options = {
    max: connections,
    onnotice: () => {},
    connection: { application_name: 'multipartner', search_path: SCHEMA, TimeZone: 'UTC' },
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
  };
  return 'url' in address ? postgres(address.url, options) : postgres({ ...options, ...address });
}
