import { refuse } from '@multipartner/domain/refusal.ts';
import { isShaped, type ListQuery } from '../../store/condition.ts';
import {
  type DirectoryObjectRow,
  type ObjectPage,
  objectOfTenant,
  whatHoldsPerson,
} from '../../store/directory/objects.ts';
import {
  type DirectoryUserRow,
  peopleOfTenant,
  personOfTenant,
  type UserKey,
  type UserPage,
} from '../../store/directory/users.ts';
import { type Context, refused } from '../operation.ts';
import { readDirectory } from './read.ts';

export type { DirectoryUserRow } from '../../store/directory/users.ts';

const missing = (key: UserKey) =>
  refuse('not-found', { kind: 'user', id: 'id' in key ? key.id : key.userPrincipalName });

/** The living people of the directory that the token is for. */
export const listPeople = readDirectory<ListQuery, { page: UserPage }, UserPage>({
  inside: 'customer.users.read',
  shaped: isShaped,
  load: (sql, tenantId, query) => ({ page: peopleOfTenant(sql, tenantId, query) }),
  answer: ({ facts }) => facts.page,
});

/** Refusals: not-found. */
export const getPerson = readDirectory<UserKey, { person: DirectoryUserRow | null }, DirectoryUserRow>({
  inside: 'customer.users.read',
  load: (sql, tenantId, key) => ({ person: personOfTenant(sql, tenantId, key) }),
  answer: ({ facts }, key) => facts.person ?? missing(key),
});

const readOneself = readDirectory<{ readonly id: string }, { person: DirectoryUserRow | null }, DirectoryUserRow>({
  inside: 'any',
  load: (sql, _tenantId, key, caller) => ({ person: personOfTenant(sql, caller.tenantId, key) }),
  answer: ({ facts }, key) => facts.person ?? missing(key),
});

/** The person of the token, as his own tenant knows him, wherever the token leads. Refusals: user-required. */
export async function getOneself(context: Context): Promise<DirectoryUserRow> {
  return readOneself(context, { id: oneself(context) });
}

/** The id of the token's person. Refusals: user-required. */
export function oneself({ caller }: Context): string {
  if (caller.userId === null) throw refused('user-required');
  return caller.userId;
}

interface HoldersInput {
  readonly key: UserKey;
  readonly transitive: boolean;
  readonly query: ListQuery;
}

/** The groups a person is in, through other groups too when `transitive`, and his directory roles. Refusals: not-found. */
export const listWhatHoldsPerson = readDirectory<HoldersInput, { page: ObjectPage | null }, ObjectPage>({
  inside: 'customer.users.read',
  shaped: ({ query }) => isShaped(query),
  load: (sql, tenantId, { key, query, transitive }) => ({
    page: whatHoldsPerson(sql, tenantId, key, query, { transitive }),
  }),
  answer: ({ facts }, { key }) => facts.page ?? missing(key),
});

/** A person, a group or an application by its id. Refusals: not-found. */
export const getDirectoryObject = readDirectory<
  { readonly id: string },
  { object: DirectoryObjectRow | null },
  DirectoryObjectRow
>({
  inside: 'customer.users.read',
  load: (sql, tenantId, { id }) => ({ object: objectOfTenant(sql, tenantId, id) }),
  answer: ({ facts }, { id }) => facts.object ?? refuse('not-found', { kind: 'directory object', id }),
});
