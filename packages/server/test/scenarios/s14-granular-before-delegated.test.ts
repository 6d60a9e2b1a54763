import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people, role } from '../delegated-admin/people.ts';

type Rights = 'all' | 'reads' | 'none';

/** Three people of a partner: in AdminAgents, in both groups, and in the security group only. */
const persons = (partner: string) => [`${partner}.admin`, `${partner}.helpdesk`, `${partner}.user`] as const;

describe('S14 granular rights go before delegated ones, for each partner, customer and person (R68)', () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  beforeAll(async () => {
    server = await startServer();
    by = people(server);
    for (const partner of ['alpha', 'beta']) await intoAdminAgents(`${partner}.helpdesk`, `${partner}.tier1`);
    // Delegated rights only at Woodgrove, both kinds at Litware, granular ones only at Betacorp.
    await given.relationship(server, 'beta', 'woodgrove', { dap: true });
    await given.relationship(server, 'beta', 'litware', { dap: true });
    await given.relationship(server, 'alpha', 'litware', { dap: true });
  });
  afterAll(() => server.stop());

  /** Puts somebody who works at the helpdesk into both groups. */
  async function intoAdminAgents(person: string, group: string): Promise<void> {
    const { tenantId, id } = server.person(person);
    await server.database`
      insert into security_group_member (tenant_id, group_id, member_id, member_kind)
      select ${tenantId}, g.id, ${id}, 'user' from security_group g
       where g.tenant_id = ${tenantId} and (g.agent_group = 'AdminAgents' or g.id = ${by.group(group)})
      on conflict do nothing`;
    await server.database`
      delete from security_group_member m using security_group g
       where m.tenant_id = ${tenantId} and m.member_id = ${id} and g.tenant_id = m.tenant_id and g.id = m.group_id and g.agent_group = 'HelpdeskAgents'`;
  }

  /** What somebody may do inside a customer: change its people, read them only, or neither. */
  async function rights(person: string, customer: string): Promise<Rights> {
    const path = `/v1/customers/${server.tenant(customer).id}/users`;
    const read = await server.call(person, 'GET', path);
    const write = await server.call(person, 'PATCH', `${path}/${server.person(`${customer}.user`).id}`, {
      usageLocation: 'US',
    });
    expect([200, 403]).toContain(read.status);
    expect([200, 403]).toContain(write.status);
    return write.status === 200 ? 'all' : read.status === 200 ? 'reads' : 'none';
  }
  const table = async (partner: string) => {
    const rows: Rights[][] = [];
    for (const person of persons(partner)) {
      const row: Rights[] = [];
      for (const customer of ['woodgrove', 'litware', 'betacorp']) row.push(await rights(person, customer));
      rows.push(row);
    }
    return rows;
  };
  const grant = async (partner: string, customer: string) => {
    const one = await by.active(partner, customer);
    await by.assign(partner, one.id, `${partner}.tier1`, role.globalReader);
    return one.id as string;
  };

  it('is the published table of three people and three customers; and nothing of it comes from another partner', async () => {
    const before = [
      ['all', 'all', 'none'],
      ['all', 'all', 'none'],
      ['none', 'none', 'none'],
    ];
    expect(await table('beta')).toEqual(before);
    const alpha = await table('alpha');
    expect(alpha).toEqual(before);

    const atLitware = await grant('beta', 'litware');
    await grant('beta', 'betacorp');
    const granted = [
      ['all', 'all', 'none'],
      ['all', 'reads', 'reads'],
      ['none', 'reads', 'reads'],
    ];
    expect(await table('beta')).toEqual(granted);
    expect(await table('alpha')).toEqual(alpha);

    // Granular rights of the one and delegated ones of the other at the same customer have nothing to do with each other.
    await grant('alpha', 'betacorp');
    expect(await table('alpha')).toEqual([
      ['all', 'all', 'none'],
      ['all', 'all', 'reads'],
      ['none', 'none', 'reads'],
    ]);
    expect(await table('beta')).toEqual(granted);

    await by.request('beta', atLitware, 'terminate');
    expect(await table('beta')).toEqual([
      ['all', 'all', 'none'],
      ['all', 'all', 'reads'],
      ['none', 'none', 'reads'],
    ]);
  });
});
