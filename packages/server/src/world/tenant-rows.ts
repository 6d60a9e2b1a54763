import { cloudCapabilities } from '@multipartner/domain/cloud/capabilities.ts';
import { currencyOf } from '@multipartner/domain/market/markets.ts';
import type { WorldRows, WorldTable } from '../store/world/rows.ts';
import { type CompleteCompany, companyOf, personOf } from './company.ts';
import { allApplicationPermissions, allDelegatedPermissions, operatorPermission } from './permissions.ts';
import {
  type AgentGroup,
  agentGroupsOf,
  type PartnerPlan,
  standardUsers,
  type TenantPlan,
  type UserPlan,
} from './plan.ts';
import { roleIds } from './roles.ts';
import { sandboxClientSecret, secretDigest } from './secrets.ts';

export type Rows = { [T in WorldTable]: WorldRows[T][] };

/** What all tenants of a world have in common. */
export interface RowOptions {
  /** Makes the id of a thing from its name: fixed for the demo world, by chance for a tenant made later. */
  readonly idOf: (name: string) => string;
  /** The password of people who are planned without one; null: they cannot sign in by password. */
  readonly passwordHash: string | null;
  /** Whether tenants get what one tries things with: an application whose secret the sandbox shows, and a group of a partner's first tier. */
  readonly withSamples: boolean;
}

export function noRows(): Rows {
  return {
    tenant: [],
    tenant_domain: [],
    tenant_user: [],
    directory_role_member: [],
    security_group: [],
    security_group_member: [],
    application: [],
    application_credential: [],
    partner: [],
    reseller_relationship: [],
    dap_grant: [],
    partnership: [],
    agreement_attestation: [],
    licence_assignment: [],
    announcement: [],
  };
}

/** Adds everything of one tenant: domains, people, groups, its application and its standing in the programme. */
export function addTenant(rows: Rows, plan: TenantPlan, createdAt: Date, options: RowOptions): string {
  const id = options.idOf(`tenant/${plan.key}`);
  const initial = plan.initialDomain ?? `${plan.key}${cloudCapabilities[plan.cloud].initialDomainSuffix}`;
  const domain = plan.customDomain ?? initial;
  const company = { ...companyOf(plan.key, plan.displayName, plan.country, domain), ...plan.company };
  const at = createdAt.toISOString();
  rows.tenant.push({
    id,
    key: plan.key,
    display_name: plan.displayName,
    cloud: plan.cloud,
    country: plan.country,
    created_at: at,
    company,
    qualifications: plan.qualifications ?? [],
    default_domain: domain,
    is_realm: plan.operator === true,
  });
  for (const name of new Set([initial, domain]))
    rows.tenant_domain.push({ tenant_id: id, name, is_initial: name === initial, verified_at: at });

  const users = plan.users ?? standardUsers(plan.key, plan.partner?.kind ?? null);
  const idByKey = new Map(
    users.map((user, index) => [
      user.key,
      addUser(rows, plan, id, domain, user, new Date(createdAt.getTime() + index), options),
    ]),
  );
  if (plan.partner !== null) {
    const groups = agentGroupRows(plan.key, id, agentGroupsOf(plan.partner.kind), createdAt, options.idOf);
    addAgentGroups(rows, groups, users, idByKey);
    if (options.withSamples) addTierOne(rows, plan, id, idByKey, new Date(createdAt.getTime() + 10), options);
    rows.partner.push(partnerRow(id, plan.displayName, domain, company, plan.partner, createdAt));
  }
  if (options.withSamples) addApplication(rows, plan, id, at, options);
  return id;
}

function addUser(
  rows: Rows,
  plan: TenantPlan,
  tenantId: string,
  domain: string,
  user: UserPlan,
  createdAt: Date,
  options: RowOptions,
): string {
  const id = options.idOf(`user/${user.key}`);
  const person = personOf(user.key);
  const givenName = user.givenName ?? person.givenName;
  const surname = user.surname ?? person.surname;
  const name = user.userPrincipalName ?? `${user.key.slice(user.key.indexOf('.') + 1)}@${domain}`;
  rows.tenant_user.push({
    tenant_id: tenantId,
    id,
    key: user.key,
    user_principal_name: name,
    display_name: user.displayName ?? `${givenName} ${surname}`,
    given_name: givenName,
    surname,
    usage_location: plan.country,
    mail: name,
    password_hash: user.passwordHash === undefined ? options.passwordHash : user.passwordHash,
    password_changed_at: createdAt.toISOString(),
    account_enabled: true,
    created_at: createdAt.toISOString(),
  });
  for (const role of user.directoryRoles ?? []) {
    rows.directory_role_member.push({ tenant_id: tenantId, role_id: roleIds[role] as string, user_id: id });
  }
  return id;
}

