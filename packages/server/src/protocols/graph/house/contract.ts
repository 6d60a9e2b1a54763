import { type TSchema, Type } from 'typebox';
import { withCounts } from './count.ts';
import { usualPage } from './odata/options.ts';
import type { GraphRoute, OptionName } from './route.ts';

/** What an emitted contract says of a route. */
export interface GraphContractRoute {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly query: TSchema;
  readonly headers: TSchema;
  readonly body?: TSchema;
  readonly answer?: TSchema;
  readonly answerMediaType?: string;
  readonly status: number;
}

/** The routes as the contract has them: under /v1.0, with their query options and headers. */
export function contractRoutes(routes: readonly GraphRoute[]): GraphContractRoute[] {
  return withCounts(routes).map((route) => ({
    method: route.method,
    path: `/v1.0${route.path}`,
    summary: route.summary,
    description: `Needs the permission ${route.permission.least.join(' or ')}.`,
    query: Type.Object(
      Object.fromEntries((route.options ?? []).map((option) => [`$${option}`, Type.Optional(schemaOf(option, route))])),
    ),
    headers: Type.Object({
      ...(route.ifMatch === true ? { 'If-Match': Type.String({ description: 'An etag of the object, or *.' }) } : {}),
      ...(route.sentinels === undefined && route.dryRun !== true
        ? {}
        : { Prefer: Type.Optional(Type.String({ description: preferences(route) })) }),
    }),
    ...(route.body === undefined ? {} : { body: route.body }),
    ...(route.answer === undefined ? {} : { answer: route.answer }),
    ...(route.path.endsWith('/$count') ? { answer: Type.String(), answerMediaType: 'text/plain' } : {}),
    status: route.status ?? (route.method === 'DELETE' ? 204 : 200),
  }));
}

function preferences(route: GraphRoute): string {
  const dryRun = route.dryRun === true ? ['dry-run: says what would happen and changes nothing'] : [];
  const members = Object.values(route.sentinels ?? {}).flat();
  const unknown =
    members.length === 0
      ? []
      : [`include-unknown-enum-members: without it unknownFutureValue stands for ${members.join(', ')}`];
  return [...unknown, ...dryRun].join('; ');
}

function schemaOf(option: OptionName, route: GraphRoute): TSchema {
  const page = route.page ?? usualPage;
  const names = (what: 'filter' | 'order') =>
    Object.entries(route.shape ?? {})
      .filter(([, property]) => property[what] === true)
      .map(([name]) => name)
      .join(', ');
  switch (option) {
    case 'top':
      return Type.Integer({ minimum: 1, maximum: page.largest, default: page.usual });
    case 'count':
      return Type.Boolean();
    case 'filter':
      return Type.String({
        description: `eq, ne, gt, ge, lt, le, in, startswith, and, or, not on: ${names('filter')}`,
      });
    case 'orderby':
      return Type.String({ description: `asc or desc on: ${names('order')}` });
    case 'skiptoken':
      return Type.String({ description: 'From the link to the next page.' });
    case 'expand':
      return Type.String({ description: `Of: ${(route.expandable ?? []).join(', ') || 'nothing'}` });
    case 'select':
      return Type.String({ description: 'Properties, separated by commas; annotations are always there.' });
  }
}
