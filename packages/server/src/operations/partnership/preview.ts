import { isRefusal, type Refusal } from '@multipartner/domain/refusal.ts';
import { type DirectoryRows, type OwnerRows, protectedDirectory, protectedOwners } from '../../store/evidence.ts';
import { type PartnershipRow, partnershipsOf } from '../../store/partnership.ts';
import { type PartyRow, parties } from '../../store/relationship.ts';
import { readPartnershipLink } from '../invitation/link.ts';
import { dapRoles, type InvitationPreview, unchangedNow } from '../invitation/preview.ts';
import { type Context, read } from '../operation.ts';
import { decideFor } from './facts.ts';

interface Facts {
  parties: PartyRow[];
  partnerships: PartnershipRow[];
  owners: OwnerRows[];
  directory: DirectoryRows;
}

/**
 * What a provider's link asks the calling reseller for, and whether it could be accepted now. The partners that stay
 * unchanged are its other providers. Refusals: invitation-invalid, tenant-not-found.
 */
export const previewPartnership: (context: Context, input: { readonly url: string }) => Promise<InvitationPreview> =
  read<{ readonly url: string }, Facts, InvitationPreview>({
    permission: 'partnership.accept',
    load: (sql, caller, { url }) => {
      const link = readPartnershipLink(url);
      return {
        parties: parties(sql, caller.tenantId, isRefusal(link) ? [] : [link.providerId, caller.tenantId]),
        partnerships: partnershipsOf(sql, { partnerId: caller.tenantId }, 'reseller'),
        owners: protectedOwners(sql, caller.tenantId, null),
        directory: protectedDirectory(sql, caller.tenantId),
      };
    },
    answer: ({ actor, facts, now }, { url }): InvitationPreview | Refusal => {
      const link = readPartnershipLink(url);
      if (isRefusal(link)) return link;
      const of = (id: string) => facts.parties.find((one) => one.tenant_id === id) ?? null;
      const provider = of(link.providerId);
      const refusal = decideFor(actor, provider, of(actor.tenantId));
      if (provider === null || refusal?.code === 'tenant-not-found' || refusal?.code === 'invitation-invalid') {
        return refusal as Refusal;
      }
      return {
        partners: [
          { partnerId: provider.tenant_id, name: provider.name, country: provider.country, kind: provider.kind },
        ],
        asks: { reseller: false, dap: true, roles: dapRoles },
        unchanged: {
          ...unchangedNow(actor.tenantId, facts, now),
          partners: facts.partnerships.filter((one) => one.id !== provider.tenant_id).length,
        },
        acceptable: refusal === null,
        ...(refusal === null ? {} : { refusal: { code: refusal.code, facts: refusal.facts } }),
      };
    },
  });
