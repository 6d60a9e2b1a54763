import type { Refusal } from '@multipartner/domain/refusal.ts';

const refusals = new WeakMap<object, Refusal>();

/** Notes with what refusal a request was answered, whatever its protocol made of it; it is gone with the request. */
export function noteRefusal(request: object, refusal: Refusal): void {
  refusals.set(request, refusal);
}

/** The refusal of a request, or null. */
export const refusalOf = (request: object): Refusal | null => refusals.get(request) ?? null;
