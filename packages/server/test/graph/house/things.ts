import type { Listed, ListQuery, Value } from 'multipartner/operations/list-query.ts';
import { refused } from 'multipartner/operations/operation.ts';
import { weakEtag } from 'multipartner/protocols/graph/house/etag.ts';
import { collection, entity, urlOf } from 'multipartner/protocols/graph/house/page.ts';
import { type GraphRoute, graphRoute } from 'multipartner/protocols/graph/house/route.ts';
import { Type } from 'typebox';

const read = { least: ['DelegatedAdminRelationship.Read.All', 'DelegatedAdminRelationship.ReadWrite.All'] };
const write = { least: ['DelegatedAdminRelationship.ReadWrite.All'] };

const thing = Type.Object({
  id: Type.String(),
  displayName: Type.String(),
  status: Type.String(),
  customer: Type.Object({ tenantId: Type.String(), displayName: Type.String() }),
});

export interface Thing {
  id: string;
  displayName: string;
  status: 'idle' | 'busy' | 'asleep';
  version: number;
}

/** A resource of a test: a list in memory, its items by id, and what was asked last. */
export function things(count: number): { routes: GraphRoute[]; items: Thing[]; asked: ListQuery[]; bodies: unknown[] } {
  const items: Thing[] = Array.from({ length: count }, (_, at) => ({
    id: `thing-${String(at + 1).padStart(2, '0')}`,
    displayName: `Thing ${at + 1}`,
    status: (['idle', 'busy', 'asleep'] as const)[at % 3] ?? 'idle',
    version: 1,
  }));
  const asked: ListQuery[] = [];
  const bodies: unknown[] = [];
  const render = (one: Thing) => ({
    '@odata.etag': weakEtag(String(one.version)),
    id: one.id,
    displayName: one.displayName,
    status: one.status,
    customer: { tenantId: 'a', displayName: 'Contoso' },
  });
  const find = (id: string): Thing => {
    const found = items.find((one) => one.id === id.toLowerCase());
    if (found === undefined) throw refused('not-found', { kind: 'thing', id });
    return found;
  };
  const matched = (one: Thing, versions: readonly string[] | null) => {
    if (versions !== null && !versions.includes(String(one.version)))
      throw refused('stale-version', { version: String(one.version) });
  };
  /** Knows one condition only, `status eq`: the rest of the language is the store's matter. */
  const list = (query: ListQuery): Listed<Thing> => {
    asked.push(query);
    const { where } = query;
    const meeting = items.filter((one) => where === null || (where.op === 'eq' && one.status === where.value));
    const from = query.after === null ? 0 : meeting.findIndex((one) => one.id === (query.after as Value[]).at(-1)) + 1;
    const page = meeting.slice(from, from + query.limit);
    const last = page.at(-1);
    return {
      items: page,
      next:
        last === undefined || from + query.limit >= meeting.length
          ? null
          : [...query.orderBy.map((order) => last[order.field as 'status']), last.id],
      ...(query.count ? { count: meeting.length } : {}),
    };
  };

  const routes = [
    graphRoute({
      method: 'GET',
      path: '/tenantRelationships/things',
      summary: 'Things',
      permission: read,
      options: ['select', 'filter', 'orderby', 'top', 'count', 'skiptoken', 'expand'],
      expandable: ['owner'],
      shape: {
        id: { kind: 'string' },
        displayName: { kind: 'string', filter: true, order: true },
        status: { kind: 'enum', filter: true, order: true, members: ['idle', 'busy', 'asleep'] },
      },
      answer: Type.Object({ value: Type.Array(thing) }),
      sentinels: { status: ['asleep'] },
      handle: async (request) => collection(request, 'things', list(request.odata), render),
    }),
    graphRoute({
      method: 'GET',
      path: '/tenantRelationships/things/{thingId}',
      summary: 'A thing',
      permission: read,
      options: ['select'],
      answer: thing,
      sentinels: { status: ['asleep'] },
      handle: async (request) => entity(request, 'things', render(find(request.params.thingId))),
    }),
    graphRoute({
      method: 'POST',
      path: '/tenantRelationships/things',
      summary: 'Make a thing',
      permission: write,
      status: 201,
      dryRun: true,
      readOnly: ['id', 'status'],
      body: Type.Object({
        displayName: Type.String({ maxLength: 10 }),
        kind: Type.Optional(Type.Union([Type.Literal('round'), Type.Literal('square')])),
        customer: Type.Optional(Type.Union([Type.Object({ tenantId: Type.String() }), Type.Null()])),
        parts: Type.Optional(Type.Array(Type.Object({ size: Type.Integer() }))),
      }),
      async handle({ body, reply, prefer, ...request }) {
        bodies.push(body);
        const made: Thing = { id: 'made', displayName: body.displayName, status: 'idle', version: 1 };
        if (!prefer.dryRun) items.push(made);
        reply.header('Location', urlOf(request, `/tenantRelationships/things/${made.id}`));
        return entity(request, 'things', render(made));
      },
    }),
    graphRoute({
      method: 'PATCH',
      path: '/tenantRelationships/things/{thingId}',
      summary: 'Change a thing',
      permission: write,
      ifMatch: true,
      body: Type.Object({ displayName: Type.String() }),
      async handle({ params, body, ifMatch, reply, ...request }) {
        const one = find(params.thingId);
        matched(one, ifMatch);
        one.displayName = body.displayName;
        one.version += 1;
        if (body.displayName === 'later') {
          reply
            .code(202)
            .header('Location', urlOf(request, '/tenantRelationships/operations/1'))
            .header('Retry-After', '10');
          return {};
        }
        return entity(request, 'things', render(one));
      },
    }),
    graphRoute({
      method: 'DELETE',
      path: '/tenantRelationships/things/{thingId}',
      summary: 'Remove a thing',
      permission: write,
      ifMatch: true,
      async handle({ params, ifMatch }) {
        const one = find(params.thingId);
        matched(one, ifMatch);
        items.splice(items.indexOf(one), 1);
        return undefined;
      },
    }),
    graphRoute({
      method: 'GET',
      path: "/tenantRelationships/findThingByName(name='{name}')",
      summary: 'Find a thing',
      permission: read,
      handle: async ({ params, app }) => ({ name: params.name, app }),
    }),
    graphRoute({
      method: 'GET',
      path: '/tenantRelationships/things/{thingId}/parts/{partId}',
      summary: 'A part of a thing',
      permission: read,
      handle: async ({ params, version, origin, path }) => ({ ...params, version, origin, path }),
    }),
    graphRoute({
      method: 'POST',
      path: '/tenantRelationships/failures',
      summary: 'Fails in the way asked for',
      permission: write,
      body: Type.Object({ code: Type.String(), facts: Type.Optional(Type.Record(Type.String(), Type.Unknown())) }),
      async handle({ body }) {
        if (body.code === 'crash') throw new Error('a secret of the inside');
        throw refused(body.code as never, (body.facts ?? {}) as never);
      },
    }),
  ];
  return { routes, items, asked, bodies };
}
