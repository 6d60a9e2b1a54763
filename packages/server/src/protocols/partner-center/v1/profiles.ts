import { Type } from 'typebox';
import { refused } from '../../../operations/operation.ts';
import { findPartner, type ProfileKind, type ProfileRow, readProfile } from '../../../operations/profile/read.ts';
import { updateProfile, type WritableProfile } from '../../../operations/profile/update.ts';
import { link } from '../house/link.ts';
import { type Route, route } from '../house/route.ts';
import {
  BillingProfile,
  BillingProfileRequest,
  LegalBusinessProfile,
  LegalBusinessProfileRequest,
  MpnProfile,
  OrganizationProfile,
  OrganizationProfileRequest,
  SupportProfile,
  SupportProfileRequest,
} from '../schemas/profile.ts';

const named = {
  organization: { path: 'organization', type: 'OrganizationProfile' },
  legal: { path: 'legalbusiness', type: 'LegalBusinessProfile' },
  billing: { path: 'billing', type: 'BillingProfile' },
  support: { path: 'support', type: 'SupportProfile' },
  network: { path: 'mpn', type: 'MpnProfile' },
} as const satisfies Record<ProfileKind, { path: string; type: string }>;

/** A profile as this protocol prints it. */
function rendered(kind: ProfileKind, row: ProfileRow) {
  const { path, type } = named[kind];
  return {
    ...(kind === 'organization' ? { id: row.tenant_id, tenantId: row.tenant_id, domain: row.default_domain } : {}),
    ...row.profile,
    profileType: type,
    links: { self: link(`/profiles/${path}`) },
    attributes: { ...(kind === 'network' ? {} : { etag: row.etag }), objectType: type },
  };
}

/** The version that a change was made from: If-Match, or the etag inside the body as the SDK sends it. */
function etagOf(
  headers: Readonly<Record<string, string | undefined>>,
  body: { attributes?: { etag?: string } },
): string | null {
  const given = headers['if-match'] ?? body.attributes?.etag;
  return given === undefined || given === '' || given === '*' ? null : given.replaceAll('"', '');
}

const reading = (
  kind: ProfileKind,
  id: string,
  credentials: Route['credentials'],
  answer: Route['answer'],
  query?: Route['query'],
): Route =>
  route({
    method: 'GET',
    path: `/v1/profiles/${named[kind].path}`,
    serves: [id],
    credentials,
    summary: `The partner's ${kind} profile`,
    ...(query === undefined ? {} : { query }),
    ...(answer === undefined ? {} : { answer }),
    handle: async ({ context }) => rendered(kind, await readProfile(context, { kind })),
  });

const writing = (
  kind: WritableProfile,
  path: string,
  serves: readonly string[],
  body: NonNullable<Route['body']>,
  answer: NonNullable<Route['answer']>,
): Route =>
  route({
    method: 'PUT',
    path,
    serves,
    credentials: 'user',
    summary: `Replaces the partner's ${kind} profile`,
    body,
    answer,
    handle: async ({ context, body: given, headers }) => {
      const profile = given as Record<string, unknown> & { attributes?: { etag?: string } };
      return rendered(kind, await updateProfile[kind](context, { profile, etag: etagOf(headers, profile) }));
    },
  });

export const profilesRoutes: readonly Route[] = [
  reading('organization', 'get-an-organization-profile', 'user', OrganizationProfile),
  reading(
    'legal',
    'get-legal-business-profile',
    'either',
    LegalBusinessProfile,
    Type.Object({ vettingVersion: Type.Optional(Type.Enum(['Current', 'LastFinalized'])) }),
  ),
  reading('billing', 'get-partner-billing-profile', 'user', BillingProfile),
  reading('support', 'get-support-profile', 'user', SupportProfile),
  writing(
    'organization',
    '/v1/profiles/organization',
    ['update-an-organization-profile'],
    OrganizationProfileRequest,
    OrganizationProfile,
  ),
  writing(
    'legal',
    '/v1/profiles/legalbusiness',
    ['update-legal-business-profile'],
    LegalBusinessProfileRequest,
    LegalBusinessProfile,
  ),
  writing('billing', '/v1/profiles/billing', ['update-partner-billing-profile'], BillingProfileRequest, BillingProfile),
  writing('support', '/v1/profiles/support', [], SupportProfileRequest, SupportProfile),
  writing('support', '/v1/profiles/supportprofile', ['update-support-profile'], SupportProfileRequest, SupportProfile),
  route({
    method: 'GET',
    path: '/v1/profiles/mpn',
    serves: ['get-partner-network-profile', 'get-partner-by-mpn-id'],
    credentials: 'user',
    summary: "The partner's own programme id, or the partner behind another one",
    query: Type.Object({ mpnId: Type.Optional(Type.String()) }),
    answer: MpnProfile,
    handle: async ({ context, query }) => {
      if (query.mpnId === undefined) return rendered('network', await readProfile(context, { kind: 'network' }));
      if (!/^\d{1,12}$/.test(query.mpnId)) throw refused('value-invalid', { field: 'mpnId', reason: 'is not numeric' });
      const partner = await findPartner(context, { mpnId: query.mpnId });
      return {
        partnerName: partner.name,
        mpnId: partner.mpn_id,
        profileType: 'MpnProfile',
        links: { self: link('/profiles/mpn') },
        attributes: { objectType: 'MpnProfile' },
      };
    },
  }),
];
