import { randomUUID } from 'node:crypto';
import { cloudCapabilities } from '@multipartner/domain/cloud/capabilities.ts';
import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import { isCountry } from '@multipartner/domain/market/markets.ts';
import type { PartnerKind, ProgramStatus } from '@multipartner/domain/tenant/partner.ts';
import { hash } from 'argon2';
import type { Transaction } from '../../store/database.ts';
import { findTaken, freeMpnId } from '../../store/world/find.ts';
import { type AgentGroup, agentGroupsOf, standardUsers, type TenantPlan, type UserPlan } from '../../world/plan.ts';
import { roleIds } from '../../world/roles.ts';
import { insertAll } from '../../world/seed.ts';
import { addTenant, noRows, type RowOptions } from '../../world/tenant-rows.ts';
import { deny, requireKindInCloud } from './refusal.ts';

export interface NewUser {
  readonly id?: string;
  readonly key?: string;
  readonly userPrincipalName?: string;
  readonly displayName?: string;
  readonly givenName?: string;
  readonly surname?: string;
  readonly password?: string;
  readonly directoryRoles?: readonly string[];
  readonly agentGroups?: readonly AgentGroup[];
}

export interface NewTenant {
  readonly key?: string;
  readonly displayName: string;
  readonly domain?: string;
  readonly country: string;
  readonly cloud?: Cloud;
  readonly partner?: {
    readonly kind: PartnerKind;
    readonly mpnId?: string;
    readonly programStatus?: ProgramStatus;
    readonly mpaAccepted?: boolean;
  } | null;
  readonly users?: readonly NewUser[];
  /** Members that differ from the generated, complete company data; null takes one away. */
  readonly company?: Readonly<Record<string, unknown>>;
}

/** A wish that was read: everything but what only the database knows. */
interface ReadTenant {
  readonly wanted: NewTenant;
  readonly country: string;
  readonly cloud: Cloud;
  readonly names: Names;
  readonly domains: readonly string[];
  readonly users: readonly ReadUser[];
}

/** Reads a wish; people's passwords are hashed. Refusals: value-invalid, domain-not-verified, capability-not-in-cloud. */
export async function readNewTenant(wanted: NewTenant): Promise<ReadTenant> {
  const country = readCountry(wanted.country);
  const cloud = wanted.cloud ?? 'public';
  if (wanted.partner != null) requireKindInCloud(wanted.partner.kind, cloud);
  const names = readNames(wanted, cloud);
  const domains = [...new Set([names.initialDomain, names.customDomain ?? names.initialDomain])];
  return { wanted, country, cloud, names, domains, users: await readUsers(wanted, names.key, domains) };
}

/**
 * Makes a tenant: its domains, people, groups and standing in the programme. No act may go on beside this one.
 * Refusals: key-taken, tenant-domain-taken.
 */
export async function makeTenant(
  tx: Transaction,
  { wanted, country, cloud, names, domains, users }: ReadTenant,
  now: Date,
  options: Pick<RowOptions, 'passwordHash' | 'withSamples'>,
): Promise<string> {
  const { key, initialDomain, customDomain } = names;
  const signIns = users.map((user) => (user.userPrincipalName as string).toLowerCase());
  const mpnId = wanted.partner?.mpnId ?? null;
  const userIds = users.flatMap((user) => user.id ?? []);
  const taken = await findTaken(tx, { key, domains, names: signIns, mpnId, userIds });
  if (taken.key) throw deny('key-taken', { field: wanted.key === undefined ? 'displayName' : 'key', key });
  if (taken.domain !== null) throw deny('tenant-domain-taken', { field: 'domain', domain: taken.domain });
  if (taken.mpnId) throw deny('key-taken', { field: 'partner.mpnId', mpnId: mpnId ?? '' });
  if (taken.userId !== null) throw deny('key-taken', { field: 'users', id: taken.userId });
  if (taken.name !== null) throw deny('key-taken', { field: 'users', userPrincipalName: taken.name });
  const plan: TenantPlan = {
    key,
    displayName: wanted.displayName,
    cloud,
    country,
    initialDomain,
    ...(customDomain === undefined ? {} : { customDomain }),
    partner:
      wanted.partner == null
        ? null
        : {
            kind: wanted.partner.kind,
            mpnId: mpnId ?? (await freeMpnId(tx)),
            programStatus: wanted.partner.programStatus ?? 'active',
            mpaAccepted: wanted.partner.mpaAccepted ?? true,
          },
    users,
    ...(wanted.company === undefined ? {} : { company: wanted.company }),
  };
  const rows = noRows();
  const ids = new Map(
    users.flatMap((user) => (user.id === undefined ? [] : [[`user/${user.key}` as string, user.id] as const])),
  );
  const tenantId = addTenant(rows, plan, now, { idOf: (name) => ids.get(name) ?? randomUUID(), ...options });
  await insertAll(tx, rows);
  return tenantId;
}

