import type { FastifyReply } from 'fastify';
import type { Static, TObject, TSchema } from 'typebox';
import type { Context } from '../../../operations/operation.ts';

type ParamNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamNames<Rest> : never;

export interface OwnRequest<P extends string, Q, B> {
  readonly context: Context;
  readonly params: { readonly [K in ParamNames<P>]: string };
  readonly query: Q;
  readonly body: B;
  /** Scheme and host that the caller used; every absolute URL begins with it. */
  readonly origin: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly reply: FastifyReply;
}

export interface OwnRouteDefinition<P extends string, Q extends TObject, B extends TSchema> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: P;
  readonly summary: string;
  /** `user`: an application alone is refused. */
  readonly credentials: 'either' | 'user';
  /** For the realm's operator alone: a person who is, or an application that was granted `Realm.Operate`. */
  readonly operator?: true;
  readonly query?: Q;
  readonly body?: B;
  readonly answer?: TSchema;
  readonly status?: 200 | 201 | 202 | 204;
  /** The longest body taken, in bytes; the server's own limit when absent. */
  readonly bodyLimit?: number;
  readonly handle: (request: OwnRequest<P, Static<Q>, Static<B>>) => Promise<unknown>;
}

export type OwnRoute = Omit<OwnRouteDefinition<string, TObject, TSchema>, 'handle'> & {
  readonly handle: (request: OwnRequest<string, never, never>) => Promise<unknown>;
};

/** Declares a route of Multipartner's own protocol; bodies are read strictly, unknown members are refused by name. */
export function ownRoute<
  const P extends string,
  Q extends TObject = TObject<Record<never, never>>,
  B extends TSchema = TSchema,
>(definition: OwnRouteDefinition<P, Q, B>): OwnRoute {
  return definition as unknown as OwnRoute;
}
