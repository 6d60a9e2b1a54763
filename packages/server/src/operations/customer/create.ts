import { randomUUID } from 'node:crypto';
import { directoryRole } from '@multipartner/domain/access/actor.ts';
import { type Company, missingCompanyData } from '@multipartner/domain/market/company.ts';
import { isCountry, sameMarket } from '@multipartner/domain/market/markets.ts';
import { checkRegistration } from '@multipartner/domain/market/registration.ts';
import { type Creation, decideCreation } from '@multipartner/domain/relationship/creation.ts';
import { checkInitialDomain, wholeInitialDomain } from '@multipartner/domain/tenant/domain-name.ts';
import { hash } from 'argon2';
import { type CustomerRow, readCustomer } from '../../store/customer.ts';
import { lockPartnership } from '../../store/partnership.ts';
import {
  addIndirectCustomer,
  countRelationships,
  grantDap,
  readParty,
  saveRelationship,
} from '../../store/relationship.ts';
import { insertFirstAdministrator, insertTenant, readDomainTaken } from '../../store/tenant.ts';
import { giveDefaultGranular } from '../delegated-admin/default.ts';
import { billingProfileOf } from '../invitation/accept.ts';
import { act, allowed, type Context, Refused, refused, type Work } from '../operation.ts';
import { temporaryPassword } from './password.ts';

export interface NewCustomer {
  readonly domain: string;
  readonly companyName: string;
  readonly email: string;
  readonly culture: string;
  readonly language: string;
  readonly address: Readonly<Record<string, string>>;
  readonly organizationRegistrationNumber: string | null;
  /** The indirect reseller that brings the customer (R41). */
  readonly resellerId: string | null;
  /** Whether granular administration by default was asked for; null: nothing was said. */
  readonly defaultGdap: boolean | null;
}

export interface CreatedCustomer {
  readonly customer: CustomerRow;
  /** Of the first administrator; shown this once only (R40). */
  readonly credentials: { readonly userName: string; readonly password: string };
  readonly resellerId: string | null;
  readonly defaultGdap: boolean | null;
}

/** Besides its clouds' own endings, the sandbox knows the one of the vendor's test customers. */
const sandboxEndings = ['.ccsctp.net'];

/**
 * Makes a tenant, its first administrator and the relationship with the creator, and with the reseller it names
 * (R39–R41). Refusals: those of decideCreation, value-invalid, registration-number-*, phone-missing, user-required.
 */
export function createCustomer(context: Context, input: NewCustomer): Promise<CreatedCustomer> {
  return create(context, { ...input, customerId: randomUUID() });
}

type Input = NewCustomer & { readonly customerId: string };

const create = act<Input, CreatedCustomer>({
  permission: 'customer.create',
  kind: 'customer.create',
  audited: { resourceType: 'customer', operationType: 'add_customer' },
  pairs: ({ tenantId }, { customerId, resellerId }) => [
    { customerId, partnerId: tenantId },
    ...(resellerId === null ? [] : [{ customerId, partnerId: resellerId }]),
  ],
  body: async (work, asked) => {
    const { actor, tx, now } = work;
    const input = { ...asked, domain: wholeInitialDomain(asked.domain, actor.cloud) };
    const creation = await decide(work, input);
    const country = (input.address.country as string).toUpperCase();
    const company = companyOf(input);
    const password = temporaryPassword();
    const made = await insertTenant(tx, {
      id: input.customerId,
      displayName: input.companyName,
      cloud: actor.cloud,
      country,
      createdAt: now,
      company,
      domain: input.domain,
    });
    if (!made) throw refused('tenant-domain-taken', { domain: input.domain });
    await insertFirstAdministrator(tx, {
      tenantId: input.customerId,
      id: randomUUID(),
      userPrincipalName: `${administratorName}@${input.domain}`,
      displayName: [input.address.firstName, input.address.lastName].filter(Boolean).join(' ') || administratorName,
      givenName: input.address.firstName ?? null,
      surname: input.address.lastName ?? null,
      usageLocation: country,
      passwordHash: await hash(password),
      roleId: directoryRole.globalAdministrator,
      createdAt: now,
    });
    await relate(work, input, company, creation);
    const customer = await readCustomer(tx, { partnerId: actor.tenantId }, input.customerId);
    return {
      customer,
      credentials: { userName: administratorName, password },
      resellerId: input.resellerId,
      defaultGdap: creation.granular || input.defaultGdap !== null ? creation.granular : null,
    };
  },
});

