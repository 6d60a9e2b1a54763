import type { FastifyReply } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { ListQuery } from '../../../operations/list-query.ts';
import type { Context } from '../../../operations/operation.ts';
import type { Shape } from './odata/shape.ts';

type ParamNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamNames<Rest> : never;

export type GraphVersion = 'v1.0' | 'beta';

/** The query options of OData that a route can take, without the dollar sign; any other is refused by name. */
export type OptionName = 'filter' | 'select' | 'orderby' | 'top' | 'count' | 'skiptoken' | 'expand';

/** What the query options ask for; a `ListQuery` as it stands. Of a single object everything but `select` is empty. */
export interface Odata extends ListQuery {
  /** Documented paths, or null for all; the house applies it to the answer. */
  readonly select: readonly string[] | null;
  /** Navigation properties to be put into each item. */
  readonly expand: readonly string[];
  /** Every option as it was asked, for the link to the next page: `[['$filter', "status eq 'active'"], …]`. */
  readonly asked: readonly (readonly [name: string, value: string])[];
}

export interface PageSize {
  readonly usual: number;
  readonly largest: number;
}

/** The preferences of the request that this house knows. */
export interface Prefer {
  readonly unknownEnum: boolean;
  readonly dryRun: boolean;
}

/** What a handler is given: the caller's context and the parts of the request, read by the house rules. */
export interface GraphRequest<P extends string, B> {
  readonly context: Context;
  readonly params: { readonly [K in ParamNames<P>]: string };
  readonly odata: Odata;
  readonly body: B;
  /** The versions (not the etags) of which the caller accepts one; null: any, or the route does not ask. */
  readonly ifMatch: readonly string[] | null;
  readonly prefer: Prefer;
  readonly version: GraphVersion;
  /** Scheme and host that the caller used; every absolute URL begins with it. */
  readonly origin: string;
  /** The path as the caller wrote it, from the slash behind the version on, without the query. */
  readonly path: string;
  readonly reply: FastifyReply;
  /** Whether an application acts for itself. */
  readonly app: boolean;
}

export interface GraphRouteDefinition<P extends string, B extends TSchema> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Behind the version, with parameters in braces: /tenantRelationships/delegatedAdminCustomers/{customerId}. */
  readonly path: P;
  readonly summary: string;
  /** Scopes of a person or app roles of an application, of which one is needed. */
  readonly permission: { readonly least: readonly string[] };
  /** The query options it takes; any other is refused by name. None when absent. */
  readonly options?: readonly OptionName[];
  /** Items of a page: how many nobody has to ask for, and how many may be asked for; 300 and 300 when absent. */
  readonly page?: PageSize;
  /** What can be filtered and ordered. With `skiptoken` it has the property `id`. */
  readonly shape?: Shape;
  /** Navigation properties that `$expand` may name. */
  readonly expandable?: readonly string[];
  /** Whether the header If-Match is demanded. */
  readonly ifMatch?: boolean;
  readonly body?: B;
  /** Members which clients send back as they read them and which change nothing: ignored at the top of the body. */
  readonly readOnly?: readonly string[];
  /** The entity, or the collection with `value: Type.Array(entity)`. */
  readonly answer?: TSchema;
  /** Success status; 200 when absent, 204 when the handler answers undefined. */
  readonly status?: 200 | 201 | 202 | 204;
  /** By path, the members behind the sentinel of an enumeration: `unknownFutureValue` unless the caller prefers them. */
  readonly sentinels?: Readonly<Record<string, readonly string[]>>;
  /** Whether `Prefer: dry-run` is served; elsewhere it is refused where it would change something. */
  readonly dryRun?: boolean;
  readonly handle: (request: GraphRequest<P, Static<B>>) => Promise<unknown>;
}

/** A route with its types put aside, as the registry keeps it. */
export type GraphRoute = Omit<GraphRouteDefinition<string, TSchema>, 'handle'> & {
  readonly handle: (request: GraphRequest<string, never>) => Promise<unknown>;
};

/** Declares a route of the Graph dialect; it is mounted under `/v1.0` and `/beta`. */
export function graphRoute<const P extends string, B extends TSchema = TSchema>(
  definition: GraphRouteDefinition<P, B>,
): GraphRoute {
  return definition as unknown as GraphRoute;
}
