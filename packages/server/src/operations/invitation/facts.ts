import { type Company, missingCompanyData } from '@multipartner/domain/market/company.ts';
import { sameMarket } from '@multipartner/domain/market/markets.ts';
import type {
  AcceptanceFacts,
  InvitationTerms,
  InvitingPartner,
} from '@multipartner/domain/relationship/acceptance.ts';
import type { AcceptanceRows, PartyRow } from '../../store/relationship.ts';

export const providerOf = (terms: InvitationTerms): string | null =>
  terms.type === 'indirectReseller' ? terms.providerId : null;

/** The rows as the domain decides from them. */
export function toAcceptanceFacts(terms: InvitationTerms, rows: AcceptanceRows): AcceptanceFacts {
  const { customer } = rows;
  const party = (tenantId: string | null): InvitingPartner | null => {
    const row = rows.parties.find((one) => one.tenant_id === tenantId);
    return row === undefined ? null : toInvitingPartner(row, customer.country);
  };
  return {
    customer: {
      id: customer.id,
      cloud: customer.cloud,
      partner:
        customer.partner === null
          ? null
          : { kind: customer.partner.kind, programStatus: customer.partner.program_status },
      missingCompanyData: missingCompanyData(customer.company as unknown as Company),
    },
    partner: party(terms.partnerId),
    provider: party(providerOf(terms)),
    partnered: rows.partnered,
  };
}

function toInvitingPartner(row: PartyRow, customerCountry: string): InvitingPartner {
  return {
    tenantId: row.tenant_id,
    kind: row.kind,
    cloud: row.cloud,
    programStatus: row.program_status,
    mpaAccepted: row.mpa_accepted,
    sameMarket: sameMarket(row.country, customerCountry),
    related: row.relationship?.type === 'reseller',
    dap: row.dap,
  };
}
