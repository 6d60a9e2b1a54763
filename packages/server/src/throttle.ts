import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type Throttle, Throttled } from './operations/throttled.ts';
import type { Rate } from './rates.ts';

/**
 * Budgets by the machine's clock, one for every pair of a calling tenant and a customer, and one for what a tenant asks
 * beside that: whatever one partner asks for, nobody else waits for it. Kept in memory: a restart forgets them.
 */
export function createThrottle({ requests, seconds }: Rate): Throttle {
  const limiter = new RateLimiterMemory({ points: requests, duration: seconds });
  return async (tenantId, customerId) => {
    try {
      await limiter.consume(`${tenantId} ${customerId?.toLowerCase() ?? ''}`);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new Throttled(Math.max(1, Math.ceil(refused.msBeforeNext / 1000)));
    }
  };
}
