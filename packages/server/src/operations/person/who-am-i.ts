import type { Actor } from '@multipartner/domain/access/actor.ts';
import { ownRights } from '@multipartner/domain/access/own-rights.ts';
import { findDirectoryRole } from '@multipartner/domain/directory-role/roles.ts';
import { type OrganizationRow, organization } from '../../store/tenant.ts';
import { nameOfUser } from '../../store/user.ts';
import { type Context, read } from '../operation.ts';
import type { Mode } from '../realm.ts';

export interface WhoAmI {
  readonly actor: Actor;
  readonly displayName: string | null;
  readonly directoryRoles: readonly string[];
  readonly tenant: OrganizationRow;
  readonly rights: ReturnType<typeof ownRights>;
  readonly now: Date;
  readonly mode: Mode;
}

/** Who the caller is at this instant, and what his roles allow: decided by the functions that decide each request. */
export const whoAmI: (context: Context, input: Record<never, never>) => Promise<WhoAmI> = read<
  Record<never, never>,
  { tenant: OrganizationRow; displayName: string | null },
  WhoAmI
>({
  permission: 'tenant.enter',
  load: (sql, caller) => ({
    tenant: organization(sql, caller.tenantId),
    displayName: nameOfUser(sql, caller.tenantId, caller.userId),
  }),
  answer: ({ actor, facts, now, realm }) => ({
    actor,
    displayName: facts.displayName,
    directoryRoles: actor.directoryRoleIds.map((id) => findDirectoryRole(id)?.name ?? id),
    tenant: facts.tenant,
    rights: ownRights(actor),
    now,
    mode: realm.mode,
  }),
});
