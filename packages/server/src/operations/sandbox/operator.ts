import { read } from '../operation.ts';

/** Whether the caller is the realm's operator. Refusals: sign-in-required, role-not-sufficient. */
export const requireOperator = read<undefined, Record<never, never>, true>({
  permission: 'realm.operate',
  load: () => ({}),
  answer: () => true,
});
