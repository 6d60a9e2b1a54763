import type { Actor } from '../access/actor.ts';

/** The areas that an announcement can belong to (R194). */
export const workspaces = [
  'general',
  'customers',
  'pricing',
  'billing',
  'incentives',
  'insights',
  'referrals',
  'accountSettings',
  'membership',
  'benefits',
  'payouts',
  'earnings',
  'marketplaceOffers',
  'apis',
  'actionCenter',
  'helpAndSupport',
] as const;
export type Workspace = (typeof workspaces)[number];

/** Whom an announcement can concern (R194). */
export const audiences = ['directPartners', 'indirectProviders', 'indirectResellers', 'advisors', 'customers'] as const;
export type Audience = (typeof audiences)[number];

/** A draft has no date; what has a later one is scheduled; the rest is published and stays as it is (R194). */
export type AnnouncementStatus = 'draft' | 'scheduled' | 'published';

export function announcementStatus(publishedAt: Date | null, now: Date): AnnouncementStatus {
  if (publishedAt === null) return 'draft';
  return publishedAt > now ? 'scheduled' : 'published';
}

const audienceOfKind = {
  direct: 'directPartners',
  indirect_provider: 'indirectProviders',
  indirect_reseller: 'indirectResellers',
  advisor: 'advisors',
} as const satisfies Record<NonNullable<Actor['partner']>['kind'], Audience>;

/** The audience that a tenant belongs to: whoever is no partner is a customer. */
export function audienceOf(partner: Pick<NonNullable<Actor['partner']>, 'kind'> | null): Audience {
  return partner === null ? 'customers' : audienceOfKind[partner.kind];
}

const monthForm = /^(?!0000)(\d{4})-(0[1-9]|1[0-2])$/;

/** The instants of a month as YYYY-MM, in UTC: from inclusive, to exclusive; null for what is no month. */
export function monthOf(text: string): { readonly from: Date; readonly to: Date } | null {
  const [, year, month] = monthForm.exec(text) ?? [];
  if (year === undefined || month === undefined) return null;
  const from = new Date(`${year}-${month}-01T00:00:00.000Z`);
  const to = new Date(from);
  to.setUTCMonth(to.getUTCMonth() + 1);
  return { from, to };
}
