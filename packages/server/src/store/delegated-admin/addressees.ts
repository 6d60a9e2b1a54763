import type { Transaction } from '../database.ts';

/** Addresses of the people who are told of a relationship. */
export interface Addressees {
  /** The partner's Admin agents. */
  readonly partner: readonly string[];
  /** The customer's Global administrators. */
  readonly customer: readonly string[];
}

export async function readAddressees(tx: Transaction, partnerId: string, customerId: string): Promise<Addressees> {
  const [row] = await tx<[Addressees]>`
    select array(select coalesce(u.mail, u.user_principal_name) from security_group g
                   join security_group_member m on m.tenant_id = g.tenant_id and m.group_id = g.id
                   join tenant_user u on u.tenant_id = m.tenant_id and u.id = m.member_id and u.deleted_at is null
                  where g.tenant_id = ${partnerId} and g.agent_group = 'AdminAgents' order by 1) as partner,
           array(select coalesce(u.mail, u.user_principal_name) from directory_role_member r
                   join tenant_user u on u.tenant_id = r.tenant_id and u.id = r.user_id and u.deleted_at is null
                  where r.tenant_id = ${customerId} and r.role_id = '62e90394-69f5-4237-9190-012177145e10' order by 1) as customer`;
  return row;
}
