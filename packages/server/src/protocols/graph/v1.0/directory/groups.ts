import {
  addGroupMember,
  createGroup,
  deleteGroup,
  getGroup,
  listGroupMembers,
  listGroups,
  removeGroupMember,
  updateGroup,
} from '../../../../operations/directory/groups.ts';
import { refused } from '../../../../operations/operation.ts';
import { urlOf } from '../../house/page.ts';
import { type GraphRequest, type GraphRoute, graphRoute } from '../../house/route.ts';
import { readGuid } from '../../resources/answer.ts';
import { directoryEntity, directoryList, usual } from '../../resources/directory/answer.ts';
import { directoryObjectBody, groupBody, usualOfObject } from '../../resources/directory/bodies.ts';
import { readingGroups, writingGroups, writingMembers } from '../../resources/directory/permissions.ts';
import { annotation, readReference } from '../../resources/directory/reference.ts';
import { DirectoryObject, Group, GroupChange, NewGroup, Reference } from '../../resources/directory/schemas.ts';
import { groupShape, objectShape } from '../../resources/directory/shapes.ts';
import { collectionOf } from '../../resources/schemas.ts';

const context = 'groups';
const readGroupId = ({ params }: { params: { groupId: string } }) => readGuid(params.groupId, 'groupId');

export const groupRoutes: readonly GraphRoute[] = [
  graphRoute({
    method: 'GET',
    path: '/groups',
    summary: 'Security groups of the tenant',
    permission: readingGroups,
    options: ['filter', 'select', 'orderby', 'top', 'count', 'skiptoken'],
    shape: groupShape,
    answer: collectionOf(Group),
    handle: async (request) =>
      directoryList(request, context, await listGroups(request.context, request.odata), groupBody),
  }),
  graphRoute({
    method: 'POST',
    path: '/groups',
    summary: 'Make a security group',
    permission: writingGroups,
    body: NewGroup,
    answer: Group,
    status: 201,
    dryRun: true,
    handle: async (request) => {
      const { displayName, mailNickname, description } = request.body;
      const group = await createGroup(request.context, {
        displayName,
        mailNickname,
        description: description ?? null,
        members: readMembers(request),
      });
      request.reply.header('Location', urlOf(request, `/groups/${group.id}`));
      return directoryEntity(request, context, groupBody(group));
    },
  }),
  graphRoute({
    method: 'GET',
    path: '/groups/{groupId}',
    summary: 'One group',
    permission: readingGroups,
    options: ['select'],
    answer: Group,
    handle: async (request) => {
      const groupId = readGroupId(request);
      return directoryEntity(request, context, groupBody(await getGroup(request.context, { groupId })));
    },
  }),
  graphRoute({
    method: 'PATCH',
    path: '/groups/{groupId}',
    summary: 'Rename a group, or describe it',
    permission: writingGroups,
    body: GroupChange,
    status: 204,
    dryRun: true,
    handle: async (request) => {
      const { displayName, description } = request.body;
      if (displayName === undefined && description === undefined)
        throw refused('value-missing', { field: 'displayName' });
      return updateGroup(request.context, {
        groupId: readGroupId(request),
        ...(displayName === undefined ? {} : { displayName }),
        ...(description === undefined ? {} : { description }),
      });
    },
  }),
  graphRoute({
    method: 'DELETE',
    path: '/groups/{groupId}',
    summary: 'Delete a group; assignments to it that are on their way fail',
    permission: writingGroups,
    status: 204,
    dryRun: true,
    handle: (request) => deleteGroup(request.context, { groupId: readGroupId(request) }),
  }),
  ...(['members', 'transitiveMembers'] as const).map((name) =>
    graphRoute({
      method: 'GET',
      path: `/groups/{groupId}/${name}`,
      summary: name === 'members' ? 'Who and what is in a group' : 'The same, through groups in it too',
      permission: readingGroups,
      options: ['filter', 'select', 'orderby', 'top', 'count', 'skiptoken'],
      shape: objectShape,
      answer: collectionOf(DirectoryObject),
      handle: async (request) => {
        const listed = await listGroupMembers(request.context, {
          groupId: readGroupId(request),
          transitive: name === 'transitiveMembers',
          query: request.odata,
        });
        return directoryList(request, 'directoryObjects', listed, (object) => {
          const body = directoryObjectBody(object);
          return usual(request, body, usualOfObject(object, body));
        });
      },
    }),
  ),
  graphRoute({
    method: 'POST',
    path: '/groups/{groupId}/members/$ref',
    summary: 'Put a person, a group or an application into a group',
    permission: writingMembers,
    body: Reference,
    status: 204,
    dryRun: true,
    handle: async (request) => {
      const address = annotation(request.reply, '@odata.id');
      if (address === undefined) throw refused('value-missing', { field: '@odata.id' });
      const member = readReference(address, '@odata.id');
      return addGroupMember(request.context, { groupId: readGroupId(request), member });
    },
  }),
  graphRoute({
    method: 'DELETE',
    path: '/groups/{groupId}/members/{memberId}/$ref',
    summary: 'Take somebody or something out of a group',
    permission: writingMembers,
    status: 204,
    dryRun: true,
    handle: (request) =>
      removeGroupMember(request.context, {
        groupId: readGroupId(request),
        memberId: readGuid(request.params.memberId, 'memberId'),
      }),
  }),
];

/** Members of a new group are references beside the object; owners, which nothing here has, are refused and not lost. */
function readMembers({ reply }: Pick<GraphRequest<string, unknown>, 'reply'>) {
  if (annotation(reply, 'owners@odata.bind') !== undefined)
    throw refused('value-invalid', { field: 'owners@odata.bind', reason: 'is not supported: groups have no owners' });
  const field = 'members@odata.bind';
  const given = annotation(reply, field) ?? [];
  if (!Array.isArray(given)) throw refused('value-invalid', { field, reason: 'is no list of addresses' });
  if (given.length > 20)
    throw refused('value-invalid', { field, reason: `names ${given.length} members; 20 are allowed at once` });
  return given.map((address) => readReference(address, field));
}
