import type { Audience, Workspace } from '@multipartner/domain/announcement/announcement.ts';
import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import type { PartnerKind, ProgramStatus } from '@multipartner/domain/tenant/partner.ts';
import type { Transaction } from '../database.ts';

type Json = Readonly<Record<string, unknown>>;

/** Rows of the core's tables as a world is made from; members are the columns, times are ISO 8601. */
export interface WorldRows {
  tenant: {
    id: string;
    key: string | null;
    display_name: string;
    cloud: Cloud;
    country: string;
    created_at: string;
    company: object;
    qualifications: readonly string[];
    default_domain: string;
    is_realm: boolean;
  };
  tenant_domain: { tenant_id: string; name: string; is_initial: boolean; verified_at: string };
  tenant_user: {
    tenant_id: string;
    id: string;
    key: string | null;
    user_principal_name: string;
    display_name: string;
    given_name: string | null;
    surname: string | null;
    usage_location: string;
    mail: string | null;
    password_hash: string | null;
    password_changed_at: string;
    account_enabled: boolean;
    created_at: string;
  };
  directory_role_member: { tenant_id: string; role_id: string; user_id: string };
  security_group: {
    tenant_id: string;
    id: string;
    key: string | null;
    display_name: string;
    agent_group: string | null;
    created_at: string;
  };
  security_group_member: {
    tenant_id: string;
    group_id: string;
    member_id: string;
    member_kind: 'user' | 'application' | 'group';
  };
  application: {
    tenant_id: string;
    client_id: string;
    display_name: string;
    redirect_uris: readonly string[];
    public_client: boolean;
    application_permissions: readonly string[];
    delegated_permissions: readonly string[];
    created_at: string;
  };
  /** `secret_sha256` in PostgreSQL's hexadecimal form, `\x…`. */
  application_credential: {
    tenant_id: string;
    client_id: string;
    id: string;
    kind: 'secret';
    secret_sha256: string;
    hint: string;
  };
  partner: {
    tenant_id: string;
    kind: PartnerKind;
    mpn_id: string;
    global_account_id: string;
    program_status: ProgramStatus;
    mpa_accepted_at: string | null;
    organization_profile: Json;
    legal_profile: Json;
    billing_profile: Json;
    support_profile: Json;
    network_profile: Json;
    customer_count: number;
  };
  reseller_relationship: {
    partner_id: string;
    customer_id: string;
    type: 'reseller' | 'advisor';
    origin: 'invitation' | 'created' | 'extension';
    since: string;
    company_name: string;
    domain: string;
    billing_profile: Json;
  };
  dap_grant: { partner_id: string; customer_id: string; granted_at: string };
  partnership: { provider_id: string; reseller_id: string; since: string };
  agreement_attestation: {
    partner_id: string;
    customer_id: string;
    id: string;
    type: string;
    template_id: string;
    date_agreed: string;
    contact: Json;
    attested_by: string;
    created_at: string;
  };
  announcement: {
    id: string;
    title: string;
    workspace: Workspace;
    audience: readonly Audience[];
    clouds: readonly Cloud[];
    summary: string;
    body: string;
    next_steps: string | null;
    corrects: string | null;
    published_at: string;
    created_at: string;
    created_by: string | null;
    modified_at: string;
  };
  licence_assignment: { tenant_id: string; user_id: string; sku_id: string; assigned_at: string };
}

export type WorldTable = keyof WorldRows;

/** Inserts the rows in one statement. All rows of a call have the same members. */
export async function insertRows<T extends WorldTable>(
  tx: Transaction,
  table: T,
  rows: readonly WorldRows[T][],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first).join(', ');
  await tx.unsafe(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
    [tx.json(rows as never)],
  );
}
