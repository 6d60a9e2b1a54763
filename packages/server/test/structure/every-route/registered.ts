import type { FastifyInstance } from 'fastify';

/** Paths of two routes that differ in case and in the names of parameters are one. */
export const shapeOf = (route: string): string => {
  const [method = '', path = ''] = route.split(' ');
  return `${method} ${path.toLowerCase().replaceAll(/\{\w+\}/g, '{}')}`;
};

/** Every route that the running server answers, by method and shape of the path. */
export function registered(app: FastifyInstance): readonly string[] {
  const found: string[] = [];
  const above: string[] = [];
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent, segment = '', methods] = /^((?:[│ ] {3})*[├└]── )(.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    if (indent === undefined) continue;
    const depth = indent.length / 4 - 1;
    above.length = depth;
    above[depth] = segment;
    // A colon inside of a segment is one of the path, but where the version of an API is a parameter.
    const path = above.join('').replaceAll(/(\/v?):\w+(\|:\w+)*/g, '$1{}');
    for (const method of methods?.split(', ') ?? []) found.push(`${method} ${path}`);
  }
  return found;
}
