import { resolve } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { readTable } from './samples.ts';

type Json = Record<string, unknown>;

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Json>>;
    readonly responses: Readonly<Record<string, Response>>;
  };
}
interface Operation {
  readonly responses?: Readonly<Record<string, Response | { readonly $ref: string }>>;
}
interface Response {
  readonly content?: Readonly<Record<string, { readonly schema: Json }>>;
}

const folder = resolve(import.meta.dirname, '../../../../contracts/recorded/graph');
const methods = ['get', 'post', 'patch', 'delete', 'put'];

/** The vendor's API description of granular administration: what there is, and what answers look like. */
export function graphDescription() {
  const description = readTable<Description>('gdap.openapi.json', folder);
  const { schemas } = description.components;
  const ajv = new Ajv({ strict: false, allErrors: true });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  for (const name of Object.keys(schemas)) ajv.addSchema(sealed(name, schemas), urn(name));
  const compiled = new Map<Json, ValidateFunction>();
  const validator = (schema: Json) => {
    const known = compiled.get(schema) ?? ajv.compile(converted(schema) as Json);
    compiled.set(schema, known);
    return known;
  };
  const operations = Object.entries(description.paths).flatMap(([template, item]) =>
    methods
      .filter((method) => item[method] !== undefined)
      .map((method) => ({ method: method.toUpperCase(), template })),
  );
  // What is named goes before what is any key.
  const templates = Object.keys(description.paths)
    .sort((a, b) => a.split('{').length - b.split('{').length)
    .map((template) => ({ template, pattern: patternOf(template) }));

  return {
    /** Every method of every path. */
    operations,
    /** The template of a path (behind the version, without a query); undefined when there is none. */
    templateOf: (path: string) => templates.find(({ pattern }) => pattern.test(path))?.template,
    /** What is wrong with the body of an answer, one sentence each; every property must be there, and no other. */
    problems(method: string, path: string, status: number, body: unknown): string[] {
      const template = templates.find(({ pattern }) => pattern.test(path))?.template;
      const responses = description.paths[template ?? '']?.[method.toLowerCase()]?.responses;
      const schema = schemaOf(responses, status, description.components.responses);
      if (schema === undefined) return [`${method} ${template} has no answer ${status}`];
      if (schema === null) return body === null ? [] : ['there is a body where none is described'];
      if (status === 202) return JSON.stringify(body) === '{}' ? [] : ['what is only accepted answers an empty object'];
      const validate = validator(schema);
      if (validate(body)) return [];
      return (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message} ${JSON.stringify(one.params)}`);
    },
  };
}

/** Null: no body; undefined: no such answer. */
function schemaOf(
  responses: Operation['responses'],
  status: number,
  named: Readonly<Record<string, Response>>,
): Json | null | undefined {
  const found = responses?.[String(status)] ?? responses?.[`${Math.floor(status / 100)}XX`];
  if (found === undefined) return undefined;
  const response = '$ref' in found ? named[found.$ref.split('/').at(-1) as string] : found;
  return Object.values(response?.content ?? {})[0]?.schema ?? null;
}

const urn = (name: string) => `schema:/${name}`;

function patternOf(template: string): RegExp {
  const text = template
    .replaceAll(/[()$.]/g, '\\$&')
    .replaceAll(/'?\{[^}]+\}'?/g, (key) => (key[0] === "'" ? "'[^']+'" : '[^/]+'));
  return new RegExp(`^${text}$`, 'i');
}

/**
 * A named schema with everything that it is made of in one. The published ones demand nothing and allow anything; here
 * each property that is no navigation must be there, and beside them only annotations may be. Relationships are of the
 * derived type when they say so.
 */
function sealed(name: string, schemas: Readonly<Record<string, Json>>): Json {
  const derived = 'microsoft.graph.resellerDelegatedAdminRelationship';
  if (name === 'microsoft.graph.delegatedAdminRelationship') {
    const isDerived = { properties: { '@odata.type': { const: `#${derived}` } }, required: ['@odata.type'] };
    return {
      anyOf: [{ allOf: [isDerived, { $ref: urn(derived) }] }, { allOf: [{ not: isDerived }, flat(name, schemas)] }],
    };
  }
  return flat(name, schemas);
}

function flat(name: string, schemas: Readonly<Record<string, Json>>): Json {
  const parts = partsOf(schemas[name] as Json, schemas);
  const properties = Object.assign({}, ...parts.map((part) => part.properties ?? {})) as Record<string, Json>;
  if (Object.keys(properties).length === 0) return converted(schemas[name]) as Json;
  const errors = name.includes('ODataErrors');
  const required = errors
    ? parts.flatMap((part) => (part.required ?? []) as string[])
    : Object.keys(properties).filter(
        (one) => !one.startsWith('@') && properties[one]?.['x-ms-navigationProperty'] !== true,
      );
  return {
    type: 'object',
    properties: converted(properties),
    patternProperties: { '^@': {} },
    additionalProperties: false,
    required,
  };
}

function partsOf(schema: Json, schemas: Readonly<Record<string, Json>>): Json[] {
  if (typeof schema.$ref === 'string')
    return partsOf(schemas[schema.$ref.split('/').at(-1) as string] as Json, schemas);
  const inner = (schema.allOf ?? []) as Json[];
  return [schema, ...inner.flatMap((part) => partsOf(part, schemas))];
}

/** A schema of OpenAPI 3.0 as JSON Schema; an alternative "any object, or null" only means null. */
function converted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(converted);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, discriminator: _by, $ref, ...rest } = value as Json;
  if (typeof $ref === 'string') return { $ref: urn($ref.split('/').at(-1) as string) };
  if (nullable === true && rest.type === 'object' && Object.keys(rest).length === 1) return { type: 'null' };
  const members = Object.fromEntries(Object.entries(rest).map(([name, member]) => [name, converted(member)]));
  return nullable === true ? { anyOf: [members, { type: 'null' }] } : members;
}
