import { directoryRole } from '@multipartner/domain/access/actor.ts';
import { findDirectoryRole } from '@multipartner/domain/directory-role/roles.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import { type UseRow, type UseSource, usesAt } from '../../store/administration-use.ts';
import { type CustomerPartnerRow, partnersOfCustomer } from '../../store/customer-partners.ts';
import { factsOf } from '../../store/subscription.ts';
import { type Context, read } from '../operation.ts';

export interface HeldRole {
  readonly id: string;
  readonly name: string;
}

export interface AdministeringPerson {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly roles: readonly HeldRole[];
  /** When he last used this way, to the hour; null: never. */
  readonly lastUsedDateTime: string | null;
}

/** One way by which a partner's people administer the tenant. */
export interface Administration {
  readonly source: 'dap' | 'gdap';
  readonly id: string | null;
  readonly name: string | null;
  readonly roles: readonly HeldRole[];
  readonly status: 'active';
  readonly endDateTime: string | null;
  readonly people: readonly AdministeringPerson[];
}

export interface CustomerPartner {
  readonly partnerId: string;
  readonly name: string;
  readonly kind: string;
  readonly relationships: readonly { readonly type: string; readonly since: string; readonly dap: boolean }[];
  readonly delegatedAdministration: readonly Administration[];
  readonly subscriptions: readonly {
    readonly id: string;
    readonly offerName: string;
    readonly quantity: number;
    readonly status: string;
    readonly termEndDateTime: string | null;
    readonly partnerOnRecord: string | null;
  }[];
}

export interface CustomerPartnersInput {
  /** Null: all. */
  readonly limit: number | null;
  readonly after: readonly [key: string, id: string] | null;
}

export interface CustomerPartners {
  readonly asOf: Date;
  readonly items: readonly CustomerPartner[];
  /** The place of the last item, when there are more. */
  readonly next: readonly [key: string, id: string] | null;
}

/** Everybody who sells to the caller's own tenant or may administer it, with people, rights and subscriptions (R216). */
export const listOwnPartners: (context: Context, input: CustomerPartnersInput) => Promise<CustomerPartners> = read<
  CustomerPartnersInput,
  { partners: CustomerPartnerRow[]; uses: UseRow[] },
  CustomerPartners
>({
  permission: 'customer.partners.read',
  load: (sql, caller, { limit, after }) => ({
    partners: partnersOfCustomer(sql, caller.tenantId, { limit: limit === null ? null : limit + 1, after }),
    uses: usesAt(sql, caller.tenantId),
  }),
  answer: ({ facts, now }, { limit }) => {
    const rows = limit === null ? facts.partners : facts.partners.slice(0, limit);
    const last = rows.at(-1);
    const more = facts.partners.length > rows.length && last !== undefined;
    return {
      asOf: now,
      items: rows.map((row) => toPartner(row, usesOf(facts.uses, row.partner_id), now)),
      next: more ? [last.key, last.partner_id] : null,
    };
  },
});

type Uses = (personId: string, source: UseSource) => string | null;

function usesOf(rows: readonly UseRow[], partnerId: string): Uses {
  const known = new Map(rows.filter((row) => row.partner_id === partnerId).map((row) => [row.actor_id, row]));
  return (personId, source) => {
    const row = known.get(personId);
    const at = (source === 'dap' ? row?.dap_used_at : row?.gdap_used_at) ?? null;
    return at === null ? null : instant(at);
  };
}

function toPartner(row: CustomerPartnerRow, uses: Uses, now: Date): CustomerPartner {
  const { relationship } = row;
  return {
    partnerId: row.partner_id,
    name: row.name,
    kind: row.kind,
    relationships:
      relationship === null
        ? []
        : [{ type: relationship.type, since: instant(relationship.since), dap: row.dap !== null }],
    delegatedAdministration: [
      ...(row.dap === null ? [] : [dapOf(row, row.dap, uses)]),
      ...row.granular.map((one) => granularOf(one, uses)),
    ],
    subscriptions: row.subscriptions.map((one) => ({
      id: one.id,
      offerName: one.offer_name,
      quantity: one.quantity,
      status: statusAt(factsOf(one), now),
      termEndDateTime: one.term_ends_at === null ? null : instant(one.term_ends_at),
      partnerOnRecord: one.partner_on_record,
    })),
  };
}

const rolesOfGroup: Readonly<Record<string, string>> = {
  AdminAgents: directoryRole.globalAdministrator,
  HelpdeskAgents: directoryRole.helpdeskAdministrator,
};

/** Who holds a granular role here has that alone, not what his agent groups would give (R68). */
function dapOf(row: CustomerPartnerRow, people: NonNullable<CustomerPartnerRow['dap']>, uses: Uses): Administration {
  const granular = new Set(row.granular.flatMap((one) => one.people.map((person) => person.id)));
  return {
    source: 'dap',
    id: null,
    name: null,
    roles: Object.values(rolesOfGroup).map(role),
    status: 'active',
    endDateTime: null,
    people: people
      .filter((one) => !granular.has(one.id))
      .map((one) =>
        toPerson(
          one,
          one.agent_groups.map((group) => rolesOfGroup[group] as string),
          uses(one.id, 'dap'),
        ),
      ),
  };
}

function granularOf(one: CustomerPartnerRow['granular'][number], uses: Uses): Administration {
  return {
    source: 'gdap',
    id: one.id,
    name: one.name,
    roles: one.role_ids.map(role),
    status: 'active',
    endDateTime: instant(one.end_at),
    people: one.people.map((person) => toPerson(person, person.role_ids, uses(person.id, 'gdap'))),
  };
}

function toPerson(
  one: { readonly id: string; readonly display_name: string; readonly user_principal_name: string },
  roleIds: readonly string[],
  lastUsedDateTime: string | null,
): AdministeringPerson {
  return {
    id: one.id,
    displayName: one.display_name,
    userPrincipalName: one.user_principal_name,
    roles: roleIds.map(role),
    lastUsedDateTime,
  };
}

const instant = (text: string) => new Date(text).toISOString();

/** A role that is no built-in one has only its id. */
function role(id: string): HeldRole {
  return { id, name: findDirectoryRole(id)?.name ?? id };
}
