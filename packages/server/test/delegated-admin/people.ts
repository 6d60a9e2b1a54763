import { randomUUID } from 'node:crypto';
import type { Answer } from '@multipartner/testkit/calls.ts';
import type { TestServer } from '@multipartner/testkit/server.ts';
import { inRealmAct } from 'multipartner/store/act.ts';
import { expect } from 'vitest';

export const relationships = '/v1.0/tenantRelationships/delegatedAdminRelationships';

export const role = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  globalReader: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  directoryReaders: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  userAdministrator: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  helpdeskAdministrator: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  licenseAdministrator: '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
} as const;

export const unified = (...ids: readonly string[]) => ({
  unifiedRoles: ids.map((roleDefinitionId) => ({ roleDefinitionId })),
});

let made = 0;
/** The body of a new relationship with a name of its own. */
export const draft = (change: object = {}) => {
  made += 1;
  return { displayName: `Support ${made}`, duration: 'P730D', accessDetails: unified(role.globalReader), ...change };
};

/**
 * Steps by which people of a world make a granular relationship; each throws with the answer when it is refused. Where a
 * step takes its time, `settle` lets that pass behind what `active` does.
 */
export function people(server: TestServer, settle: () => Promise<unknown> = async () => undefined) {
  const done = (answer: Answer, status: number) => {
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    return answer.body;
  };
  const self = {
    draft: async (partner: string, change: object = {}) =>
      done(await server.call(`${partner}.admin`, 'POST', relationships, draft(change)), 201),
    request: async (partner: string, id: string, action: string) =>
      done(await server.call(`${partner}.admin`, 'POST', `${relationships}/${id}/requests`, { action }), 201),
    approve: async (customer: string, id: string) =>
      done(
        await server.call(
          `${customer}.admin`,
          'POST',
          `/multipartner/v1/delegatedAdminRelationships/${id}/approval`,
          {},
        ),
        200,
      ),
    get: async (partner: string, id: string) =>
      done(await server.call(`${partner}.admin`, 'GET', `${relationships}/${id}`), 200),
    /** An active relationship of the partner with the customer; answers it as the dialect writes it. */
    active: async (partner: string, customer: string, change: object = {}) => {
      const { id } = await self.draft(partner, change);
      await self.request(partner, id, 'lockForApproval');
      await settle();
      await self.approve(customer, id);
      await settle();
      return self.get(partner, id);
    },
    /** `group`: a key of the world, or an id. */
    assign: async (partner: string, id: string, group: string, ...roles: readonly string[]) => {
      const groupId = group.includes('.') ? self.group(group) : group;
      const body = {
        accessContainer: { accessContainerId: groupId, accessContainerType: 'securityGroup' },
        accessDetails: unified(...roles),
      };
      return done(await server.call(`${partner}.admin`, 'POST', `${relationships}/${id}/accessAssignments`, body), 201);
    },
    /** A new security group of the partner without members; answers its id. */
    newGroup: async (partner: string): Promise<string> => {
      const id = randomUUID();
      await server.database`
        insert into security_group (tenant_id, id, display_name, created_at) values (${server.tenant(partner).id}, ${id}, ${id}, realm_now())`;
      return id;
    },
    /** Makes a draft one that an indirect provider has prepared for its reseller, who has not consented yet (R79). */
    prepared: async (id: string, provider: string): Promise<void> => {
      await inRealmAct(server.database, 'realm.test', '*', async (tx) => {
        await tx`update admin_relationship set provider_id = ${server.tenant(provider).id} where id = ${id.slice(0, 36)}`;
      });
    },
    /** Takes every granular relationship out of the world. */
    clear: async (): Promise<void> => {
      await inRealmAct(server.database, 'realm.test', '*', async (tx) => {
        await tx`delete from admin_relationship`;
      });
    },
    group: (key: string): string => {
      const [tenant = ''] = key.split('.');
      const found = server.tenant(tenant).groups.find((one) => one.key === key);
      if (found === undefined) throw new Error(`There is no group ${key}.`);
      return found.id;
    },
  };
  return self;
}
