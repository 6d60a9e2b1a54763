import { refuse } from '@multipartner/domain/refusal.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import {
  type GrantSpan,
  type GranularSpan,
  grantSpans,
  granularSpans,
  type IndirectPair,
  indirectPairs,
  type NamedPartner,
  namedPartners,
  nameOfCustomer,
  type RelationshipSpan,
  relationshipSpans,
  type Seen,
  type SubscriptionRow,
  subscriptionSpans,
} from '../../store/picture.ts';
import { factsOf } from '../../store/subscription.ts';
import { type Context, read } from '../operation.ts';

interface Facts {
  name: string | null;
  partners: NamedPartner[];
  relationships: RelationshipSpan[];
  grants: GrantSpan[];
  granular: GranularSpan[];
  subscriptions: SubscriptionRow[];
  indirect: IndirectPair[];
}

/** A stretch of time in which something was so. `end` null: it goes on, as far as is known. */
export interface Span {
  readonly lane: 'relationship' | 'dap' | 'gdap' | 'subscription';
  readonly partnerId: string;
  readonly partnerName: string;
  readonly id: string | null;
  readonly label: string;
  readonly start: string;
  readonly end: string | null;
  readonly status: string;
  readonly events: readonly { readonly at: string; readonly what: string }[];
}

export interface Timeline {
  readonly now: Date;
  readonly spans: readonly Span[];
}

export interface RelationshipMap {
  readonly customer: { readonly id: string; readonly name: string };
  readonly partners: readonly NamedPartner[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly kind: 'reseller' | 'advisor' | 'dap' | 'gdap' | 'partnership' | 'subscriptions';
    readonly since: string | null;
    readonly until: string | null;
    readonly count: number;
  }[];
}

/** What there was at a customer over time: a partner's own things, or everybody's for the customer itself (R97, R216). */
export function readTimeline(context: Context, customerId: string): Promise<Timeline> {
  return (context.caller.tenantId === customerId ? ownTimeline : partnersTimeline)(context, { customerId });
}

/** Who stands how to a customer now. Refusals as of the timeline. */
export function readRelationshipMap(context: Context, customerId: string): Promise<RelationshipMap> {
  return (context.caller.tenantId === customerId ? ownMap : partnersMap)(context, { customerId });
}

const [ownTimeline, partnersTimeline] = bothSides((facts, { now }) => ({ now, spans: spansOf(facts, now) }));
const [ownMap, partnersMap] = bothSides(mapOf);

type At = { readonly now: Date; readonly customerId: string };

/** The same read from either side: with the customer's own right of everything, with a partner's of its own. */
function bothSides<T>(answer: (facts: Facts, at: At) => T) {
  const side = (permission: 'customer.partners.read' | 'customer.list', whole: boolean) =>
    read<{ customerId: string }, Facts, T>({
      permission,
      load: (sql, { tenantId }, { customerId }) => {
        const seen: Seen = { customerId, partnerId: whole ? null : tenantId };
        return {
          name: nameOfCustomer(sql, seen),
          partners: namedPartners(sql, seen),
          relationships: relationshipSpans(sql, seen),
          grants: grantSpans(sql, seen),
          granular: granularSpans(sql, seen),
          subscriptions: subscriptionSpans(sql, seen),
          indirect: indirectPairs(sql, seen),
        };
      },
      answer: ({ facts, now }, { customerId }) =>
        facts.name === null ? refuse('no-relationship', { customerId }) : answer(facts, { now, customerId }),
    });
  return [side('customer.partners.read', true), side('customer.list', false)] as const;
}

function spansOf({ partners, relationships, grants, granular, subscriptions }: Facts, now: Date): Span[] {
  const nameOf = new Map(partners.map(({ id, name }) => [id, name]));
  const of = (partnerId: string) => ({ partnerId, partnerName: nameOf.get(partnerId) ?? '' });
  const living = (ended: string | null) => (ended === null ? 'active' : 'ended');
  return [
    ...relationships.map(
      ({ partner_id, type, since, ended_at }): Span => ({
        lane: 'relationship',
        ...of(partner_id),
        id: null,
        label: type,
        start: since,
        end: ended_at,
        status: living(ended_at),
        events: [],
      }),
    ),
    ...grants.map(
      ({ partner_id, granted_at, ended_at }): Span => ({
        lane: 'dap',
        ...of(partner_id),
        id: null,
        label: 'dap',
        start: granted_at,
        end: ended_at,
        status: living(ended_at),
        events: [],
      }),
    ),
    ...granular.map(
      ({ partner_id, id, display_name, created_at, approved_at, activated_at, ends_at, status }): Span => ({
        lane: 'gdap',
        ...of(partner_id),
        id,
        label: display_name,
        start: activated_at ?? created_at,
        end: ends_at,
        status,
        events: [
          { at: created_at, what: 'created' },
          ...(approved_at === null ? [] : [{ at: approved_at, what: 'approved' }]),
        ],
      }),
    ),
    ...subscriptions.map((row): Span => {
      const status = statusAt(factsOf(row), now);
      return {
        lane: 'subscription',
        ...of(row.partner_id),
        id: row.id,
        label: row.friendly_name,
        start: row.started_at,
        end: row.cancelled_at ?? (row.auto_renew && status === 'active' ? null : row.term_ends_at),
        status,
        events: [
          ...(row.term_ends_at === null
            ? []
            : [{ at: row.term_ends_at, what: row.auto_renew ? 'renews' : 'termEnds' }]),
          ...(row.suspended_at === null ? [] : [{ at: row.suspended_at, what: 'suspended' }]),
          ...(row.cancelled_at === null ? [] : [{ at: row.cancelled_at, what: 'cancelled' }]),
        ],
      };
    }),
  ];
}

function mapOf(facts: Facts, { now, customerId }: At): RelationshipMap {
  const { relationships, grants, granular, subscriptions, indirect } = facts;
  const active = granular.filter(({ status }) => status === 'active');
  const living = subscriptions.filter((row) => statusAt(factsOf(row), now) === 'active');
  const sellers = [...new Set(living.map((row) => row.partner_id))];
  const edge = { to: customerId, until: null, count: 1 };
  const edges: RelationshipMap['edges'] = [
    ...relationships
      .filter(({ ended_at }) => ended_at === null)
      .map(({ partner_id, type, since }) => ({ ...edge, from: partner_id, kind: type, since })),
    ...grants
      .filter(({ ended_at }) => ended_at === null)
      .map(({ partner_id, granted_at }) => ({ ...edge, from: partner_id, kind: 'dap' as const, since: granted_at })),
    ...active.map(({ partner_id, activated_at, ends_at }) => ({
      ...edge,
      from: partner_id,
      kind: 'gdap' as const,
      since: activated_at,
      until: ends_at,
    })),
    ...indirect.map(({ partner_id, reseller_id, since }) => ({
      ...edge,
      from: reseller_id,
      to: partner_id,
      kind: 'partnership' as const,
      since,
    })),
    ...sellers.map((partnerId) => {
      const own = living.filter((row) => row.partner_id === partnerId);
      const since = own.map((row) => row.started_at).sort()[0] ?? null;
      return { ...edge, from: partnerId, kind: 'subscriptions' as const, since, count: own.length };
    }),
  ];
  const shown = new Set(edges.flatMap(({ from, to }) => [from, to]));
  return {
    customer: { id: customerId, name: facts.name as string },
    partners: facts.partners.filter(({ id }) => shown.has(id)),
    edges,
  };
}
