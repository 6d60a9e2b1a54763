import { Type } from 'typebox';
import {
  type AttentionKind,
  type AttentionRow,
  attentionKinds,
  readAttention,
} from '../../../operations/attention/read.ts';
import { relationshipIdText } from '../../../operations/delegated-admin/find.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';

const nullableText = Type.Union([Type.String(), Type.Null()]);
const kindName = Type.Enum(attentionKinds as [AttentionKind, ...AttentionKind[]]);
const week = 7 * 86_400_000;

function subjectOf(kind: AttentionKind, { id, customer_id, partner_id, name, party }: AttentionRow) {
  const ids = {
    administrationEnding: 'relationshipId',
    administrationUnanswered: 'relationshipId',
    administrationRequested: 'relationshipId',
    subscriptionTermEnding: 'subscriptionId',
    transferWaiting: 'transferId',
    bulkFailed: 'bulkId',
  } as const;
  const member = ids[kind];
  const value = member === 'relationshipId' ? relationshipIdText({ id, partnerId: String(partner_id) }) : id;
  return {
    [member]: value,
    customerId: customer_id ?? undefined,
    partnerId: partner_id ?? undefined,
    name: name ?? '',
    party,
  };
}

function severityOf(kind: AttentionKind, row: AttentionRow, asOf: Date) {
  if (kind === 'bulkFailed') return 'high';
  if (row.renews === true) return 'low';
  return row.due !== null && Date.parse(row.due) - asOf.getTime() < week ? 'high' : 'medium';
}

const id = Type.Optional(Type.String());

export const attentionRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'GET',
    path: '/multipartner/v1/attention',
    summary: 'What the own tenant should look at within 30 days: numbers of each kind, and the first 20 by name',
    credentials: 'either',
    answer: Type.Object({
      asOf: Type.String(),
      counts: Type.Array(Type.Object({ kind: kindName, count: Type.Integer() }), {
        description: "Every kind that the caller's roles let him see",
      }),
      items: Type.Array(
        Type.Object({
          kind: kindName,
          severity: Type.Enum(['high', 'medium', 'low'], { description: 'high: due within a week, or failed' }),
          subject: Type.Object({
            customerId: id,
            partnerId: id,
            relationshipId: id,
            subscriptionId: id,
            transferId: id,
            bulkId: id,
            name: Type.String(),
            party: Type.Union([Type.String(), Type.Null()], { description: 'The name of the other side' }),
          }),
          dueDateTime: nullableText,
          renews: Type.Union([Type.Boolean(), Type.Null()], { description: 'Of a subscription' }),
          count: Type.Integer({ description: 'Of a bulk: the rows that failed; else 1' }),
        }),
      ),
    }),
    handle: async ({ context }) => {
      const { asOf, kinds } = await readAttention(context, {});
      return {
        asOf: asOf.toISOString(),
        counts: kinds.map(({ kind, count }) => ({ kind, count })),
        items: kinds.flatMap(({ kind, items }) =>
          items.map((row) => ({
            kind,
            severity: severityOf(kind, row, asOf),
            subject: subjectOf(kind, row),
            dueDateTime: row.due === null ? null : new Date(row.due).toISOString(),
            renews: row.renews,
            count: row.amount ?? 1,
          })),
        ),
      };
    },
  }),
];
