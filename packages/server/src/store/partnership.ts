import type { Database, Fragment, Transaction } from './database.ts';

/** The other side of a living partnership. */
export interface PartnershipRow {
  id: string;
  name: string;
  kind: 'indirect_provider' | 'indirect_reseller';
  mpn_id: string;
  country: string;
  since: string;
}

/** Whose side of a partnership the owner of a list is on. */
export type PartnershipSide = 'provider' | 'reseller';

/** The owner's living partnerships, by the other's name. */
export function partnershipsOf(sql: Database, owner: { readonly partnerId: string }, side: PartnershipSide): Fragment {
  const [mine, other] =
    side === 'provider' ? [sql`s.provider_id`, sql`s.reseller_id`] : [sql`s.reseller_id`, sql`s.provider_id`];
  return sql`
    select coalesce(json_agg(one), '[]') from (
      select p.tenant_id as id, t.display_name as name, p.kind, p.mpn_id, t.country, s.since
        from partnership s join partner p on p.tenant_id = ${other} join tenant t on t.id = ${other}
       where ${mine} = ${owner.partnerId} and s.ended_at is null
       order by lower(t.display_name) collate "C", t.id) as one`;
}

/** A customer's partners on the other side of the owner: the resellers of a provider, or the providers of a reseller (R147). */
export function indirectPartnersOfCustomer(
  sql: Database,
  owner: { readonly partnerId: string },
  customerId: string,
  side: PartnershipSide,
): Fragment {
  const [mine, other] =
    side === 'provider' ? [sql`i.partner_id`, sql`i.reseller_id`] : [sql`i.reseller_id`, sql`i.partner_id`];
  return sql`
    select coalesce(json_agg(one), '[]') from (
      select p.tenant_id as id, t.display_name as name, p.kind, p.mpn_id, t.country, i.since
        from indirect_customer i join partner p on p.tenant_id = ${other} join tenant t on t.id = ${other}
       where ${mine} = ${owner.partnerId} and i.customer_id = ${customerId} and i.ended_at is null
       order by lower(t.display_name) collate "C", t.id) as one`;
}

/** The pair's living partnership, held until the transaction ends (shared: only against its end); null when there is none. */
export async function lockPartnership(
  tx: Transaction,
  pair: { readonly providerId: string; readonly resellerId: string },
  strength: 'share' | 'update',
): Promise<{ since: Date } | null> {
  const [row] = await tx<{ since: Date }[]>`
    select since from partnership
     where provider_id = ${pair.providerId} and reseller_id = ${pair.resellerId} and ended_at is null
       ${strength === 'share' ? tx`for share` : tx`for update`}`;
  return row ?? null;
}

/**
 * Makes the pair's partnership, or makes an ended one anew; false when it was there already: of two acceptances at the
 * same moment the primary key lets one make it.
 */
export async function savePartnership(
  tx: Transaction,
  pair: { readonly providerId: string; readonly resellerId: string },
  at: Date,
): Promise<boolean> {
  const made = await tx`
    insert into partnership (provider_id, reseller_id, since) values (${pair.providerId}, ${pair.resellerId}, ${at})
    on conflict (provider_id, reseller_id) do update set since = excluded.since, ended_at = null
     where partnership.ended_at is not null`;
  return made.count > 0;
}

export async function endPartnership(
  tx: Transaction,
  pair: { readonly providerId: string; readonly resellerId: string },
  at: Date,
): Promise<boolean> {
  const ended = await tx`
    update partnership set ended_at = ${at}
     where provider_id = ${pair.providerId} and reseller_id = ${pair.resellerId} and ended_at is null`;
  return ended.count > 0;
}