/** The built-in groups behind the agent roles (R161). */
export function agentGroupRows(
  key: string,
  tenantId: string,
  groups: readonly AgentGroup[],
  at: Date,
  idOf: RowOptions['idOf'],
): Rows['security_group'] {
  return groups.map((group) => ({
    tenant_id: tenantId,
    id: idOf(`group/${key}/${group}`),
    key: `${key}.${group}`,
    display_name: group,
    agent_group: group,
    created_at: at.toISOString(),
  }));
}

function addAgentGroups(
  rows: Rows,
  groups: Rows['security_group'],
  users: readonly UserPlan[],
  idByKey: ReadonlyMap<string, string>,
): void {
  rows.security_group.push(...groups);
  for (const group of groups) {
    for (const user of users) {
      if (user.agentGroups?.some((name) => name === group.agent_group) !== true) continue;
      rows.security_group_member.push({
        tenant_id: group.tenant_id,
        group_id: group.id,
        member_id: idByKey.get(user.key) as string,
        member_kind: 'user',
      });
    }
  }
}

function addTierOne(
  rows: Rows,
  plan: TenantPlan,
  tenantId: string,
  idByKey: ReadonlyMap<string, string>,
  at: Date,
  options: RowOptions,
): void {
  const groupId = options.idOf(`group/${plan.key}/tier1`);
  rows.security_group.push({
    tenant_id: tenantId,
    id: groupId,
    key: `${plan.key}.tier1`,
    display_name: 'Tier 1 support',
    agent_group: null,
    created_at: at.toISOString(),
  });
  for (const key of [`${plan.key}.user`, `${plan.key}.helpdesk`]) {
    const member = idByKey.get(key);
    if (member !== undefined)
      rows.security_group_member.push({
        tenant_id: tenantId,
        group_id: groupId,
        member_id: member,
        member_kind: 'user',
      });
  }
}

function addApplication(rows: Rows, plan: TenantPlan, tenantId: string, at: string, options: RowOptions): void {
  const clientId = options.idOf(`application/${plan.key}`);
  const secret = sandboxClientSecret(clientId);
  rows.application.push({
    tenant_id: tenantId,
    client_id: clientId,
    display_name: `${plan.displayName} integration`,
    redirect_uris: ['http://localhost'],
    public_client: true,
    application_permissions:
      plan.operator === true ? [...allApplicationPermissions, operatorPermission] : allApplicationPermissions,
    delegated_permissions: allDelegatedPermissions,
    created_at: at,
  });
  rows.application_credential.push({
    tenant_id: tenantId,
    client_id: clientId,
    id: options.idOf(`secret/${plan.key}`),
    kind: 'secret',
    secret_sha256: `\\x${secretDigest(secret).toString('hex')}`,
    hint: secret.slice(0, 3),
  });
}

/** The programme's record of a partner, with every profile filled from the company's data. */
export function partnerRow(
  tenantId: string,
  displayName: string,
  domain: string,
  company: CompleteCompany,
  partner: PartnerPlan,
  at: Date,
): WorldRows['partner'] {
  const { firstName, lastName, phoneNumber, ...place } = company.address;
  const contact = { firstName, lastName, email: company.email, phoneNumber };
  return {
    tenant_id: tenantId,
    kind: partner.kind,
    mpn_id: partner.mpnId,
    global_account_id: globalAccountOf(partner.mpnId),
    program_status: partner.programStatus,
    mpa_accepted_at: partner.mpaAccepted ? at.toISOString() : null,
    organization_profile: {
      companyName: displayName,
      defaultAddress: company.address,
      email: company.email,
      language: company.language,
      culture: company.culture,
      domain,
    },
    legal_profile: {
      companyName: displayName,
      address: company.address,
      primaryContact: contact,
      companyApproverAddress: place,
      companyApproverEmail: company.email,
      vettingStatus: 'authorized',
      vettingSubStatus: 'none',
      ...(company.organizationRegistrationNumber === undefined
        ? {}
        : { organizationRegistrationNumber: company.organizationRegistrationNumber }),
    },
    billing_profile: {
      companyName: displayName,
      address: place,
      primaryContact: contact,
      purchaseOrderNumber: '',
      taxId: '',
      billingCurrency: currencyOf(company.address.country),
    },
    support_profile: { email: `support@${domain}`, telephone: phoneNumber, website: `www.${domain}` },
    network_profile: { partnerName: displayName, mpnId: partner.mpnId },
    customer_count: 0,
  };
}

/** The parent account's id is another number than any location's, and never used on an order (R9). */
function globalAccountOf(mpnId: string): string {
  return String(Number(mpnId) + 1_000_000_000);
}
