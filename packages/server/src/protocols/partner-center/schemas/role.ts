import { type Static, Type } from 'typebox';
import { Attributes, Collection, SeekCollection } from './common.ts';
import { guid, text } from './property.ts';

/** A role in the customer's directory. */
export const DirectoryRole = Type.Object({
  id: Type.String({ description: 'Role; a GUID' }),
  name: text('Name of the role'),
  attributes: Attributes,
});
export type DirectoryRole = Static<typeof DirectoryRole>;

export const DirectoryRoles = Collection(DirectoryRole);

/** A user as holder of a role. */
export const UserMember = Type.Object({
  id: Type.String({ description: 'User; a GUID' }),
  displayName: text('Name, as shown'),
  userPrincipalName: text('Sign-in name'),
  roleId: guid('Role'),
  attributes: Attributes,
});
export type UserMember = Static<typeof UserMember>;

export const UserMembers = SeekCollection(UserMember);

export const UserMemberRequest = Type.Object({
  id: guid('User that shall hold the role'),
  displayName: text('Name, as shown'),
  userPrincipalName: text('Sign-in name'),
});
