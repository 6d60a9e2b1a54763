import { type Refusal, refuse } from '@multipartner/domain/refusal.ts';
import type { InvitationTerms } from '@multipartner/domain/relationship/acceptance.ts';

/**
 * The form of an invitation's link: it opens the portal, holds no secret and is kept nowhere (R25–R27). Whoever writes
 * one by hand has as good a one; everything is checked when it is accepted (R36).
 */
export function invitationLink(origin: string, terms: InvitationTerms, mpnId: string): string {
  const direct = terms.type === 'reseller';
  const members = [
    `invType=${direct ? 'ResellerRelationship' : 'IndirectResellerRelationship'}`,
    `partnerId=${terms.partnerId}`,
    `msppId=${direct ? '0' : mpnId}`,
    ...(terms.type === 'indirectReseller' ? [`indirectCSPId=${terms.providerId}`] : []),
    `DAP=${terms.dap}`,
  ];
  return `${origin}/Adminportal/Home?${members.join('&')}#/BillingAccounts/partner-invitation`;
}

/** The link by which a provider asks a reseller to work with it (R137); the same for every reseller. */
export function partnershipLink(origin: string, providerId: string, mpnId: string): string {
  return `${origin}/Adminportal/Home?invType=IndirectProviderRelationship&partnerId=${providerId}&msppId=${mpnId}#/partners/partnership-invitation`;
}

/** What a link to a customer asks for. Refusal: invitation-invalid, with what is wrong with it. */
export function readInvitationLink(url: string): InvitationTerms | Refusal {
  const members = membersOf(url);
  if (members === null) return invalid('it is no link of this realm');
  const kind = members.get('invtype')?.toLowerCase();
  if (kind !== 'resellerrelationship' && kind !== 'indirectresellerrelationship') {
    return invalid('its invType is neither ResellerRelationship nor IndirectResellerRelationship');
  }
  const partnerId = members.get('partnerid')?.toLowerCase();
  if (partnerId === undefined || !guid.test(partnerId)) return invalid('its partnerId is not a GUID');
  const asked = (members.get('dap') ?? 'false').toLowerCase();
  if (asked !== 'true' && asked !== 'false') return invalid('its DAP is neither true nor false');
  const dap = asked === 'true';
  if (kind === 'resellerrelationship') return { type: 'reseller', partnerId, dap };
  const providerId = members.get('indirectcspid')?.toLowerCase();
  if (providerId === undefined || !guid.test(providerId)) return invalid('its indirectCSPId is not a GUID');
  return { type: 'indirectReseller', partnerId, providerId, dap };
}

/** The provider that a partnership link names. Refusal: invitation-invalid. */
export function readPartnershipLink(url: string): { readonly providerId: string } | Refusal {
  const members = membersOf(url);
  if (members === null) return invalid('it is no link of this realm');
  if (members.get('invtype')?.toLowerCase() !== 'indirectproviderrelationship') {
    return invalid('its invType is not IndirectProviderRelationship');
  }
  const providerId = members.get('partnerid')?.toLowerCase();
  if (providerId === undefined || !guid.test(providerId)) return invalid('its partnerId is not a GUID');
  return { providerId };
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const invalid = (reason: string) => refuse('invitation-invalid', { reason });

/** The query of a link by lower-case names; the host does not matter, the path does. */
function membersOf(url: string): Map<string, string> | null {
  const parsed = URL.parse(url.trim());
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return null;
  if (!/^\/adminportal\/home\/?$/i.test(parsed.pathname)) return null;
  return new Map([...parsed.searchParams].reverse().map(([name, value]) => [name.toLowerCase(), value]));
}
