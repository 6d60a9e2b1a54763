/** How protocols ask for lists without knowing how they are stored. */
export type { Condition, Listed, ListQuery, Order, Value } from '../store/condition.ts';
