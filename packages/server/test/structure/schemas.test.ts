import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import { routes as own } from 'multipartner/protocols/multipartner/v1/index.ts';
import { forSerialising } from 'multipartner/protocols/partner-center/house/serialise.ts';
import { routes as partnerCenter } from 'multipartner/protocols/partner-center/v1/index.ts';
import { serializersWhenUsed } from 'multipartner/serializers.ts';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';

const route = { method: 'GET', url: '/', httpStatus: '200' };

/** What no start compiles any more is compiled here: a schema that cannot be is found before a client finds it. */
describe('the schemas of every route', () => {
  const read = [...partnerCenter, ...own].flatMap(({ method, path, query, body }) =>
    Object.entries({ query, body }).flatMap(([name, schema]) =>
      schema === undefined ? [] : [[`${name} of ${method} ${path}`, schema as TSchema] as const],
    ),
  );
  it.each(read)('can be read by: %s', (_, schema) => {
    expect(() => Compile(schema)).not.toThrow();
  });

  const serializer = SerializerSelector()({}, {});
  const answered = partnerCenter.flatMap(({ method, path, answer }) =>
    answer === undefined ? [] : [[`${method} ${path}`, answer] as const],
  );
  it.each(answered)('can be answered by: %s', (_, answer) => {
    expect(typeof serializer({ schema: forSerialising(answer), ...route })).toBe('function');
  });
});

it('a serializer is compiled when it is first used, and once', () => {
  const properties: Record<string, object> = { a: { type: 'integer' } };
  const serializer = serializersWhenUsed({}, {});
  const write = serializer({ schema: { type: 'object', properties }, ...route });
  properties.b = { type: 'integer' };
  expect(write({ a: 1, b: 2, c: 3 })).toBe('{"a":1,"b":2}');
  properties.c = { type: 'integer' };
  expect(write({ a: 1, b: 2, c: 3 })).toBe('{"a":1,"b":2}');
});
