import { actionsOfRole, type CustomerAction } from '@multipartner/domain/access/customer-administration.ts';
import { directoryRoles } from '@multipartner/domain/directory-role/roles.ts';
import { type Context, read } from '../operation.ts';

export interface GrantableRole {
  readonly id: string;
  readonly name: string;
  readonly privileged: boolean;
  /** Whether a granular relationship may carry it. */
  readonly grantable: boolean;
  /** What it is enough for inside a customer. */
  readonly allows: readonly CustomerAction[];
}

/** Every built-in directory role, and what it is good for (R61, R83). */
export const listRoles: (context: Context, input: Record<never, never>) => Promise<readonly GrantableRole[]> = read<
  Record<never, never>,
  Record<never, never>,
  readonly GrantableRole[]
>({
  permission: 'tenant.enter',
  load: () => ({}),
  answer: () =>
    directoryRoles.map(({ id, name, privileged, gdap }) => ({
      id,
      name,
      privileged,
      grantable: gdap !== 'no',
      allows: actionsOfRole(id),
    })),
});
