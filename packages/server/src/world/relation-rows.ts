import { customerAgreementTemplate } from '@multipartner/domain/agreement/templates.ts';
import type { CompleteCompany } from './company.ts';
import { fixedId } from './ids.ts';
import type { Rows } from './tenant-rows.ts';

export function tenantOf(rows: Rows, key: string): Rows['tenant'][number] {
  const tenant = rows.tenant.find((one) => one.key === key);
  if (tenant === undefined) throw new Error(`The world has no tenant "${key}".`);
  return tenant;
}

/** A reseller relationship with delegated administration, and the partner's attestation of the customer agreement. */
export function addRelationship(rows: Rows, partnerKey: string, customerKey: string, since: Date): void {
  const partner = tenantOf(rows, partnerKey);
  const customer = tenantOf(rows, customerKey);
  const company = customer.company as CompleteCompany;
  const { firstName, lastName, phoneNumber } = company.address;
  const pair = { partner_id: partner.id, customer_id: customer.id };
  const at = since.toISOString();
  rows.reseller_relationship.push({
    ...pair,
    type: 'reseller',
    origin: 'invitation',
    since: at,
    company_name: customer.display_name,
    domain: customer.default_domain,
    billing_profile: {
      firstName,
      lastName,
      email: company.email,
      culture: company.culture,
      language: company.language,
      companyName: customer.display_name,
      defaultAddress: company.address,
    },
  });
  rows.dap_grant.push({ ...pair, granted_at: at });
  rows.agreement_attestation.push({
    ...pair,
    id: fixedId(`attestation/${partnerKey}/${customerKey}`),
    type: customerAgreementTemplate.type,
    template_id: customerAgreementTemplate.templateId,
    date_agreed: at,
    contact: { firstName, lastName, email: company.email, phoneNumber },
    attested_by: userOf(rows, `${partnerKey}.admin`),
    created_at: at,
  });
  const standing = rows.partner.find((one) => one.tenant_id === partner.id);
  if (standing !== undefined) standing.customer_count += 1;
}

export function addPartnership(rows: Rows, providerKey: string, resellerKey: string, since: Date): void {
  rows.partnership.push({
    provider_id: tenantOf(rows, providerKey).id,
    reseller_id: tenantOf(rows, resellerKey).id,
    since: since.toISOString(),
  });
}

function userOf(rows: Rows, key: string): string {
  const user = rows.tenant_user.find((one) => one.key === key);
  if (user === undefined) throw new Error(`The world has no person "${key}".`);
  return user.id;
}
