import { randomUUID } from 'node:crypto';
import { permits } from '@multipartner/domain/access/permission.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { isShaped, type ListQuery } from '../../store/condition.ts';
import { pairsOfWaiting, stopAssignmentsOf } from '../../store/directory/assignments.ts';
import {
  deleteGroup as deleteRow,
  type GroupPage,
  type GroupRow,
  groupOfTenant,
  groupsOfTenant,
  insertGroup,
  lockGroup,
  saveGroup,
} from '../../store/directory/groups.ts';
import {
  addGroupMember as addRow,
  findMember,
  membersOfGroup,
  type ObjectPage,
  removeGroupMember as removeRow,
} from '../../store/directory/objects.ts';
import type { UserKey } from '../../store/directory/users.ts';
import { act, Refused, refused, type Work } from '../operation.ts';
import { atHomeOnly, readDirectory } from './read.ts';

export type { GroupRow } from '../../store/directory/groups.ts';
export type { DirectoryObjectRow } from '../../store/directory/objects.ts';
export type { UserKey } from '../../store/directory/users.ts';

const missing = (id: string) => refuse('not-found', { kind: 'group', id });

/** The groups of the directory that the token is for. */
export const listGroups = readDirectory<ListQuery, { page: GroupPage }, GroupPage>({
  inside: 'customer.users.read',
  shaped: isShaped,
  load: (sql, tenantId, query) => ({ page: groupsOfTenant(sql, tenantId, query) }),
  answer: ({ facts }) => facts.page,
});

/** Refusals: not-found. */
export const getGroup = readDirectory<{ readonly groupId: string }, { group: GroupRow | null }, GroupRow>({
  inside: 'customer.users.read',
  load: (sql, tenantId, { groupId }) => ({ group: groupOfTenant(sql, tenantId, groupId) }),
  answer: ({ facts }, { groupId }) => facts.group ?? missing(groupId),
});

interface MembersInput {
  readonly groupId: string;
  readonly transitive: boolean;
  readonly query: ListQuery;
}

/** The members of a group; those of groups inside it too when `transitive`. Refusals: not-found. */
export const listGroupMembers = readDirectory<MembersInput, { page: ObjectPage | null }, ObjectPage>({
  inside: 'customer.users.read',
  shaped: ({ query }) => isShaped(query),
  load: (sql, tenantId, { groupId, query, transitive }) => ({
    page: membersOfGroup(sql, tenantId, groupId, query, { transitive }),
  }),
  answer: ({ facts }, { groupId }) => facts.page ?? missing(groupId),
});

const audited = (operationType: string) => ({ resourceType: 'security_group', operationType });

/** What a log shows of a group. */
const recorded = ({ id, display_name, description, mail_nickname }: GroupRow) => ({
  id,
  displayName: display_name,
  description,
  mailNickname: mail_nickname,
});

export interface NewGroupInput {
  readonly displayName: string;
  readonly mailNickname: string;
  readonly description: string | null;
  readonly members: readonly UserKey[];
}

/** Makes a security group. Refusals: value-invalid for a name that is empty or a member that does not exist. */
export const createGroup = atHomeOnly(
  'group.create',
  act<NewGroupInput, GroupRow>({
    permission: 'group.create',
    kind: 'group.create',
    audited: audited('create_security_group'),
    pairs: () => [],
    body: async ({ tx, actor, now, audit }, input) => {
      const group = await insertGroup(
        tx,
        actor.tenantId,
        {
          id: randomUUID(),
          displayName: checkedName(input.displayName),
          description: input.description,
          mailNickname: input.mailNickname,
        },
        now,
      );
      const memberIds: string[] = [];
      for (const key of input.members) {
        const member = await findMember(tx, actor.tenantId, key);
        if (member === null) throw noSuchMember('members@odata.bind', key);
        await addRow(tx, actor.tenantId, group.id, member);
        memberIds.push(member.id);
      }
      audit({ newValue: { ...recorded(group), ...(memberIds.length === 0 ? {} : { memberIds }) } });
      return group;
    },
  }),
);

export interface GroupChange {
  readonly groupId: string;
  readonly displayName?: string;
  readonly description?: string | null;
}

/** Renames a group, or describes it. Refusals: not-found, value-invalid for a name of a built-in group. */
export const updateGroup = atHomeOnly(
  'group.update',
  act<GroupChange, void>({
    permission: 'group.update',
    kind: 'group.update',
    audited: audited('update_security_group'),
    pairs: () => [],
    body: async (work, { groupId, displayName, description }) => {
      const group = await held(work, groupId);
      if (displayName !== undefined && group.agent_group !== null && displayName !== group.display_name)
        throw builtIn('displayName', group, 'keeps its name');
      const changed = {
        ...group,
        ...(displayName === undefined ? {} : { display_name: checkedName(displayName) }),
        ...(description === undefined ? {} : { description }),
      };
      await saveGroup(work.tx, work.actor.tenantId, changed);
      work.audit({ oldValue: recorded(group), newValue: recorded(changed) });
    },
  }),
);

