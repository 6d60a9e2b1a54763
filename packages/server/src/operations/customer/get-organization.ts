import { type CustomerAction, mayInCustomer } from '@multipartner/domain/access/customer-administration.ts';
import { type AdministrationRow, ownAdministration, toAdministration } from '../../store/administration.ts';
import { type OrganizationRow, organization } from '../../store/tenant.ts';
import { rightsUsed } from '../access/use.ts';
import { read } from '../operation.ts';

/** Reads the customer's own data by the rights that the caller holds inside it. Refusals: those of mayInCustomer. */
const readInside = (action: CustomerAction) =>
  read<
    { customerId: string },
    { organization: OrganizationRow | null; administration: AdministrationRow },
    OrganizationRow
  >({
    permission: 'customer.administer',
    load: (sql, caller, { customerId }) => ({
      organization: organization(sql, customerId),
      administration: ownAdministration(sql, caller, customerId),
    }),
    // A right inside a tenant exists only where the tenant does.
    answer: ({ actor, facts, realm, now }, { customerId }) => {
      const rights = toAdministration(actor, facts.administration);
      const refusal = mayInCustomer(action, rights);
      if (refusal !== null) return refusal;
      rightsUsed(realm, actor, rights, customerId, now);
      return facts.organization as OrganizationRow;
    },
  });

/** The customer's company data, as its directory has it (R83). */
export const getCustomerOrganization = readInside('customer.read.company');
/** The customer's domain names, the initial one first (R83). */
export const getCustomerDomains = readInside('customer.domains.read');
