import type { Actor } from '@multipartner/domain/access/actor.ts';
import { permits } from '@multipartner/domain/access/permission.ts';
import { type Refusal, refuse } from '@multipartner/domain/refusal.ts';
import { isShaped, type Listed, type ListQuery } from '../../store/condition.ts';
import {
  type AdministeredCustomerRow,
  type AssignmentPage,
  administeredCustomer,
  administeredCustomers,
  type CustomerPage,
  type CustomerRelationshipRow,
  type OperationPage,
  ownAssignments,
  ownOperations,
  ownPart,
  ownRelationship,
  ownRelationships,
  ownRequests,
  type PublicTenantRow,
  publicTenant,
  type RelationshipListRow,
  type RelationshipPage,
  type RequestPage,
  relationshipForCustomer,
  relationshipsOfCustomer,
} from '../../store/delegated-admin/list.ts';
import {
  type AccessAssignmentRow,
  type AdminOperationRow,
  type AdminRequestRow,
  accessAssignmentOf,
  adminOperationOf,
  adminRelationshipOf,
  adminRequestOf,
} from '../../store/delegated-admin/row.ts';
import { type Context, read } from '../operation.ts';
import { type RelationshipKey, relationshipIdText } from './find.ts';
import type { AssignmentView, OperationView, RelationshipView, RequestView } from './view.ts';

/** A list for a caller who may not see it is empty, by contract of the dialect; this says why (R61). */
export interface Seen<T> extends Listed<T> {
  readonly hidden: Refusal | null;
}

const mayLook = (actor: Actor) => permits('gdap.request', actor);
const nothing = { items: [], next: null, count: 0 } as const;
const missing = (key: RelationshipKey) => refuse('relationship-not-found', { id: relationshipIdText(key) });

/** Whether the caller's tenant is the partner of the key; nobody reads another's. */
const own = (key: RelationshipKey, actor: Actor) => key.partnerId === actor.tenantId;

/** The partner's relationships, as the query asks (R61). */
export const listAdminRelationships: (context: Context, query: ListQuery) => Promise<Seen<RelationshipView>> = read<
  ListQuery,
  { page: RelationshipPage },
  Seen<RelationshipView>
>({
  permission: 'tenant.enter',
  shaped: isShaped,
  load: (sql, caller, query) => ({ page: ownRelationships(sql, { partnerId: caller.tenantId }, query) }),
  answer: ({ actor, now, facts: { page } }) => {
    const hidden = mayLook(actor);
    if (hidden !== null) return { ...nothing, hidden };
    const view = ({ relationship, customer_name }: RelationshipListRow) => ({
      relationship: adminRelationshipOf(relationship),
      customerName: customer_name,
      now,
    });
    return { ...page, items: page.items.map(view), hidden };
  },
});

/** Refusals: relationship-not-found, also for whoever may not look (by contract of the dialect). */
export const getAdminRelationship: (context: Context, key: RelationshipKey) => Promise<RelationshipView> = read<
  RelationshipKey,
  { row: RelationshipListRow | null },
  RelationshipView
>({
  permission: 'tenant.enter',
  load: (sql, caller, { id }) => ({ row: ownRelationship(sql, { partnerId: caller.tenantId }, id) }),
  answer: ({ actor, now, facts: { row } }, key) => {
    if (row === null || !own(key, actor) || mayLook(actor) !== null) return missing(key);
    return { relationship: adminRelationshipOf(row.relationship), customerName: row.customer_name, now };
  },
});

interface PartsInput extends RelationshipKey {
  readonly query: ListQuery;
}

/** Refusals: relationship-not-found. */
export const listAccessAssignments = read<PartsInput, { page: AssignmentPage | null }, Seen<AssignmentView>>({
  permission: 'tenant.enter',
  shaped: ({ query }) => isShaped(query),
  load: (sql, caller, { id, query }) => ({ page: ownAssignments(sql, { partnerId: caller.tenantId }, id, query) }),
  answer: ({ actor, now, facts }, key) =>
    parts(actor, facts.page, key, (row) => ({ assignment: accessAssignmentOf(row), now })),
});

export const listAdminRequests = read<PartsInput, { page: RequestPage | null }, Seen<RequestView>>({
  permission: 'tenant.enter',
  shaped: ({ query }) => isShaped(query),
  load: (sql, caller, { id, query }) => ({ page: ownRequests(sql, { partnerId: caller.tenantId }, id, query) }),
  answer: ({ actor, now, facts }, key) =>
    parts(actor, facts.page, key, (row) => ({ request: adminRequestOf(row), now })),
});

export const listAdminOperations = read<PartsInput, { page: OperationPage | null }, Seen<OperationView>>({
  permission: 'tenant.enter',
  shaped: ({ query }) => isShaped(query),
  load: (sql, caller, { id, query }) => ({ page: ownOperations(sql, { partnerId: caller.tenantId }, id, query) }),
  answer: ({ actor, now, facts }, key) =>
    parts(actor, facts.page, key, (row) => ({ operation: adminOperationOf(row), now })),
});

function parts<R, V>(
  actor: Actor,
  page: Listed<R> | null,
  key: RelationshipKey,
  view: (row: R) => V,
): Seen<V> | Refusal {
  const hidden = mayLook(actor);
  if (hidden !== null) return { ...nothing, hidden };
  if (page === null || !own(key, actor)) return missing(key);
  return { ...page, items: page.items.map(view), hidden };
}

