import { type PermissionName, permissions } from '@multipartner/domain/access/permission.ts';
import { Type } from 'typebox';
import { whoAmI } from '../../../operations/person/who-am-i.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';

const texts = Type.Array(Type.String());
const permission = Type.Enum(Object.keys(permissions) as [PermissionName, ...PermissionName[]]);
const agentGroups = { adminAgent: 'AdminAgents', salesAgent: 'SalesAgents', helpdeskAgent: 'HelpdeskAgents' } as const;

export const meRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'GET',
    path: '/multipartner/v1/me',
    summary: 'Who the caller is, what his roles allow, and for all else the smallest way to it',
    credentials: 'either',
    answer: Type.Object({
      user: Type.Union([
        Type.Object({
          id: Type.String(),
          displayName: Type.String(),
          userPrincipalName: Type.String(),
          directoryRoles: texts,
          agentGroups: texts,
        }),
        Type.Null({ description: 'An application acts for itself' }),
      ]),
      tenant: Type.Object({
        id: Type.String(),
        displayName: Type.String(),
        defaultDomain: Type.String(),
        country: Type.String(),
        cloud: Type.String(),
        partner: Type.Union([
          Type.Object({
            kind: Type.String(),
            mpnId: Type.String(),
            programStatus: Type.String(),
            mpaAccepted: Type.Boolean(),
          }),
          Type.Null({ description: 'No partner of the programme' }),
        ]),
      }),
      operator: Type.Boolean({ description: 'The operator of the realm' }),
      permissions: Type.Array(permission, { description: 'Rows of the role matrix; objects decide on top of it' }),
      refused: Type.Array(Type.Object({ permission, rule: Type.String(), code: Type.String(), fix: Type.String() })),
      clock: Type.Object({ now: Type.String({ description: "The realm's, not the machine's" }) }),
      mode: Type.Enum(['sandbox', 'production']),
    }),
    handle: async ({ context }) => {
      const { actor, displayName, directoryRoles, tenant, rights, now, mode } = await whoAmI(context, {});
      return {
        user:
          actor.userId === null
            ? null
            : {
                id: actor.userId,
                displayName: displayName ?? actor.userPrincipalName,
                userPrincipalName: actor.userPrincipalName,
                directoryRoles,
                agentGroups: Object.entries(agentGroups).flatMap(([role, group]) =>
                  actor.roles.includes(role as keyof typeof agentGroups) ? [group] : [],
                ),
              },
        tenant: {
          id: tenant.id,
          displayName: tenant.display_name,
          defaultDomain: tenant.default_domain,
          country: tenant.country,
          cloud: tenant.cloud,
          partner: actor.partner,
        },
        operator: actor.operator,
        permissions: rights.allowed,
        refused: rights.refused,
        clock: { now: now.toISOString() },
        mode,
      };
    },
  }),
];