const administratorName = 'admin';

/** What the customer comes with. Everything that can be wrong is refused here. */
async function decide({ actor, tx, realm }: Work, input: Input): Promise<Creation> {
  const { partner } = actor;
  if (partner === null) throw refused('kind-not-sufficient', { action: 'customer.create' });
  if (input.resellerId !== null && actor.userId === null) throw refused('user-required');
  if (input.resellerId !== null && partner.kind !== 'indirect_provider') {
    throw refused('value-invalid', { field: 'associatedPartnerId', reason: 'is given by indirect providers only' });
  }
  const wrongDomain = checkInitialDomain(input.domain, actor.cloud, realm.mode === 'sandbox' ? sandboxEndings : []);
  if (wrongDomain !== null) throw new Refused(wrongDomain);
  const country = (input.address.country ?? '').toUpperCase();
  if (!isCountry(country))
    throw refused('value-invalid', { field: 'country', reason: 'is not a country code of two letters (ISO 3166-1)' });
  const registration = checkRegistration(
    country,
    input.organizationRegistrationNumber ?? undefined,
    input.address.phoneNumber,
  );
  if (registration !== null) throw new Refused(registration);
  const seller = { tenantId: actor.tenantId, cloud: actor.cloud, ...partner };
  const decision = decideCreation({
    seller,
    sameMarket: sameMarket(actor.country, country),
    // Taken in this very moment by somebody else: the index refuses the second row.
    domainTaken: await readDomainTaken(tx, input.domain),
    domain: input.domain,
    missingCompanyData: missingCompanyData(companyOf(input) as unknown as Company),
    wantsGranular: input.defaultGdap,
    ...(input.resellerId === null ? {} : { reseller: await reseller(tx, actor.tenantId, input.resellerId) }),
  });
  return allowed(decision);
}

/** The reseller as it stands; its partnership with the provider is held meanwhile. */
async function reseller(tx: Work['tx'], providerId: string, resellerId: string) {
  const partnership = await lockPartnership(tx, { providerId, resellerId }, 'share');
  const row = await readParty(tx, resellerId);
  if (row === null) return null;
  return {
    tenantId: row.tenant_id,
    kind: row.kind,
    cloud: row.cloud,
    programStatus: row.program_status,
    mpaAccepted: row.mpa_accepted,
    partnered: partnership !== null,
  };
}

async function relate(
  work: Work,
  input: Input,
  company: Record<string, unknown>,
  { dap, granular }: Creation,
): Promise<void> {
  const { actor, tx, now } = work;
  const { customerId, resellerId } = input;
  const partnerIds = [actor.tenantId, ...(resellerId === null ? [] : [resellerId])];
  for (const partnerId of partnerIds) {
    await saveRelationship(
      tx,
      { partnerId },
      {
        customerId,
        origin: 'created',
        since: now,
        companyName: input.companyName,
        domain: input.domain,
        billingProfile: billingProfileOf(input.companyName, company),
        defaultGdap: input.defaultGdap,
      },
    );
    if (dap) await grantDap(tx, { partnerId }, customerId, now);
  }
  if (resellerId !== null) await addIndirectCustomer(tx, { partnerId: actor.tenantId }, customerId, resellerId, now);
  await countRelationships(tx, new Map(partnerIds.map((partnerId) => [partnerId, 1])));
  const newValue = { customerId, companyName: input.companyName, domain: input.domain, type: 'reseller', dap };
  for (const tenantId of [...partnerIds, customerId]) work.audit({ tenantId, customerId, newValue });
  if (!granular) return;
  const customer = { id: customerId, name: input.companyName };
  const kind = actor.partner?.kind ?? 'direct';
  await giveDefaultGranular(work, { partnerId: actor.tenantId, kind }, customer);
  if (resellerId !== null)
    await giveDefaultGranular(work, { partnerId: resellerId, kind: 'indirect_reseller' }, customer);
}

/** The tenant's own company data begins as what its creator says of it (R37). */
function companyOf(input: NewCustomer): Record<string, unknown> {
  return {
    companyName: input.companyName,
    email: input.email,
    culture: input.culture,
    language: input.language,
    address: { ...input.address, country: (input.address.country ?? '').toUpperCase() },
    ...(input.organizationRegistrationNumber === null
      ? {}
      : { organizationRegistrationNumber: input.organizationRegistrationNumber }),
  };
}