interface PartKey extends RelationshipKey {
  readonly partId: string;
}

/** Refusals: relationship-not-found, not-found. */
export const getAccessAssignment = read<PartKey, { row: AccessAssignmentRow | null }, AssignmentView>({
  permission: 'tenant.enter',
  load: (sql, caller, { id, partId }) => ({
    row: ownPart(sql, { partnerId: caller.tenantId }, 'access_assignment', id, partId),
  }),
  answer: ({ actor, now, facts: { row } }, key) =>
    row === null || !own(key, actor) || mayLook(actor) !== null
      ? refuse('not-found', { kind: 'access assignment', id: key.partId })
      : { assignment: accessAssignmentOf(row), now },
});

export const getAdminRequest = read<PartKey, { row: AdminRequestRow | null }, RequestView>({
  permission: 'tenant.enter',
  load: (sql, caller, { id, partId }) => ({
    row: ownPart(sql, { partnerId: caller.tenantId }, 'admin_relationship_request', id, partId),
  }),
  answer: ({ actor, now, facts: { row } }, key) =>
    row === null || !own(key, actor) || mayLook(actor) !== null
      ? refuse('not-found', { kind: 'request', id: key.partId })
      : { request: adminRequestOf(row), now },
});

export const getAdminOperation = read<PartKey, { row: AdminOperationRow | null }, OperationView>({
  permission: 'tenant.enter',
  load: (sql, caller, { id, partId }) => ({
    row: ownPart(sql, { partnerId: caller.tenantId }, 'admin_relationship_operation', id, partId),
  }),
  answer: ({ actor, now, facts: { row } }, key) =>
    row === null || !own(key, actor) || mayLook(actor) !== null
      ? refuse('not-found', { kind: 'operation', id: key.partId })
      : { operation: adminOperationOf(row), now },
});

/** Customers that the partner administers, sold to or not (R78). */
export const listAdministeredCustomers = read<ListQuery, { page: CustomerPage }, Seen<AdministeredCustomerRow>>({
  permission: 'tenant.enter',
  shaped: isShaped,
  load: (sql, caller, query) => ({ page: administeredCustomers(sql, { partnerId: caller.tenantId }, query) }),
  answer: ({ actor, facts: { page } }) => {
    const hidden = mayLook(actor);
    return hidden === null ? { ...page, hidden } : { ...nothing, hidden };
  },
});

/** Refusals: not-found. */
export const getAdministeredCustomer = read<
  { readonly customerId: string },
  { row: AdministeredCustomerRow | null },
  AdministeredCustomerRow
>({
  permission: 'tenant.enter',
  load: (sql, caller, { customerId }) => ({
    row: administeredCustomer(sql, { partnerId: caller.tenantId }, customerId),
  }),
  answer: ({ actor, facts: { row } }, { customerId }) =>
    row === null || mayLook(actor) !== null ? refuse('not-found', { kind: 'customer', id: customerId }) : row,
});

/** What anybody may know of a tenant of his cloud. Refusals: tenant-not-found. */
export const findTenant = read<
  { readonly id: string } | { readonly domain: string },
  { tenant: PublicTenantRow | null },
  PublicTenantRow
>({
  permission: 'tenant.enter',
  load: (sql, caller, by) => ({ tenant: publicTenant(sql, caller.tenantId, by) }),
  answer: ({ facts: { tenant } }, by) =>
    tenant ?? refuse('tenant-not-found', 'id' in by ? { id: by.id } : { domain: by.domain }),
});

/** A relationship for its customer's eyes. */
export interface CustomerRelationshipView extends RelationshipView {
  readonly partnerName: string;
}

/** Every partner's relationship with the own tenant, the newest first. */
export const listRelationshipsHere = read<
  { readonly limit: number; readonly after: readonly [at: string, id: string] | null },
  { rows: CustomerRelationshipRow[] },
  { readonly items: readonly CustomerRelationshipView[]; readonly next: readonly [string, string] | null }
>({
  permission: 'customer.partners.read',
  load: (sql, caller, { limit, after }) => ({
    rows: relationshipsOfCustomer(sql, caller.tenantId, { limit: limit + 1, after }),
  }),
  answer: ({ actor, now, facts: { rows } }, { limit }) => {
    const items = rows.slice(0, limit).map((row) => forCustomer(row, actor.tenantName, now));
    const last = items.at(-1)?.relationship;
    const next = rows.length > limit && last !== undefined ? ([last.createdAt.toISOString(), last.id] as const) : null;
    return { items, next };
  },
});

/** Refusals: relationship-not-found. */
export const getRelationshipHere = read<
  RelationshipKey,
  { row: CustomerRelationshipRow | null },
  CustomerRelationshipView
>({
  permission: 'customer.partners.read',
  load: (sql, caller, { partnerId, id }) => ({ row: relationshipForCustomer(sql, caller.tenantId, partnerId, id) }),
  answer: ({ actor, now, facts: { row } }, key) =>
    row === null ? missing(key) : forCustomer(row, actor.tenantName, now),
});

function forCustomer(row: CustomerRelationshipRow, ownName: string, now: Date): CustomerRelationshipView {
  const relationship = adminRelationshipOf(row.relationship);
  const customerName = relationship.customerId === null ? null : ownName;
  return { relationship, customerName, partnerName: row.partner_name, now };
}
