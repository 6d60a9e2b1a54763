import { formatAutoExtend, formatDays } from '@multipartner/domain/delegated-admin/duration.ts';
import { rolesAt, statusAt } from '@multipartner/domain/delegated-admin/relationship.ts';
import { Type } from 'typebox';
import { relationshipIdText } from '../../../operations/delegated-admin/find.ts';
import { prepareForReseller } from '../../../operations/delegated-admin/prepare.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';
import { namedRole, renderedRole } from './delegated-admin-roles.ts';

const guid = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';

export const resellerRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'POST',
    path: '/multipartner/v1/resellers/{resellerId}/delegatedAdminRelationships',
    summary:
      'A provider prepares a granular relationship for its reseller, which has to consent before anybody approves',
    credentials: 'either',
    body: Type.Object(
      {
        customerId: Type.Optional(Type.String({ pattern: guid, description: 'The only tenant that may approve' })),
        displayName: Type.String(),
        duration: Type.String({ description: 'Days, such as P730D' }),
        roles: Type.Array(Type.String(), { description: 'Ids of directory roles' }),
        autoExtendDuration: Type.Optional(Type.String({ description: 'P180D or PT0S, which is meant when absent' })),
      },
      { additionalProperties: false },
    ),
    status: 201,
    answer: Type.Object({
      id: Type.String({ description: 'Two GUIDs joined by a hyphen, the second the reseller' }),
      resellerId: Type.String(),
      customerId: Type.Union([Type.String(), Type.Null()]),
      displayName: Type.String(),
      status: Type.String(),
      consentPending: Type.Boolean(),
      roles: Type.Array(namedRole),
      duration: Type.String(),
      autoExtendDuration: Type.String(),
      createdDateTime: Type.String(),
    }),
    handle: async ({ context, params, body }) => {
      const { relationship: one, now } = await prepareForReseller(context, {
        resellerId: params.resellerId,
        terms: {
          displayName: body.displayName,
          duration: body.duration,
          roleIds: body.roles,
          autoExtend: body.autoExtendDuration ?? null,
          customerId: body.customerId?.toLowerCase() ?? null,
        },
      });
      return {
        id: relationshipIdText(one),
        resellerId: one.partnerId,
        customerId: one.customerId,
        displayName: one.displayName,
        status: statusAt(one, now),
        consentPending: one.provider !== null && one.provider.consentedAt === null,
        roles: rolesAt(one, now).map(renderedRole),
        duration: formatDays(one.durationDays),
        autoExtendDuration: formatAutoExtend(one.autoExtend),
        createdDateTime: one.createdAt.toISOString(),
      };
    },
  }),
];
