/** Who asks: a person of the world, or `application:` and a tenant's key. */
export type Who = string;

/** Somebody to whom the object is not his, and what he is answered; `path` and `body` where he asks otherwise. */
export interface Foreign {
  readonly who: Who;
  readonly status: 400 | 403 | 404;
  readonly code: number | string;
  readonly path?: string;
  readonly body?: unknown;
}

/** A request that is wrong in one place, and the name of the place. */
export interface Bad {
  readonly path?: string;
  readonly body?: unknown;
  readonly names: string;
}

/** Why there is nothing to be tried; a sentence. */
export interface None {
  readonly none: string;
}

/**
 * What is true of a route whatever it does. Paths and bodies have the names of things of the world in braces, as
 * `situation.ts` makes them.
 */
export interface RouteRow {
  /** Method and path as the route has them. */
  readonly route: string;
  /** The route's path with the world's names and a query; the route's own when absent. */
  readonly path?: string;
  readonly body?: unknown;
  /** Who may. A read is answered to him; bad input is his. */
  readonly allowed: Who;
  /** Somebody whose roles are not enough, and what refuses him. */
  readonly refused: readonly [who: Who, code: number | string] | None;
  readonly foreign: readonly Foreign[] | None;
  readonly bad: Bad | None;
}

/** A partner that neither sells to the customer nor administers it (R97). */
export const stranger: Foreign = { who: 'gamma.admin', status: 403, code: 20002 };

/** Another partner that sells to the same customer: to him the object does not exist. */
export const secondSeller = (code: number): Foreign => ({ who: 'beta.admin', status: 404, code });

/** Another partner that sells to the same customer without a right inside it (R60). */
export const withoutRights: Foreign = { who: 'beta.admin', status: 403, code: 900308 };

export const takesNothing: None = { none: 'it takes no input' };

/** Whoever is of no partner, where everybody of one may. */
export const ofPartners = ['woodgrove.admin', 900150] as const;
