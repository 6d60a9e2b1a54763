import type { Mode } from './operations/realm.ts';

/** At most so many requests in so many seconds. */
export interface Rate {
  readonly requests: number;
  readonly seconds: number;
}

/** Generous in the sandbox, where loops of tests run; docs/throttling.md has both. */
export const usualRates: Readonly<Record<Mode, Rate>> = {
  sandbox: { requests: 6000, seconds: 60 },
  production: { requests: 1200, seconds: 60 },
};
