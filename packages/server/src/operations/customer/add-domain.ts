import { mayInCustomer } from '@multipartner/domain/access/customer-administration.ts';
import { checkOwnDomain } from '@multipartner/domain/tenant/domain-name.ts';
import { readAdministration, toAdministration } from '../../store/administration.ts';
import { insertDomain, lockOrganization, setDefaultDomain } from '../../store/tenant.ts';
import { rightsUsed } from '../access/use.ts';
import { act, type Context, Refused, refused } from '../operation.ts';

export interface AddedDomain {
  readonly customerId: string;
  readonly name: string;
  readonly authentication: 'managed' | 'federated';
  readonly capability: string;
  readonly isDefault: boolean;
  /** How people of a federated domain sign in at the customer's own service. */
  readonly federation: Readonly<Record<string, unknown>> | null;
}

/**
 * Adds a domain that its registrar vouches for to the customer's tenant: by the person's rights inside it, or by an
 * application of a partner with DAP, for it is the partner that vouches and the documented call takes applications.
 * Refusals: customer-access-denied, no-relationship, value-invalid, tenant-domain-taken.
 */
export const addVerifiedDomain: (context: Context, input: AddedDomain) => Promise<void> = act<AddedDomain, void>({
  permission: 'customer.administer',
  kind: 'tenant.addDomain',
  audited: { resourceType: 'customer', operationType: 'update_company_info' },
  pairs: ({ tenantId }, { customerId }) => [{ customerId, partnerId: tenantId }],
  body: async (work, input) => {
    const { actor, tx, now } = work;
    const rights = toAdministration(actor, await readAdministration(tx, actor, input.customerId));
    const vouched = !rights.person && rights.dap;
    const denied = vouched ? null : mayInCustomer('customer.domains.create', rights);
    const refusal = denied ?? checkOwnDomain(input.name);
    if (refusal !== null) throw new Refused(refusal);
    const before = await lockOrganization(tx, input.customerId);
    const made = await insertDomain(tx, { tenantId: input.customerId, verifiedAt: now, ...input });
    if (!made) throw refused('tenant-domain-taken', { domain: input.name });
    if (input.isDefault) await setDefaultDomain(tx, input.customerId, input.name.toLowerCase());
    const oldValue = { domains: before.domains.map((one) => one.name), defaultDomain: before.default_domain };
    const newValue = {
      domains: [...oldValue.domains, input.name.toLowerCase()],
      defaultDomain: input.isDefault ? input.name.toLowerCase() : before.default_domain,
    };
    rightsUsed(work.realm, actor, rights, input.customerId, now);
    for (const tenantId of [actor.tenantId, input.customerId]) work.audit({ tenantId, oldValue, newValue });
  },
});
