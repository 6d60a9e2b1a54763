import { type Company, missingCompanyData } from '@multipartner/domain/market/company.ts';
import { type OrganizationRow, organization } from '../../store/tenant.ts';
import { type Context, read } from '../operation.ts';

export interface OwnOrganization {
  readonly row: OrganizationRow;
  /** Members of the company data that must be completed before a partner can be accepted (R37). */
  readonly missing: readonly string[];
}

export function toOwnOrganization(row: OrganizationRow): OwnOrganization {
  return { row, missing: missingCompanyData(row.company as unknown as Company) };
}

/** The caller's own company data. */
export const getOwnOrganization: (context: Context, input: Record<never, never>) => Promise<OwnOrganization> = read<
  Record<never, never>,
  { organization: OrganizationRow },
  OwnOrganization
>({
  permission: 'customer.organization.read',
  load: (sql, caller) => ({ organization: organization(sql, caller.tenantId) }),
  answer: ({ facts }) => toOwnOrganization(facts.organization),
});
