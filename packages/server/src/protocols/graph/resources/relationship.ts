import { formatAutoExtend, formatDays } from '@multipartner/domain/delegated-admin/duration.ts';
import { endOf, lastModified, rolesAt, statusAt } from '@multipartner/domain/delegated-admin/relationship.ts';
import { relationshipIdText } from '../../../operations/delegated-admin/find.ts';
import { relationshipVersion } from '../../../operations/delegated-admin/version.ts';
import type { RelationshipView } from '../../../operations/delegated-admin/view.ts';
import { weakEtag } from '../house/etag.ts';
import { instant } from '../house/time.ts';

export const unifiedRoles = (ids: readonly string[]) => ids.map((roleDefinitionId) => ({ roleDefinitionId }));

/** A relationship as the dialect writes it; one that a provider prepared for its reseller is of the derived type (R79). */
export function relationshipBody({ relationship: one, customerName, now }: RelationshipView) {
  const end = endOf(one, now);
  const activated = one.activatedAt !== null && one.activatedAt <= now ? one.activatedAt : null;
  const derived =
    one.provider === null
      ? { type: '#microsoft.graph.delegatedAdminRelationship', more: {} }
      : {
          type: '#microsoft.graph.resellerDelegatedAdminRelationship',
          more: {
            isPartnerConsentPending: one.provider.consentedAt === null,
            indirectProviderTenantId: one.provider.id,
          },
        };
  return {
    '@odata.type': derived.type,
    '@odata.etag': weakEtag(relationshipVersion(one, now)),
    id: relationshipIdText(one),
    displayName: one.displayName,
    duration: formatDays(one.durationDays),
    customer: one.customerId === null ? null : { tenantId: one.customerId, displayName: customerName },
    accessDetails: { unifiedRoles: unifiedRoles(rolesAt(one, now)) },
    status: statusAt(one, now),
    autoExtendDuration: formatAutoExtend(one.autoExtend),
    createdDateTime: instant(one.createdAt),
    lastModifiedDateTime: instant(lastModified(one, now)),
    activatedDateTime: instant(activated),
    endDateTime: instant(end),
    ...derived.more,
  };
}
