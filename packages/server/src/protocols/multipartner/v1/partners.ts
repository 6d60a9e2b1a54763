import { stringify } from 'csv-stringify/sync';
import { Type } from 'typebox';
import { deletePartner } from '../../../operations/organization/delete-partner.ts';
import { endAllAdministration } from '../../../operations/organization/end-all-administration.ts';
import { takeAwayDelegatedAdministration } from '../../../operations/organization/end-delegated-administration.ts';
import { listOwnPartners } from '../../../operations/organization/partners.ts';
import { reportColumns, reportOwnPartners } from '../../../operations/organization/report.ts';
import { reportUnusedRights } from '../../../operations/organization/unused-rights.ts';
import { isNamePlace, page, pageQuery, readPage } from '../house/page.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';
import { namedRole, renderedRole } from './delegated-admin-roles.ts';

const role = Type.Object({ id: Type.String(), name: Type.String() });
const nullableText = Type.Union([Type.String(), Type.Null()]);

const partner = Type.Object({
  partnerId: Type.String(),
  name: Type.String(),
  kind: Type.String(),
  relationships: Type.Array(Type.Object({ type: Type.String(), since: Type.String(), dap: Type.Boolean() })),
  delegatedAdministration: Type.Array(
    Type.Object({
      source: Type.String({ description: 'dap or gdap' }),
      id: nullableText,
      name: nullableText,
      roles: Type.Array(role),
      status: Type.String(),
      endDateTime: nullableText,
      people: Type.Array(
        Type.Object({
          id: Type.String(),
          displayName: Type.String(),
          userPrincipalName: Type.String(),
          roles: Type.Array(role),
          lastUsedDateTime: Type.Union([Type.String(), Type.Null()], {
            description: 'By this way, to the hour; null: never',
          }),
        }),
      ),
    }),
  ),
  subscriptions: Type.Array(
    Type.Object({
      id: Type.String(),
      offerName: Type.String(),
      quantity: Type.Integer(),
      status: Type.String(),
      termEndDateTime: nullableText,
      partnerOnRecord: nullableText,
    }),
  ),
});

const idleRight = Type.Object({
  partnerId: Type.String(),
  partnerName: Type.String(),
  source: Type.String({ description: 'dap or gdap' }),
  relationshipId: nullableText,
  relationshipName: nullableText,
  group: Type.Union([Type.Object({ id: Type.String(), displayName: nullableText }), Type.Null()], {
    description: 'Null: the roles are approved, and no group has them',
  }),
  roles: Type.Array(namedRole),
  since: Type.String(),
  lastUsedDateTime: nullableText,
  idle: Type.String({ description: 'everybody or some' }),
  people: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.String({ description: 'user or application' }),
      displayName: Type.String(),
      userPrincipalName: nullableText,
      lastUsedDateTime: nullableText,
    }),
  ),
});

const partnersPath = '/multipartner/v1/partners';

export const partnerRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'GET',
    path: partnersPath,
    summary: 'Every partner of the own tenant: relationships, people with rights here, subscriptions',
    credentials: 'either',
    query: Type.Object(pageQuery, { additionalProperties: false }),
    answer: Type.Object({ items: Type.Array(partner), nextLink: Type.Optional(Type.String()) }),
    handle: async ({ context, query, origin }) => {
      const { limit, after } = readPage(query, isNamePlace);
      const { items, next } = await listOwnPartners(context, { limit, after });
      return page(items, next, { origin, path: partnersPath, limit });
    },
  }),
  ownRoute({
    method: 'GET',
    path: `${partnersPath}/report`,
    summary: 'Who can touch the own tenant, dated; text/csv when that is accepted, else JSON',
    credentials: 'either',
    handle: async ({ context, headers, reply }) => {
      const { asOf, lines } = await reportOwnPartners(context);
      if (!/\btext\/csv\b/i.test(headers.accept ?? '')) return { asOf: asOf.toISOString(), lines };
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="partners-${asOf.toISOString().slice(0, 10)}.csv"`)
        .send(stringify(lines, { header: true, columns: [...reportColumns], escape_formulas: true }));
    },
  }),
  ownRoute({
    method: 'GET',
    path: `${partnersPath}/unusedRights`,
    summary: 'Rights of partners at the own tenant that nobody, or not everybody, used for some days (90 when absent)',
    credentials: 'either',
    query: Type.Object(
      { days: Type.Optional(Type.String({ description: '1 to 3650' })) },
      { additionalProperties: false },
    ),
    answer: Type.Object({ asOf: Type.String(), days: Type.Integer(), items: Type.Array(idleRight) }),
    handle: async ({ context, query }) => {
      const days = query.days === undefined ? 90 : Number(query.days);
      const { asOf, items } = await reportUnusedRights(context, { days });
      return {
        asOf: asOf.toISOString(),
        days,
        items: items.map(({ roleIds, since, lastUsed, people, ...right }) => ({
          ...right,
          roles: roleIds.map(renderedRole),
          since: since.toISOString(),
          lastUsedDateTime: lastUsed?.toISOString() ?? null,
          people: people.map(({ lastUsed: used, ...person }) => ({
            ...person,
            lastUsedDateTime: used?.toISOString() ?? null,
          })),
        })),
      };
    },
  }),
  ownRoute({
    method: 'POST',
    path: `${partnersPath}/delegatedAdministration:end`,
    summary: "Ends every partner's administration at once, DAP and granular; everything bought stays",
    credentials: 'user',
    body: Type.Object({}, { additionalProperties: false }),
    answer: Type.Object({
      endedDateTime: Type.String(),
      partners: Type.Array(
        Type.Object({
          partnerId: Type.String(),
          name: Type.String(),
          dap: Type.Boolean(),
          relationshipIds: Type.Array(Type.String()),
        }),
      ),
    }),
    handle: async ({ context }) => {
      const { at, partners } = await endAllAdministration(context, {});
      return { endedDateTime: at.toISOString(), partners };
    },
  }),
  ownRoute({
    method: 'DELETE',
    path: `${partnersPath}/{partnerId}`,
    summary: 'Ends an advisor, or a partner that merely administers; a reseller stays (409)',
    credentials: 'user',
    status: 204,
    handle: ({ context, params }) => deletePartner(context, params),
  }),
  ownRoute({
    method: 'DELETE',
    path: `${partnersPath}/{partnerId}/delegatedAdministration`,
    summary: "Takes a partner's DAP away; the relationship and everything bought stay",
    credentials: 'user',
    status: 204,
    handle: ({ context, params }) => takeAwayDelegatedAdministration(context, params),
  }),
];
