import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import type { PartnerKind, ProgramStatus } from '@multipartner/domain/tenant/partner.ts';
import type { Transaction } from '../database.ts';
import { factsOf, type SubscriptionRow } from '../subscription.ts';

export interface StandingRow {
  readonly key: string;
  readonly displayName: string;
  readonly defaultDomain: string;
  readonly cloud: Cloud;
  readonly country: string;
  readonly company: Readonly<Record<string, unknown>>;
  readonly isRealm: boolean;
  readonly partner: {
    readonly kind: PartnerKind;
    readonly programStatus: ProgramStatus;
    readonly mpaAccepted: boolean;
  } | null;
  readonly agentGroups: readonly string[];
  /** Ids of the people who hold that role. */
  readonly globalAdministrators: readonly string[];
}

/** What the programme knows of a tenant; the tenant is locked until the transaction ends. */
export async function lockStanding(
  tx: Transaction,
  tenantId: string,
  globalAdministrator: string,
): Promise<StandingRow> {
  await tx`select from tenant where id = ${tenantId} for update`;
  const [row] = await tx<[StandingRow]>`
    select coalesce(t.key, split_part(t.default_domain, '.', 1)) as key, t.display_name as "displayName", t.default_domain as "defaultDomain", t.cloud, t.country, t.company,
           t.is_realm as "isRealm",
           (select json_build_object('kind', p.kind, 'programStatus', p.program_status, 'mpaAccepted', p.mpa_accepted_at is not null)
              from partner p where p.tenant_id = t.id) as partner,
           array(select g.agent_group from security_group g where g.tenant_id = t.id and g.agent_group is not null) as "agentGroups",
           array(select r.user_id from directory_role_member r where r.tenant_id = t.id and r.role_id = ${globalAdministrator}) as "globalAdministrators"
      from tenant t where t.id = ${tenantId}`;
  return row;
}

/** Changes what the operator decides of a partner; what is absent stays. */
export async function updateStanding(
  tx: Transaction,
  tenantId: string,
  change: {
    readonly kind?: PartnerKind;
    readonly programStatus?: ProgramStatus;
    readonly mpaAcceptedAt?: Date | null;
    readonly resellerSince?: Date | null;
  },
): Promise<void> {
  await tx`
    update partner
       set kind = ${change.kind ?? tx`kind`}, program_status = ${change.programStatus ?? tx`program_status`},
           mpa_accepted_at = ${change.mpaAcceptedAt === undefined ? tx`mpa_accepted_at` : change.mpaAcceptedAt},
           reseller_since = ${change.resellerSince === undefined ? tx`reseller_since` : change.resellerSince}, version = version + 1
     where tenant_id = ${tenantId}`;
}

/** Everything that partners sold to the tenant, oldest first. */
export async function subscriptionsOfCustomer(tx: Transaction, tenantId: string): Promise<SubscriptionFacts[]> {
  const rows = await tx<{ one: SubscriptionRow }[]>`
    select to_json(s) as one from subscription s where s.customer_id = ${tenantId} order by s.created_at, s.id`;
  return rows.map((row) => factsOf(row.one));
}
