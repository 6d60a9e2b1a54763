import { formatAutoExtend, formatDays } from '@multipartner/domain/delegated-admin/duration.ts';
import { endOf, rolesAt, statusAt } from '@multipartner/domain/delegated-admin/relationship.ts';
import { findDirectoryRole } from '@multipartner/domain/directory-role/roles.ts';
import { Type } from 'typebox';
import {
  approveAdminRelationship,
  switchAutoExtend,
  terminateAdminRelationship,
} from '../../../operations/delegated-admin/customer.ts';
import { readRelationshipKey, relationshipIdText } from '../../../operations/delegated-admin/find.ts';
import {
  type CustomerRelationshipView,
  getRelationshipHere,
  listRelationshipsHere,
} from '../../../operations/delegated-admin/read.ts';
import type { Context } from '../../../operations/operation.ts';
import { isTimePlace, page, pageQuery, readPage } from '../house/page.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';

const path = '/multipartner/v1/delegatedAdminRelationships';
const nullableText = Type.Union([Type.String(), Type.Null()]);

const relationship = Type.Object({
  id: Type.String({ description: 'Two GUIDs joined by a hyphen, as the link has it' }),
  partnerId: Type.String(),
  partnerName: Type.String(),
  displayName: Type.String(),
  status: Type.String(),
  roles: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), privileged: Type.Boolean() })),
  duration: Type.String({ description: 'Days, such as P730D' }),
  autoExtendDuration: Type.String({ description: 'P180D when it extends itself at its end, else PT0S' }),
  createdDateTime: Type.String(),
  approvedDateTime: nullableText,
  activatedDateTime: nullableText,
  endDateTime: nullableText,
  consentPending: Type.Boolean({ description: 'The reseller has not yet consented to what its provider prepared' }),
});

const text = (at: Date | null) => at?.toISOString() ?? null;

function rendered({ relationship: one, partnerName, now }: CustomerRelationshipView) {
  const activated = one.activatedAt !== null && one.activatedAt <= now;
  return {
    id: relationshipIdText(one),
    partnerId: one.partnerId,
    partnerName,
    displayName: one.displayName,
    status: statusAt(one, now),
    roles: rolesAt(one, now).map((id) => {
      const known = findDirectoryRole(id);
      return { id, name: known?.name ?? id, privileged: known?.privileged ?? false };
    }),
    duration: formatDays(one.durationDays),
    autoExtendDuration: formatAutoExtend(one.autoExtend),
    createdDateTime: one.createdAt.toISOString(),
    approvedDateTime: text(one.approvedAt),
    activatedDateTime: activated ? text(one.activatedAt) : null,
    endDateTime: text(endOf(one, now)),
    consentPending: one.provider !== null && one.provider.consentedAt === null,
  };
}

/** After an act the relationship as it is now, in the form in which it is read. */
const shown = async (context: Context, id: string) =>
  rendered(await getRelationshipHere(context, readRelationshipKey(id)));

const nothing = Type.Object({}, { additionalProperties: false });

export const delegatedAdminRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'GET',
    path,
    summary:
      "Every partner's granular relationship with the own tenant, the newest first; pending ones that name it too",
    credentials: 'either',
    query: Type.Object(pageQuery, { additionalProperties: false }),
    answer: Type.Object({ items: Type.Array(relationship), nextLink: Type.Optional(Type.String()) }),
    handle: async ({ context, query, origin }) => {
      const { limit, after } = readPage(query, isTimePlace);
      const { items, next } = await listRelationshipsHere(context, { limit, after });
      return page(items.map(rendered), next, { origin, path, limit });
    },
  }),
  ownRoute({
    method: 'GET',
    path: `${path}/{relationship}`,
    summary: 'One of them, or a pending one by its id',
    credentials: 'either',
    answer: relationship,
    handle: ({ context, params }) => shown(context, params.relationship),
  }),
  ownRoute({
    method: 'POST',
    path: `${path}/{relationship}/approval`,
    summary: 'The customer approves everything that it asks for; once more changes nothing',
    credentials: 'user',
    body: nothing,
    answer: relationship,
    handle: async ({ context, params }) => {
      await approveAdminRelationship(context, readRelationshipKey(params.relationship));
      return shown(context, params.relationship);
    },
  }),
  ownRoute({
    method: 'POST',
    path: `${path}/{relationship}/termination`,
    summary: 'The customer takes all its rights away; what the partner sold stays',
    credentials: 'user',
    body: nothing,
    answer: relationship,
    handle: async ({ context, params }) => {
      await terminateAdminRelationship(context, readRelationshipKey(params.relationship));
      return shown(context, params.relationship);
    },
  }),
  ownRoute({
    method: 'PATCH',
    path: `${path}/{relationship}`,
    summary: 'The customer says whether it extends itself at its end',
    credentials: 'user',
    body: Type.Object({ autoExtendDuration: Type.String() }, { additionalProperties: false }),
    answer: relationship,
    handle: async ({ context, params, body }) => {
      await switchAutoExtend(context, {
        ...readRelationshipKey(params.relationship),
        autoExtend: body.autoExtendDuration,
      });
      return shown(context, params.relationship);
    },
  }),
];
