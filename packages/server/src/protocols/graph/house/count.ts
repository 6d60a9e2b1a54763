import type { GraphRequest, GraphRoute } from './route.ts';

/** The routes, and `<collection>/$count` for every collection that can count: the number alone, as text. */
export function withCounts(routes: readonly GraphRoute[]): GraphRoute[] {
  return routes.flatMap((route) => {
    if (route.method !== 'GET' || route.options?.includes('count') !== true) return [route];
    const { answer: _collection, sentinels: _none, ...collection } = route;
    const counted: GraphRoute = {
      ...collection,
      path: `${route.path}/$count`,
      summary: `${route.summary}: how many`,
      options: route.options.filter((option) => option === 'filter'),
      async handle(request: GraphRequest<string, never>) {
        const answer = (await route.handle({ ...request, odata: { ...request.odata, limit: 1, count: true } })) as {
          '@odata.count'?: number;
        };
        return String(answer['@odata.count']);
      },
    };
    return [route, counted];
  });
}
