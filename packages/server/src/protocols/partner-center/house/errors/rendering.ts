import type { RefusalCode, RefusalFacts } from '@multipartner/domain/refusal.ts';

/** How a refusal looks in this protocol: status, documented number where there is one, and a sentence of ours. */
export interface Rendering {
  readonly status: number;
  readonly code: number | string;
  readonly say: (facts: RefusalFacts) => string;
}

/** The refusals of one area. */
export type Renderings = Readonly<Partial<Record<RefusalCode, Rendering>>>;

export const text = (value: RefusalFacts[string] | undefined) =>
  Array.isArray(value) ? value.join(', ') : String(value ?? '');
export const r = (status: number, code: number | string, say: (facts: RefusalFacts) => string): Rendering => ({
  status,
  code,
  say,
});
