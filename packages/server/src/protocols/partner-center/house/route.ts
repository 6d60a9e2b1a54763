import type { FastifyReply } from 'fastify';
import type { Static, TObject, TSchema } from 'typebox';
import type { Context } from '../../../operations/operation.ts';

type ParamNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamNames<Rest> : never;

/** What a handler is given: the caller's context and the parts of the request, already read by the house rules. */
export interface RouteRequest<P extends string, Q, B> {
  readonly context: Context;
  readonly params: { readonly [K in ParamNames<P>]: string };
  readonly query: Q;
  readonly body: B;
  /** Request headers by lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly reply: FastifyReply;
}

export interface RouteDefinition<P extends string, Q extends TObject, B extends TSchema> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  /** As documented, with parameters in braces: /v1/customers/{customerId}. Matched without regard to case. */
  readonly path: P;
  /** Ids of the documented operations it serves, whole; `partly` says what of them is missing. */
  readonly serves: readonly string[];
  readonly partly?: Readonly<Record<string, string>>;
  /** There is never anything to answer: the realm has no such things. */
  readonly empty?: true;
  /** `user`: an application alone is refused (R168). */
  readonly credentials: 'either' | 'user';
  readonly query?: Q;
  readonly body?: B;
  readonly answer?: TSchema;
  /** Success status; 200 when absent. */
  readonly status?: 200 | 201 | 202 | 204;
  readonly summary: string;
  readonly handle: (request: RouteRequest<P, Static<Q>, Static<B>>) => Promise<unknown>;
}

/** A route with its types put aside, as the registry keeps it. */
export type Route = Omit<RouteDefinition<string, TObject, TSchema>, 'handle'> & {
  readonly handle: (request: RouteRequest<string, never, never>) => Promise<unknown>;
};

/** Declares a route; the handler's parameters are typed from the path and the schemas. */
export function route<
  const P extends string,
  Q extends TObject = TObject<Record<never, never>>,
  B extends TSchema = TSchema,
>(definition: RouteDefinition<P, Q, B>): Route {
  return definition as unknown as Route;
}
