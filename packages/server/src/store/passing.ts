/** SQLSTATE classes of failures that pass: lost connections, deadlocks, a full or stopping server. */
const classes = ['08', '40', '53', '55', '57', '58'];

interface Failure {
  readonly code?: unknown;
  readonly severity?: unknown;
}

// Failures of the connection have names of the driver or of the system for a code: CONNECTION_CLOSED, ECONNRESET.
const ofConnection =
  /^(CONNECTION_\w+|CONNECT_TIMEOUT|ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** Whether the connection is gone with this failure: the server has ended it, or it broke. */
export function isLost(error: unknown): boolean {
  const { code, severity } = (error ?? {}) as Failure;
  return severity === 'FATAL' || severity === 'PANIC' || (typeof code === 'string' && ofConnection.test(code));
}

/**
 * Whether a failure is of the moment (or of the way to the database) and not of what was asked: the same may well be
 * done a little later.
 */
export function isPassing(error: unknown): boolean {
  const { code } = (error ?? {}) as Failure;
  return isLost(error) || (typeof code === 'string' && classes.includes(code.slice(0, 2)));
}
