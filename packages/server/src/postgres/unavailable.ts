/**
 * The embedded PostgreSQL cannot be used. The message is one clear sentence for the person at the terminal:
 * what is wrong, where, and what helps.
 */
export class PostgresUnavailable extends Error {
  override readonly name = 'PostgresUnavailable';
}
