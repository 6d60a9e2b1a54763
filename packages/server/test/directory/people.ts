import type { TestServer } from '@multipartner/testkit/server.ts';
import { expect } from 'vitest';

/** The body of a new person of Woodgrove as the .NET client sends it: PascalCase, with nulls and unset dates. */
export const newUser = (name: string) => ({
  UserPrincipalName: `${name}@woodgrove.onmicrosoft.com`,
  DisplayName: name,
  FirstName: 'First',
  LastName: null,
  UsageLocation: 'US',
  PasswordProfile: { Password: 'abCD123*xyz', ForceChangePassword: true },
  LastDirectorySyncTime: '0001-01-01T00:00:00',
  Attributes: { ObjectType: 'CustomerUser' },
});

/** Alpha's admin agent creates a person of Woodgrove; the answer as the wire has it. */
// biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
export async function createPerson(server: TestServer, name: string): Promise<any> {
  const path = `/v1/customers/${server.tenant('woodgrove').id}/users`;
  const { status, body } = await server.call('alpha.admin', 'POST', path, newUser(name));
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

/** Makes a person of a tenant hold a directory role, as the tenant's own administrator would. */
export async function holdsRole(server: TestServer, person: string, roleId: string): Promise<void> {
  const { tenantId, id } = server.person(person);
  await server.database`insert into directory_role_member (tenant_id, role_id, user_id) values (${tenantId}, ${roleId}, ${id})`;
}
