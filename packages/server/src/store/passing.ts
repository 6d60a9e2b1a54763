/** SQLSTATE classes of failures that pass: lost connections, deadlocks, a full or stopping server. */
const classes = ['08', '40', '53', '55', '57', '58'];

/**
 * Whether a failure is of the moment (or of the way to the database) and not of what was asked: the same may well be
 * done a little later.
 */
export function isPassing(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return false;
  // Failures of the connection have names of the driver or of the system instead: CONNECTION_ENDED, ECONNREFUSED.
  return /^(CONNECTION|CONNECT|E[A-Z])/.test(code) || classes.includes(code.slice(0, 2));
}
