/** A life cycle as a table: states × events. A state without events is terminal. */
export interface Lifecycle<S extends string, E extends string> {
  readonly initial: S;
  readonly states: Readonly<Record<S, Readonly<Partial<Record<E, S>>>>>;
}

/** Declares a life cycle; a test walks every table: each state reachable, terminal ones accept nothing. */
export function defineLifecycle<S extends string, E extends string>(table: Lifecycle<S, E>): Lifecycle<S, E> {
  return table;
}

/** The state an event leads to; null when the state does not accept it. */
export function next<S extends string, E extends string>(table: Lifecycle<S, E>, state: S, event: E): S | null {
  return table.states[state][event] ?? null;
}

/** The events a state accepts: what may be done next. */
export function availableEvents<S extends string, E extends string>(table: Lifecycle<S, E>, state: S): E[] {
  return Object.keys(table.states[state]) as E[];
}
