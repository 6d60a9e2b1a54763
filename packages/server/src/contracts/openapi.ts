import type { TSchema } from 'typebox';

/** What the emitter needs to know of a route, whatever the protocol. */
export interface ContractRoute {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly credentials?: 'either' | 'user';
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly answer?: TSchema;
  /** application/json when absent. */
  readonly answerMediaType?: string;
  readonly status?: number;
  readonly serves?: readonly string[];
  readonly headers?: TSchema;
  readonly description?: string;
}

export interface ContractInfo {
  readonly title: string;
  readonly description: string;
  readonly errorSchema: Record<string, unknown>;
  readonly errorMediaType: string;
}

type Json = Record<string, unknown>;

/** An OpenAPI 3.1 document of the routes; TypeBox schemas are JSON Schema and go in as they are. */
export function openApi(info: ContractInfo, routes: readonly ContractRoute[]): Json {
  const paths: Record<string, Json> = {};
  const ordered = [...routes].sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
  for (const route of ordered) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(info, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: info.title,
      version: '1',
      description: info.description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Error: info.errorSchema },
    },
  };
}

function operation(info: ContractInfo, route: ContractRoute): Json {
  const status = String(route.status ?? 200);
  const error = {
    description: 'Refused',
    content: { [info.errorMediaType]: { schema: { $ref: '#/components/schemas/Error' } } },
  };
  const answer =
    route.answer === undefined
      ? {}
      : { content: { [route.answerMediaType ?? 'application/json']: { schema: plain(route.answer) } } };
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [
      route.path.split('/').filter((part) => !/^v\d/.test(part) && part !== '' && part !== 'multipartner')[0] ?? 'root',
    ],
    ...(route.credentials === 'user'
      ? { description: 'Takes a token of a person; one of an application alone is refused.' }
      : {}),
    ...(route.description === undefined ? {} : { description: route.description }),
    parameters: [
      ...pathParameters(route.path),
      ...parametersIn('query', route.query),
      ...parametersIn('header', route.headers),
    ],
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: plain(route.body) } } } }),
    responses: { [status]: { description: 'Done', ...answer }, '4XX': error, '5XX': error },
  };
}

function operationId(route: ContractRoute): string {
  const words = route.path
    .replace(/^\/(multipartner\/)?v\d+(\.\d+)?\//, '')
    .split('/')
    .map((part) =>
      part
        .replaceAll(/[{}()]/g, ' ')
        .trim()
        .replaceAll(/[^A-Za-z0-9]+/g, '_'),
    );
  return [route.method.toLowerCase(), ...words].filter(Boolean).join('_');
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => ({
    name: match[1],
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function parametersIn(place: 'query' | 'header', schema: TSchema | undefined): Json[] {
  const object = schema as { properties?: Record<string, TSchema>; required?: string[] } | undefined;
  return Object.entries(object?.properties ?? {}).map(([name, one]) => ({
    name,
    in: place,
    required: object?.required?.includes(name) ?? false,
    schema: plain(one),
  }));
}

/** TypeBox keeps its own marks on schemas; JSON leaves them behind. */
function plain(schema: TSchema): Json {
  return JSON.parse(JSON.stringify(schema)) as Json;
}
