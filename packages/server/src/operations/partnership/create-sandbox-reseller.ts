import { randomUUID } from 'node:crypto';
import { cloudCapabilities } from '@multipartner/domain/cloud/capabilities.ts';
import { isCountry, sameRegion } from '@multipartner/domain/market/markets.ts';
import { decidePartnership } from '@multipartner/domain/relationship/partnership.ts';
import { checkInitialDomain } from '@multipartner/domain/tenant/domain-name.ts';
import { hash } from 'argon2';
import { savePartnership } from '../../store/partnership.ts';
import { grantDap } from '../../store/relationship.ts';
import { countSandboxResellers, markSandboxReseller } from '../../store/sandbox-reseller.ts';
import { findTaken } from '../../store/world/find.ts';
import type { TenantPlan } from '../../world/plan.ts';
import { insertAll } from '../../world/seed.ts';
import { addTenant, noRows } from '../../world/tenant-rows.ts';
import { temporaryPassword } from '../customer/password.ts';
import { act, type Context, Refused, refused, type Work } from '../operation.ts';

export interface NewSandboxReseller {
  readonly mpnId: string;
  readonly domainPrefix: string;
  readonly displayName: string;
  readonly administrator: { readonly userName: string; readonly givenName: string; readonly surname: string };
  readonly country: string;
  /** What the new tenant's company data say besides its name and country. */
  readonly company: Readonly<Record<string, unknown>> & { readonly address: { readonly country: string } };
}

export interface SandboxReseller {
  readonly id: string;
  readonly mpnId: string;
  readonly administratorName: string;
  readonly password: string;
  readonly signedAt: Date;
  readonly signer: { readonly userId: string; readonly userPrincipalName: string; readonly tenantId: string };
  readonly provider: { readonly id: string; readonly name: string; readonly mpn_id: string; readonly country: string };
}

/** Resellers of one provider's sandbox. */
export const mostSandboxResellers = 5;

/**
 * Makes a reseller for a provider's tests: a tenant with an administrator, enrolled, with the partner agreement accepted
 * and a partnership with the provider. Refusals: sandbox-reseller-creation-refused, sandbox-limit,
 * sandbox-tenant-conflict, value-invalid, region-mismatch.
 */
export function createSandboxReseller(context: Context, input: NewSandboxReseller): Promise<SandboxReseller> {
  return create(context, { ...input, id: randomUUID() });
}

const create = act<NewSandboxReseller & { readonly id: string }, SandboxReseller>({
  permission: 'partnership.request',
  kind: 'sandboxReseller.create',
  audited: { resourceType: 'partner_relationship', operationType: 'create_partner_relationship' },
  pairs: ({ tenantId }, { id }) => [{ customerId: id, partnerId: tenantId }],
  body: async (work, input) => {
    const { actor, tx, now } = work;
    if (work.realm.mode !== 'sandbox')
      throw refused('sandbox-reseller-creation-refused', { reason: 'this realm is no sandbox' });
    if (actor.userId === null || actor.partner === null) throw refused('user-required');
    const owner = { partnerId: actor.tenantId };
    if ((await countSandboxResellers(tx, owner)) >= mostSandboxResellers)
      throw refused('sandbox-limit', { limit: mostSandboxResellers });
    const plan = await planOf(work, input);
    const password = temporaryPassword();
    const rows = noRows();
    addTenant(rows, plan, now, {
      idOf: (name) => (name === `tenant/${plan.key}` ? input.id : randomUUID()),
      passwordHash: await hash(password),
      withSamples: true,
    });
    await insertAll(tx, rows);
    await markSandboxReseller(tx, owner, input.id);
    await savePartnership(tx, { providerId: actor.tenantId, resellerId: input.id }, now);
    await grantDap(tx, owner, input.id, now);
    const newValue = { providerId: actor.tenantId, resellerId: input.id, mpnId: input.mpnId, since: now.toISOString() };
    for (const tenantId of [actor.tenantId, input.id]) work.audit({ tenantId, customerId: null, newValue });
    return {
      id: input.id,
      mpnId: input.mpnId,
      administratorName: `${input.administrator.userName}@${plan.initialDomain}`,
      password,
      signedAt: now,
      signer: { userId: actor.userId, userPrincipalName: actor.userPrincipalName ?? '', tenantId: actor.tenantId },
      provider: { id: actor.tenantId, name: actor.tenantName, mpn_id: actor.partner.mpnId, country: actor.country },
    };
  },
});

/** The tenant to be made, when all of it is right and nobody has its names. */
async function planOf(
  { actor, tx }: Work,
  input: NewSandboxReseller,
): Promise<TenantPlan & { readonly initialDomain: string }> {
  const key = input.domainPrefix.toLowerCase();
  const initialDomain = `${key}${cloudCapabilities[actor.cloud].initialDomainSuffix}`;
  const wrong = checkInitialDomain(initialDomain, actor.cloud);
  if (wrong !== null)
    throw refused('value-invalid', {
      field: 'tenant.domainPrefix',
      reason: 'is not a label of letters, digits and hyphens',
    });
  if (!/^\d{1,9}$/.test(input.mpnId)) throw refused('value-invalid', { field: 'mpnId', reason: 'is not a number' });
  if (!isCountry(input.country))
    throw refused('value-invalid', {
      field: 'tenant.country',
      reason: 'is not a country code of two letters (ISO 3166-1)',
    });
  if (!isCountry(input.company.address.country))
    throw refused('value-invalid', {
      field: 'legalBusinessProfile.address.country',
      reason: 'is not a country code of two letters (ISO 3166-1)',
    });
  if (!/^[\w.+-]+$/.test(input.administrator.userName))
    throw refused('value-invalid', { field: 'tenant.adminUserName', reason: 'is not a user name' });
  const party = { tenantId: actor.tenantId, cloud: actor.cloud, programStatus: 'active', mpaAccepted: true } as const;
  const refusal = decidePartnership(
    actor.partner === null ? null : { ...party, ...actor.partner },
    { ...party, kind: 'indirect_reseller' },
    sameRegion(actor.country, input.country),
  );
  if (refusal !== null) throw new Refused(refusal);
  const name = `${input.administrator.userName}@${initialDomain}`.toLowerCase();
  const taken = await findTaken(tx, { key, domains: [initialDomain], names: [name], mpnId: input.mpnId, userIds: [] });
  if (taken.key || taken.domain !== null || taken.name !== null)
    throw refused('sandbox-tenant-conflict', { field: 'tenant.domainPrefix' });
  if (taken.mpnId) throw refused('sandbox-tenant-conflict', { field: 'mpnId' });
  return {
    key,
    displayName: input.displayName,
    cloud: actor.cloud,
    country: input.country,
    initialDomain,
    partner: { kind: 'indirect_reseller', mpnId: input.mpnId, programStatus: 'active', mpaAccepted: true },
    company: input.company,
    users: [
      {
        key: `${key}.${input.administrator.userName}`,
        givenName: input.administrator.givenName,
        surname: input.administrator.surname,
        directoryRoles: ['Global Administrator'],
        agentGroups: ['AdminAgents'],
      },
    ],
  };
}
