import { stringify } from 'csv-stringify/sync';
import { Type } from 'typebox';
import { deletePartner } from '../../../operations/organization/delete-partner.ts';
import { takeAwayDelegatedAdministration } from '../../../operations/organization/end-delegated-administration.ts';
import { listOwnPartners } from '../../../operations/organization/partners.ts';
import { reportColumns, reportOwnPartners } from '../../../operations/organization/report.ts';
import { isNamePlace, page, pageQuery, readPage } from '../house/page.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';

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
