import { bulkActions, mostBulkRows } from '@multipartner/domain/delegated-admin/bulk.ts';
import { Type } from 'typebox';
import {
  type BulkProgressRow,
  type BulkRowResult,
  type BulkRowStatus,
  getBulk,
  listBulkRows,
} from '../../../operations/delegated-admin/bulk/read.ts';
import { submitBulk } from '../../../operations/delegated-admin/bulk/submit.ts';
import { relationshipIdText } from '../../../operations/delegated-admin/find.ts';
import { refused } from '../../../operations/operation.ts';
import { page, pageQuery, readPage } from '../house/page.ts';
import { problemOf } from '../house/problem.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';

const bulks = '/multipartner/v1/bulks';

const item = Type.Object(
  {
    action: Type.String({ description: bulkActions.join(', ') }),
    relationshipId: Type.Optional(Type.String({ description: 'Lock, assign, extend, terminate: what it is about' })),
    relationship: Type.Optional(
      Type.Object(
        { row: Type.Integer({ minimum: 0 }) },
        { additionalProperties: false, description: 'Or what an earlier row (counted from 0) creates' },
      ),
    ),
    customerId: Type.Optional(Type.String({ description: 'Create: the only tenant that may approve' })),
    displayName: Type.Optional(Type.String()),
    duration: Type.Optional(Type.String({ description: 'Create: days, such as P730D' })),
    autoExtendDuration: Type.Optional(Type.String({ description: 'Create, extend: P180D or PT0S' })),
    roles: Type.Optional(Type.Array(Type.String(), { description: 'Create, assign: ids of directory roles' })),
    templateId: Type.Optional(Type.String({ description: 'In place of roles: as the template has them now' })),
    groupId: Type.Optional(Type.String({ description: 'Assign: a security group of the own tenant' })),
  },
  { additionalProperties: false },
);

const bulk = Type.Object({
  id: Type.String(),
  key: Type.String(),
  status: Type.String({ description: 'running or completed' }),
  total: Type.Integer(),
  done: Type.Integer(),
  succeeded: Type.Integer(),
  failed: Type.Integer(),
  createdDateTime: Type.String(),
});

function rendered(one: BulkProgressRow) {
  const done = one.succeeded + one.failed;
  return {
    id: one.id,
    key: one.key,
    status: done === one.total ? 'completed' : 'running',
    total: one.total,
    done,
    succeeded: one.succeeded,
    failed: one.failed,
    createdDateTime: new Date(one.created_at).toISOString(),
  };
}

const rowResult = Type.Object({
  row: Type.Integer({ description: 'Place in items, counted from 0' }),
  action: Type.String(),
  status: Type.String({ description: 'pending, succeeded or failed' }),
  relationshipId: Type.Optional(Type.String()),
  accessAssignmentId: Type.Optional(Type.String()),
  refusal: Type.Optional(
    Type.Object({ code: Type.String(), detail: Type.String(), facts: Type.Record(Type.String(), Type.Unknown()) }),
  ),
});

function renderedRow(one: BulkRowResult, partnerId: string) {
  return {
    row: one.number,
    action: one.action,
    status: one.status,
    ...(one.relationship_id === null
      ? {}
      : { relationshipId: relationshipIdText({ id: one.relationship_id, partnerId }) }),
    ...(one.assignment_id === null ? {} : { accessAssignmentId: one.assignment_id }),
    ...(one.refusal === null ? {} : { refusal: problemOf(one.refusal.code, one.refusal.facts) }),
  };
}

const statuses: readonly BulkRowStatus[] = ['pending', 'succeeded', 'failed'];

function readStatus(given: string | undefined): BulkRowStatus | null {
  if (given === undefined) return null;
  const known = statuses.find((status) => status === given);
  if (known === undefined)
    throw refused('value-invalid', { field: 'status', reason: `is none of ${statuses.join(', ')}` });
  return known;
}

const isRow = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < mostBulkRows;

export const bulkRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'POST',
    path: '/multipartner/v1/delegatedAdminRelationships:bulk',
    summary: `Up to ${mostBulkRows} acts on granular relationships, done in the background; the same key again is the same bulk (200)`,
    credentials: 'either',
    // Ten thousand rows with dozens of roles each.
    bodyLimit: 64 * 1024 * 1024,
    body: Type.Object(
      {
        key: Type.String({
          minLength: 1,
          maxLength: 100,
          description: "The caller's own; one key stands for one bulk",
        }),
        items: Type.Array(item),
      },
      { additionalProperties: false },
    ),
    answer: bulk,
    status: 202,
    handle: async ({ context, body, origin, reply }) => {
      const { id, created } = await submitBulk(context, body);
      reply.header('location', `${origin}${bulks}/${id}`);
      return reply.code(created ? 202 : 200).send(rendered(await getBulk(context, { id })));
    },
  }),
  ownRoute({
    method: 'GET',
    path: `${bulks}/{id}`,
    summary: 'How far a bulk is',
    credentials: 'either',
    answer: bulk,
    handle: async ({ context, params }) => rendered(await getBulk(context, params)),
  }),
  ownRoute({
    method: 'GET',
    path: `${bulks}/{id}/rows`,
    summary: 'What became of each row of a bulk, in their order',
    credentials: 'either',
    query: Type.Object(
      { ...pageQuery, status: Type.Optional(Type.String({ description: 'Only pending, succeeded or failed ones' })) },
      { additionalProperties: false },
    ),
    answer: Type.Object({ items: Type.Array(rowResult), nextLink: Type.Optional(Type.String()) }),
    handle: async ({ context, params, query, origin }) => {
      const { limit, after } = readPage(query, isRow);
      const { id } = params;
      const { items, next } = await listBulkRows(context, { id, limit, after, status: readStatus(query.status) });
      return page(
        items.map((one) => renderedRow(one, context.caller.tenantId)),
        next,
        { origin, path: `${bulks}/${id}/rows`, limit, query: { status: query.status } },
      );
    },
  }),
];
