import { type Static, Type } from 'typebox';
import { Attributes, attributesInRequest, links, SeekCollection } from './common.ts';
import { flag, guid, instant, oneOf, text } from './property.ts';

const passwordProfile = Type.Optional(
  Type.Object({
    password: text('Password; only in the answer to the call that sets it'),
    forceChangePassword: flag('Whether it must be changed at the next sign-in'),
  }),
);

const person = {
  userPrincipalName: text('Sign-in name'),
  firstName: text('Given name'),
  lastName: text('Family name'),
  displayName: text('Name, as shown'),
  immutableId: text('Name of the user in the directory that it comes from'),
  phoneNumber: text('Telephone number'),
  usageLocation: text('ISO 3166 code of the country where licences are used'),
  passwordProfile,
  state: oneOf(['active', 'inactive'], '`inactive` when deleted and still restorable'),
};

/** A user of the customer's tenant. */
export const CustomerUser = Type.Object({
  id: Type.String({ description: 'User; a GUID' }),
  ...person,
  userDomainType: oneOf(['none', 'managed', 'federated'], 'Who checks sign-ins of this user'),
  lastDirectorySyncTime: instant('When it was last taken over from the other directory'),
  softDeletionTime: instant('When it was deleted'),
  links,
  attributes: Attributes,
});
export type CustomerUser = Static<typeof CustomerUser>;

export const CustomerUsers = SeekCollection(CustomerUser);

/** A new user, or the members of a user to be changed; `state` active restores a deleted one. */
export const CustomerUserRequest = Type.Object({ id: guid('User'), ...person, attributes: attributesInRequest });
