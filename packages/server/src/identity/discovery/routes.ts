import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { originOf, readDialectRequest, type Version } from '../dialect-request.ts';
import type { IdentityParts } from '../identity.ts';
import { instanceDiscovery, openIdConfiguration, userRealm } from './documents.ts';

/** Documents that clients read before they sign in: public, the same for everybody, from any web page. */
export function discoveryRoutes(app: FastifyInstance, parts: IdentityParts): void {
  const document = (url: string, answer: (request: FastifyRequest) => unknown) => {
    app.get(url, async (request: FastifyRequest, reply: FastifyReply) => {
      const body = await answer(request);
      return reply
        .header('Access-Control-Allow-Origin', '*')
        .header('Cache-Control', 'max-age=300')
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(body));
    });
  };
  for (const [prefix, version] of [
    ['/:tenant', 1],
    ['/:tenant/v2.0', 2],
  ] as const) {
    document(`${prefix}/.well-known/openid-configuration`, (request) =>
      openIdConfiguration(parts, readDialectRequest(request, version as Version)),
    );
  }
  document('/:tenant/discovery/keys', () => ({ keys: parts.keys.published() }));
  document('/:tenant/discovery/v2.0/keys', () => ({ keys: parts.keys.published() }));
  document('/:tenant/discovery/instance', (request) => instanceDiscovery(originOf(request), lowerCased(request.query)));
  document('/:tenant/userrealm/:name', (request) => userRealm(parts, (request.params as { name: string }).name));
  document('/:tenant/userrealm', (request) => userRealm(parts, lowerCased(request.query).user ?? ''));
}

function lowerCased(query: unknown): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries((query ?? {}) as Record<string, string>).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
