import type { Transaction } from '../database.ts';

/** Who the generated customers belong to, and what their people have in common. Ids are tenants' and a user's. */
export interface GenerateOptions {
  readonly customers: number;
  readonly now: Date;
  readonly passwordHash: string;
  readonly globalAdministrator: string;
  readonly agreement: { readonly type: string; readonly templateId: string; readonly attestedBy: string };
  /** Every customer's partner; with delegated administration, and the agreement attested. */
  readonly first: string;
  /** Two thirds' partner: of the even numbers, and of those that leave two when divided by three. */
  readonly second: string;
  /** A third's partner, together with the reseller. */
  readonly provider: string;
  readonly reseller: string;
  /** Another third's. */
  readonly otherProvider: string;
}

/**
 * Adds customers `generated-1` … `generated-N`, each with two to five partners, an administrator and a user. The same
 * number gives the same customers with the same ids. A few statements, whatever the number.
 */
export async function insertGeneratedCustomers(tx: Transaction, o: GenerateOptions): Promise<void> {
  /** A well-formed GUID that follows from the kind of thing and the number. */
  const id = (kind: string) =>
    tx`overlay(overlay(md5('multipartner:generated:' || ${kind}::text || i) placing '5' from 13 for 1) placing '8' from 17 for 1)::uuid`;
  const created = tx`${o.now}::timestamptz - interval '300 days' + i * interval '1 millisecond'`;
  const since = tx`${o.now}::timestamptz - interval '100 days' + (i % 90) * interval '1 day'`;

  await tx`
    create temporary table generated on commit drop as
    select i, id, name, domain, ${created} as created_at, ${since} as since,
           jsonb_build_object('country', 'US', 'city', city, 'state', state, 'addressLine1', i || ' Main Street', 'addressLine2', '', 'postalCode', postal_code,
                              'firstName', 'Dana', 'lastName', 'Castro', 'phoneNumber', '4255550100') as address
      from (select i, ${id('tenant/')} as id, 'customer' || i || '.onmicrosoft.com' as domain,
                   (array['Adventure Works', 'Bellows College', 'Contoso', 'Fabrikam', 'Fourth Coffee', 'Graphic Design Institute', 'Humongous Insurance',
                          'Lucerne Publishing', 'Munson Pickles', 'Northwind Traders', 'Proseware', 'Relecloud', 'Tailspin Toys', 'Trey Research'])[1 + i % 14]
                     || ' ' || i as name,
                   (array['Redmond', 'Buffalo', 'Austin', 'Denver'])[1 + i % 4] as city, (array['WA', 'NY', 'TX', 'CO'])[1 + i % 4] as state,
                   (array['98052', '14203', '78701', '80202'])[1 + i % 4] as postal_code
              from generate_series(1, ${o.customers}::int) as i) as one
     order by id`;
  await tx`
    insert into tenant (id, key, display_name, cloud, country, created_at, company, default_domain)
    select id, 'generated-' || i, name, 'public', 'US', created_at,
           jsonb_build_object('companyName', name, 'email', 'contact@' || domain, 'culture', 'en-US', 'language', 'en', 'address', address), domain
      from generated`;
  await tx`insert into tenant_domain (tenant_id, name, is_initial, verified_at) select id, domain, true, created_at from generated`;
  await tx`
    insert into tenant_user (tenant_id, id, key, user_principal_name, display_name, given_name, surname, usage_location, mail, password_hash, password_changed_at, created_at)
    select g.id, ${id('admin/')}, 'generated-' || i || '.admin', 'admin@' || domain, 'Dana Castro', 'Dana', 'Castro', 'US', 'admin@' || domain, ${o.passwordHash}, created_at, created_at
      from generated g
    union all
    select g.id, ${id('user/')}, 'generated-' || i || '.user', 'user@' || domain, 'Robin Lind', 'Robin', 'Lind', 'US', 'user@' || domain, ${o.passwordHash}, created_at, created_at + interval '1 millisecond'
      from generated g`;
  await tx`insert into directory_role_member (tenant_id, role_id, user_id) select g.id, ${o.globalAdministrator}, ${id('admin/')} from generated g`;

  await tx`
    create temporary table generated_pair on commit drop as
    select i, g.id as customer_id, p.partner_id
      from generated g,
           lateral (values (${o.first}::uuid, true),
                           (${o.second}::uuid, i % 2 = 0 or i % 3 = 2),
                           (${o.provider}::uuid, i % 3 = 0),
                           (${o.reseller}::uuid, i % 3 = 0),
                           (${o.otherProvider}::uuid, i % 3 = 1)) as p (partner_id, applies)
     where p.applies`;
  await tx`
    insert into reseller_relationship (partner_id, customer_id, type, origin, since, company_name, domain, billing_profile)
    select p.partner_id, g.id, 'reseller', 'invitation', g.since, g.name, g.domain,
           jsonb_build_object('firstName', 'Dana', 'lastName', 'Castro', 'email', 'contact@' || g.domain, 'culture', 'en-US', 'language', 'en',
                              'companyName', g.name, 'defaultAddress', g.address)
      from generated_pair p join generated g using (i) order by p.partner_id, g.id`;
  await tx`
    insert into indirect_customer (partner_id, customer_id, reseller_id, since)
    select ${o.provider}, id, ${o.reseller}, since from generated where i % 3 = 0`;
  await tx`insert into dap_grant (partner_id, customer_id, granted_at) select ${o.first}, id, since from generated`;
  await tx`
    insert into agreement_attestation (partner_id, customer_id, id, type, template_id, date_agreed, contact, attested_by, created_at)
    select ${o.first}, g.id, ${id('attestation/')}, ${o.agreement.type}, ${o.agreement.templateId}, since,
           jsonb_build_object('firstName', 'Dana', 'lastName', 'Castro', 'email', 'contact@' || domain, 'phoneNumber', '4255550100'), ${o.agreement.attestedBy}, since
      from generated g`;
  await tx`
    update partner p set customer_count = customer_count + n.customers
      from (select partner_id, count(*)::int as customers from generated_pair group by partner_id) n
     where n.partner_id = p.tenant_id`;
  // The planner is to know at once that the tables grew.
  await tx`analyze tenant, tenant_domain, tenant_user, directory_role_member, reseller_relationship, indirect_customer, dap_grant, agreement_attestation`;
}
