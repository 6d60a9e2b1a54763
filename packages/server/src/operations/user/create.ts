import { randomUUID } from 'node:crypto';
import { isCountry } from '@multipartner/domain/market/markets.ts';
import { checkUserName } from '@multipartner/domain/user/name.ts';
import { checkPassword } from '@multipartner/domain/user/password.ts';
import argon2 from 'argon2';
import { insertUser, readTenantDirectory, type UserRow } from '../../store/user.ts';
import { allowed, refused } from '../operation.ts';
import { actInside } from './inside.ts';

export interface NewUserInput {
  readonly customerId: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly usageLocation: string | null;
  readonly phoneNumber: string | null;
  readonly immutableId: string | null;
  readonly password: string;
  readonly forceChangePassword: boolean;
}

/** Creates a person in the customer's tenant. Refusals: domain-not-verified, user-name-taken, password-too-weak, value-invalid. */
export const createUser = actInside<NewUserInput, UserRow>({
  action: 'customer.users.create',
  audited: { resourceType: 'customer_user', operationType: 'create_customer_user' },
  body: async ({ tx, now, record }, input) => {
    const directory = await readTenantDirectory(tx, input.customerId);
    allowed(checkUserName(input.userPrincipalName, directory.domains));
    allowed(checkPassword(input.password));
    if (input.usageLocation !== null && !isCountry(input.usageLocation))
      throw refused('value-invalid', { field: 'usageLocation', reason: 'is no country' });
    const id = randomUUID();
    const passwordHash = await argon2.hash(input.password);
    const { customerId: _tenant, password: _password, ...person } = input;
    if (!(await insertUser(tx, input.customerId, { ...person, id, passwordHash }, now))) {
      throw refused('user-name-taken', { name: input.userPrincipalName });
    }
    record({
      newValue: { id, ...person },
      customized: { CustomerUserId: id, UserPrincipalName: input.userPrincipalName },
    });
    return {
      id,
      user_principal_name: input.userPrincipalName,
      display_name: input.displayName,
      given_name: input.firstName,
      surname: input.lastName,
      usage_location: input.usageLocation,
      phone: input.phoneNumber,
      immutable_id: input.immutableId,
      deleted_at: null,
    };
  },
});
