import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';

const selector = SerializerSelector();

/**
 * Fastify's own serializers, each compiled when its route first answers: a start would wait for hundreds of them, of
 * which a client uses few. For `schemaController.compilersFactory.buildSerializer`.
 */
export function serializersWhenUsed(...parts: Parameters<typeof selector>) {
  const compile = selector(...parts);
  return (definition: Parameters<typeof compile>[0]) => {
    let write: ReturnType<typeof compile> | undefined;
    return (answer: unknown) => {
      write ??= compile(definition);
      return write(answer);
    };
  };
}
