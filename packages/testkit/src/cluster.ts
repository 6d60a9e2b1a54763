import type { PostgresConnection } from 'multipartner/postgres/start.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The one PostgreSQL of a test run, started by `postgres-global-setup.ts`. */
    postgres: PostgresConnection;
  }
}

let given: PostgresConnection | undefined;

/** For programs that are no test run: the PostgreSQL in which databases are made. */
export function useCluster(cluster: PostgresConnection): void {
  given = cluster;
}

/** The PostgreSQL in which databases are made: the one given, else that of the test run. */
export async function cluster(): Promise<PostgresConnection> {
  return given ?? (await import('vitest')).inject('postgres');
}
