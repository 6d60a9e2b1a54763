import { formatAutoExtend, formatDays } from '@multipartner/domain/delegated-admin/duration.ts';
import {
  type AdminTemplate,
  isAsTemplate,
  type TemplateDifference,
  type WrittenTemplate,
} from '@multipartner/domain/delegated-admin/template.ts';
import { type Static, Type } from 'typebox';
import { readRelationshipKey } from '../../../operations/delegated-admin/find.ts';
import {
  checkTemplate,
  createTemplate,
  getTemplate,
  listTemplates,
  removeTemplate,
  replaceTemplate,
} from '../../../operations/delegated-admin/templates.ts';
import { isNamePlace, page, pageQuery, readPage } from '../house/page.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';

const path = '/multipartner/v1/delegatedAdminTemplates';
const guid = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';
const roles = Type.Array(Type.String(), { description: 'Ids of directory roles' });

const body = Type.Object(
  {
    displayName: Type.String(),
    duration: Type.String({ description: 'Days, such as P730D' }),
    autoExtendDuration: Type.Optional(Type.String({ description: 'P180D or PT0S, which is meant when absent' })),
    roles,
    assignments: Type.Optional(
      Type.Array(Type.Object({ groupId: Type.String({ pattern: guid }), roles }, { additionalProperties: false }), {
        description: 'Which security group of the own tenant gets which of the roles',
      }),
    ),
  },
  { additionalProperties: false },
);

const planned = Type.Object({ groupId: Type.String(), roles });
const template = Type.Object({
  id: Type.String(),
  displayName: Type.String(),
  duration: Type.String(),
  autoExtendDuration: Type.String(),
  roles,
  assignments: Type.Array(planned),
});

const difference = Type.Object({
  matches: Type.Boolean(),
  missingRoles: roles,
  extraRoles: roles,
  duration: Type.Union([Type.String(), Type.Null()], { description: 'What the template wants instead; else null' }),
  autoExtendDuration: Type.Union([Type.String(), Type.Null()], { description: 'The same' }),
  missingAssignments: Type.Array(planned),
  extraAssignments: Type.Array(Type.Object({ accessAssignmentId: Type.String(), groupId: Type.String(), roles })),
  changedAssignments: Type.Array(
    Type.Object({
      accessAssignmentId: Type.String(),
      groupId: Type.String(),
      missingRoles: roles,
      extraRoles: roles,
    }),
  ),
});

function written(given: Static<typeof body>): WrittenTemplate {
  return {
    displayName: given.displayName,
    duration: given.duration,
    autoExtend: given.autoExtendDuration ?? null,
    roleIds: given.roles,
    assignments: (given.assignments ?? []).map((one) => ({
      groupId: one.groupId.toLowerCase(),
      roleIds: one.roles,
    })),
  };
}

const plan = (one: { readonly groupId: string; readonly roleIds: readonly string[] }) => ({
  groupId: one.groupId,
  roles: one.roleIds,
});

const rendered = (one: AdminTemplate) => ({
  id: one.id,
  displayName: one.displayName,
  duration: formatDays(one.durationDays),
  autoExtendDuration: formatAutoExtend(one.autoExtend),
  roles: one.roleIds,
  assignments: one.assignments.map(plan),
});

const compared = (one: TemplateDifference) => ({
  matches: isAsTemplate(one),
  missingRoles: one.missingRoles,
  extraRoles: one.extraRoles,
  duration: one.durationDays === null ? null : formatDays(one.durationDays),
  autoExtendDuration: one.autoExtend === null ? null : formatAutoExtend(one.autoExtend),
  missingAssignments: one.missingAssignments.map(plan),
  extraAssignments: one.extraAssignments.map((extra) => ({ accessAssignmentId: extra.assignmentId, ...plan(extra) })),
  changedAssignments: one.changedAssignments.map(({ assignmentId, ...changed }) => ({
    accessAssignmentId: assignmentId,
    ...changed,
  })),
});

export const templateRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'GET',
    path,
    summary: "The own tenant's templates of granular relationships, by name",
    credentials: 'either',
    query: Type.Object(pageQuery, { additionalProperties: false }),
    answer: Type.Object({ items: Type.Array(template), nextLink: Type.Optional(Type.String()) }),
    handle: async ({ context, query, origin }) => {
      const { limit, after } = readPage(query, isNamePlace);
      const { items, next } = await listTemplates(context, { limit, after });
      return page(items.map(rendered), next, { origin, path, limit });
    },
  }),
  ownRoute({
    method: 'POST',
    path,
    summary: 'A new template: terms, and which group gets which of the roles',
    credentials: 'either',
    body,
    answer: template,
    status: 201,
    handle: async ({ context, body: given, origin, reply }) => {
      const made = rendered(await createTemplate(context, written(given)));
      reply.header('location', `${origin}${path}/${made.id}`);
      return made;
    },
  }),
  ownRoute({
    method: 'GET',
    path: `${path}/{id}`,
    summary: 'One of them',
    credentials: 'either',
    answer: template,
    handle: async ({ context, params }) => rendered(await getTemplate(context, params)),
  }),
  ownRoute({
    method: 'PUT',
    path: `${path}/{id}`,
    summary: 'Replaces it; relationships stay as they are',
    credentials: 'either',
    body,
    answer: template,
    handle: async ({ context, params, body: given }) =>
      rendered(await replaceTemplate(context, { id: params.id, template: written(given) })),
  }),
  ownRoute({
    method: 'DELETE',
    path: `${path}/{id}`,
    summary: 'Throws it away; relationships stay as they are',
    credentials: 'either',
    status: 204,
    handle: ({ context, params }) => removeTemplate(context, params),
  }),
  ownRoute({
    method: 'POST',
    path: `${path}/{id}/check`,
    summary: 'What a relationship lacks, or has more, than the template says; changes nothing',
    credentials: 'either',
    body: Type.Object({ relationshipId: Type.String() }, { additionalProperties: false }),
    answer: difference,
    handle: async ({ context, params, body: { relationshipId } }) =>
      compared(await checkTemplate(context, { id: params.id, relationship: readRelationshipKey(relationshipId) })),
  }),
];
