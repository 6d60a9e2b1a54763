/** The caller asked too much in too short a time: it is to wait, and nothing was done. */
export class Throttled extends Error {
  override readonly name = 'Throttled';
  readonly statusCode = 429;
  /** Whole seconds, at least one. */
  readonly seconds: number;

  constructor(seconds: number) {
    super(`Too many requests: try again in ${seconds} seconds.`);
    this.seconds = seconds;
  }
}

/**
 * Counts a request of a partner at a customer, or at none. @throws Throttled when there were too many.
 */
export type Throttle = (tenantId: string, customerId: string | null) => Promise<void>;