/**
 * Deletes a group. Access assignments to it that are on their way fail; active ones dangle: they can be read and taken
 * away, and nobody holds anything by them. Refusals: not-found, value-invalid for a built-in group.
 */
export const deleteGroup = atHomeOnly(
  'group.delete',
  act<{ readonly groupId: string }, void>({
    permission: 'group.delete',
    kind: 'group.delete',
    audited: audited('delete_security_group'),
    pairs: () => [],
    pairsOf: (sql, caller, { groupId }) => pairsOfWaiting(sql, caller.tenantId, groupId),
    body: async (work, { groupId }) => {
      const { tx, actor, now } = work;
      const group = await held(work, groupId);
      if (group.agent_group !== null) throw builtIn('id', group, 'cannot be deleted');
      const stopped = await stopAssignmentsOf(tx, actor.tenantId, groupId, now);
      await deleteRow(tx, actor.tenantId, groupId);
      work.audit({ oldValue: recorded(group) });
      for (const { id, relationshipId, customerId, failed } of stopped) {
        for (const tenantId of [actor.tenantId, customerId]) {
          if (tenantId === null) continue;
          work.audit({
            tenantId,
            customerId,
            resourceType: 'granular_admin_access_assignment',
            operationType: 'granular_admin_access_assignment_updated',
            newValue: { id, relationshipId, groupId },
            customized: { reason: 'group-deleted', failed: failed ? 'assignment' : 'change of roles' },
          });
        }
      }
    },
  }),
);

/**
 * Makes somebody, or something, a member. Who is in a group of agents is decided by Global and User administrators
 * (R161). Refusals: not-found, role-not-sufficient, value-invalid.
 */
export const addGroupMember = atHomeOnly(
  'group.members.add',
  act<{ readonly groupId: string; readonly member: UserKey }, void>({
    permission: 'group.members.add',
    kind: 'group.members.add',
    audited: audited('add_group_member'),
    pairs: () => [],
    body: async (work, { groupId, member: key }) => {
      const group = await heldForMembers(work, groupId);
      const member = await findMember(work.tx, work.actor.tenantId, key);
      if (member === null) throw noSuchMember('@odata.id', key);
      if (member.id === groupId)
        throw refused('value-invalid', { field: '@odata.id', reason: 'is the group itself, which cannot hold itself' });
      if (!(await addRow(work.tx, work.actor.tenantId, groupId, member)))
        throw refused('value-invalid', {
          field: '@odata.id',
          reason: `names ${member.id}, and such a reference already exists among the members`,
        });
      work.audit({
        newValue: { groupId, displayName: group.display_name, memberId: member.id, memberKind: member.kind },
      });
    },
  }),
);

/** Takes a member out. Refusals: not-found for the group or the membership, role-not-sufficient. */
export const removeGroupMember = atHomeOnly(
  'group.members.remove',
  act<{ readonly groupId: string; readonly memberId: string }, void>({
    permission: 'group.members.remove',
    kind: 'group.members.remove',
    audited: audited('remove_group_member'),
    pairs: () => [],
    body: async (work, { groupId, memberId }) => {
      const group = await heldForMembers(work, groupId);
      if (!(await removeRow(work.tx, work.actor.tenantId, groupId, memberId)))
        throw refused('not-found', { kind: 'member of the group', id: memberId });
      work.audit({ oldValue: { groupId, displayName: group.display_name, memberId } });
    },
  }),
);

async function held({ tx, actor }: Work, groupId: string): Promise<GroupRow> {
  const group = await lockGroup(tx, actor.tenantId, groupId);
  if (group === null) throw new Refused(missing(groupId));
  return group;
}

async function heldForMembers(work: Work, groupId: string): Promise<GroupRow> {
  const group = await held(work, groupId);
  const refusal = group.agent_group === null ? null : permits('agentGroup.members.update', work.actor);
  if (refusal !== null) throw new Refused(refusal);
  return group;
}

function checkedName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > 256)
    throw refused('value-invalid', { field: 'displayName', reason: 'has not one to 256 characters' });
  return trimmed;
}

const builtIn = (field: string, group: GroupRow, what: string) =>
  refused('value-invalid', { field, reason: `is of the built-in group ${group.agent_group}, which ${what}` });

const noSuchMember = (field: string, key: UserKey) =>
  refused('value-invalid', {
    field,
    reason: `refers to ${'id' in key ? key.id : key.userPrincipalName}, which does not exist in the tenant`,
  });