function readCountry(value: string): string {
  const country = value.toUpperCase();
  if (!isCountry(country)) {
    throw deny('value-invalid', {
      field: 'country',
      reason: 'is no country in which the programme sells (two letters, ISO 3166-1)',
    });
  }
  return country;
}

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

interface Names {
  readonly key: string;
  readonly initialDomain: string;
  readonly customDomain?: string;
}

/** The key, the initial domain in the cloud's own form, and a domain of its own if that was asked for. */
function readNames(wanted: NewTenant, cloud: Cloud): Names {
  const suffix = cloudCapabilities[cloud].initialDomainSuffix;
  const asked = wanted.domain?.toLowerCase();
  const initialLabel = asked?.endsWith(suffix) === true ? asked.slice(0, -suffix.length) : undefined;
  const foreign = Object.values(cloudCapabilities)
    .map((one) => one.initialDomainSuffix)
    .some((other) => other !== suffix && asked?.endsWith(other) === true);
  if (
    asked !== undefined &&
    (foreign ||
      initialLabel?.includes('.') === true ||
      !asked.includes('.') ||
      !asked.split('.').every((part) => label.test(part)))
  ) {
    throw deny('value-invalid', {
      field: 'domain',
      reason: `is not a domain name that a tenant of this cloud can have; initial domains end in ${suffix}`,
    });
  }
  const slug = wanted.displayName
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '')
    .slice(0, 40);
  const key = wanted.key ?? initialLabel ?? asked?.split('.')[0] ?? slug;
  if (!label.test(key) || /^generated-\d+$/.test(key)) {
    throw deny('value-invalid', {
      field: wanted.key === undefined ? 'displayName' : 'key',
      reason: 'gives no key: small letters, digits and hyphens, and not the name of a generated customer',
    });
  }
  const initialDomain = initialLabel === undefined ? `${key}${suffix}` : `${initialLabel}${suffix}`;
  return { key, initialDomain, ...(asked === undefined || initialLabel !== undefined ? {} : { customDomain: asked }) };
}

type ReadUser = UserPlan & { readonly id?: string; readonly password?: string };

/** The people asked for, with whole keys and names; the standard ones when none were. */
async function readUsers(wanted: NewTenant, key: string, domains: readonly string[]): Promise<ReadUser[]> {
  const kind = wanted.partner?.kind ?? null;
  const domain = domains.at(-1) as string;
  const plans: readonly NewUser[] = wanted.users ?? standardUsers(key, kind);
  const seen = new Set<string>();
  const users: ReadUser[] = [];
  for (const [index, user] of plans.entries()) {
    const field = `users.${index}`;
    const named = user.key ?? user.userPrincipalName?.split('@')[0] ?? `user${index + 1}`;
    const whole = named.includes('.') && user.key !== undefined ? named : `${key}.${named}`;
    if (!whole.startsWith(`${key}.`))
      throw deny('value-invalid', { field: `${field}.key`, reason: `does not begin with "${key}."` });
    const name = user.userPrincipalName ?? `${whole.slice(key.length + 1)}@${domain}`;
    if (!/^[^@\s]+@[^@\s]+$/.test(name))
      throw deny('value-invalid', {
        field: `${field}.userPrincipalName`,
        reason: 'is not a user name of the form name@domain',
      });
    if (!domains.includes(name.slice(name.indexOf('@') + 1).toLowerCase()))
      throw deny('domain-not-verified', { field: `${field}.userPrincipalName`, userPrincipalName: name });
    for (const one of [whole, name.toLowerCase(), ...(user.id === undefined ? [] : [user.id.toLowerCase()])]) {
      if (seen.has(one)) throw deny('value-invalid', { field, reason: `repeats "${one}"` });
      seen.add(one);
    }
    const unknown = user.directoryRoles?.find((role) => roleIds[role] === undefined);
    if (unknown !== undefined) {
      throw deny('value-invalid', {
        field: `${field}.directoryRoles`,
        reason: `holds "${unknown}", which is none of ${Object.keys(roleIds).join(', ')}`,
      });
    }
    const groups: readonly AgentGroup[] = kind === null ? [] : agentGroupsOf(kind);
    const foreign = user.agentGroups?.find((group) => !groups.includes(group));
    if (foreign !== undefined)
      throw deny('value-invalid', {
        field: `${field}.agentGroups`,
        reason: `holds "${foreign}", which this kind of tenant does not have`,
      });
    const { password, ...plan } = user;
    users.push({
      ...plan,
      key: whole,
      userPrincipalName: name,
      ...(password === undefined ? {} : { password, passwordHash: await hash(password) }),
    });
  }
  return users;
}
