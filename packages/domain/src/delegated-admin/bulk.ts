import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { formatAutoExtend, formatDays } from './duration.ts';
import type { AdminTemplate } from './template.ts';
import type { WrittenTerms } from './terms.ts';

/** Rows that one bulk may have. */
export const mostBulkRows = 10_000;

export const bulkActions = ['create', 'lock', 'assign', 'extend', 'terminate'] as const;
export type BulkAction = (typeof bulkActions)[number];

/** A row as it was written; what its action has no use for must be absent. */
export interface WrittenBulkRow {
  readonly action: string;
  readonly relationshipId?: string;
  /** The relationship that an earlier row of the same bulk creates; rows count from 0. */
  readonly relationship?: { readonly row: number };
  readonly customerId?: string;
  readonly displayName?: string;
  readonly duration?: string;
  readonly autoExtendDuration?: string;
  readonly roles?: readonly string[];
  readonly templateId?: string;
  readonly groupId?: string;
}

/** Which relationship a row is about. */
export type RelationshipReference = { readonly id: string } | { readonly row: number };

/** A row that can be done, templates written out. */
export type BulkRow =
  | { readonly action: 'create'; readonly terms: WrittenTerms }
  | { readonly action: 'lock' | 'terminate'; readonly of: RelationshipReference }
  | { readonly action: 'extend'; readonly of: RelationshipReference; readonly autoExtend: string }
  | {
      readonly action: 'assign';
      readonly of: RelationshipReference;
      readonly groupId: string;
      readonly roleIds: readonly string[];
    };

type Member = Exclude<keyof WrittenBulkRow, 'action'>;
const reference: readonly Member[] = ['relationshipId', 'relationship'];
const membersOf: Readonly<Record<BulkAction, readonly Member[]>> = {
  create: ['customerId', 'displayName', 'duration', 'roles', 'templateId', 'autoExtendDuration'],
  lock: reference,
  assign: [...reference, 'groupId', 'roles', 'templateId'],
  extend: [...reference, 'autoExtendDuration'],
  terminate: reference,
};

const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const oneId = new RegExp(`^${guid}$`, 'i');
const relationshipId = new RegExp(`^${guid}-${guid}$`, 'i');

/**
 * Reads the rows of a bulk, each by what its action needs; whether the state of things lets it be done is decided when
 * it is done. One that cannot be read makes the whole bulk refused, by the place of the member at fault. Refusals:
 * value-missing, value-invalid, value-conflicts, identifier-malformed, not-found (a template), too-many.
 */
export function readBulk(
  written: readonly WrittenBulkRow[],
  templates: ReadonlyMap<string, AdminTemplate>,
): readonly BulkRow[] | Refusal {
  if (written.length === 0) return refuse('value-missing', { field: 'items' });
  if (written.length > mostBulkRows) return refuse('too-many', { field: 'items', maximum: mostBulkRows });
  const rows: BulkRow[] = [];
  for (const [index, one] of written.entries()) {
    const row = readRow(one, index, written, templates);
    if (isRefusal(row)) return row;
    rows.push(row);
  }
  return rows;
}

/** The templates that rows name, each once; malformed ids are refused by readBulk. */
export function templatesNamed(written: readonly WrittenBulkRow[]): readonly string[] {
  const ids = written.flatMap(({ templateId }) =>
    templateId !== undefined && oneId.test(templateId) ? [templateId] : [],
  );
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}

function readRow(
  one: WrittenBulkRow,
  index: number,
  all: readonly WrittenBulkRow[],
  templates: ReadonlyMap<string, AdminTemplate>,
): BulkRow | Refusal {
  const at = (name: string) => `items.${index}.${name}`;
  const action = bulkActions.find((known) => known === one.action);
  if (action === undefined)
    return refuse('value-invalid', { field: at('action'), reason: `is none of ${bulkActions.join(', ')}` });
  const allowed = membersOf[action];
  for (const name of Object.keys(one) as (keyof WrittenBulkRow)[])
    if (name !== 'action' && one[name] !== undefined && !allowed.includes(name))
      return refuse('value-invalid', { field: at(name), reason: `has no use in a row that is to ${action}` });
  for (const name of ['customerId', 'groupId', 'templateId'] as const)
    if (one[name] !== undefined && !oneId.test(one[name]))
      return refuse('value-invalid', { field: at(name), reason: 'is not a GUID' });
  const template = templateOf(one, at, templates);
  if (isRefusal(template)) return template;
  if (action === 'create') return readCreation(one, at, template);
  const of = readReference(one, index, all, at);
  if (isRefusal(of)) return of;
  if (action === 'assign') return readAssignment(one, of, at, template);
  if (action !== 'extend') return { action, of };
  if (one.autoExtendDuration === undefined) return refuse('value-missing', { field: at('autoExtendDuration') });
  return { action, of, autoExtend: one.autoExtendDuration };
}

type Place = (name: string) => string;

function templateOf(
  { templateId, roles }: WrittenBulkRow,
  at: Place,
  templates: ReadonlyMap<string, AdminTemplate>,
): AdminTemplate | null | Refusal {
  if (templateId === undefined) return null;
  if (roles !== undefined) return refuse('value-conflicts', { field: at('roles'), with: at('templateId') });
  const found = templates.get(templateId.toLowerCase());
  return found ?? refuse('not-found', { field: at('templateId'), kind: 'template', id: templateId });
}

function readCreation(one: WrittenBulkRow, at: Place, template: AdminTemplate | null): BulkRow | Refusal {
  if (one.displayName === undefined) return refuse('value-missing', { field: at('displayName') });
  const duration = one.duration ?? (template === null ? undefined : formatDays(template.durationDays));
  if (duration === undefined) return refuse('value-missing', { field: at('duration') });
  const roleIds = one.roles ?? template?.roleIds;
  if (roleIds === undefined) return refuse('value-missing', { field: at('roles') });
  const autoExtend = one.autoExtendDuration ?? (template === null ? null : formatAutoExtend(template.autoExtend));
  const customerId = one.customerId?.toLowerCase() ?? null;
  return { action: 'create', terms: { displayName: one.displayName, duration, roleIds, autoExtend, customerId } };
}

function readReference(
  one: WrittenBulkRow,
  index: number,
  all: readonly WrittenBulkRow[],
  at: Place,
): RelationshipReference | Refusal {
  if (one.relationship !== undefined && one.relationshipId !== undefined)
    return refuse('value-conflicts', { field: at('relationship'), with: at('relationshipId') });
  if (one.relationship !== undefined) {
    const { row } = one.relationship;
    if (row < index && all[row]?.action === 'create') return { row };
    return refuse('value-invalid', { field: at('relationship.row'), reason: 'is no earlier row that is to create' });
  }
  if (one.relationshipId === undefined) return refuse('value-missing', { field: at('relationshipId') });
  if (!relationshipId.test(one.relationshipId))
    return refuse('identifier-malformed', { field: at('relationshipId'), form: 'two GUIDs joined by a hyphen' });
  return { id: one.relationshipId.toLowerCase() };
}

function readAssignment(
  one: WrittenBulkRow,
  of: RelationshipReference,
  at: Place,
  template: AdminTemplate | null,
): BulkRow | Refusal {
  const groupId = one.groupId?.toLowerCase();
  if (groupId === undefined) return refuse('value-missing', { field: at('groupId') });
  const planned = template?.assignments.find((assignment) => assignment.groupId === groupId);
  if (template !== null && planned === undefined)
    return refuse('value-invalid', { field: at('groupId'), reason: 'is no group of the template' });
  const roleIds = one.roles ?? planned?.roleIds;
  if (roleIds === undefined) return refuse('value-missing', { field: at('roles') });
  return { action: 'assign', of, groupId, roleIds };
}

/**
 * For each row the first row of its chain. Rows of one chain are done in the order given: those about one relationship,
 * and those that want one name. Chains have nothing to do with each other.
 */
export function chainsOf(rows: readonly BulkRow[]): readonly number[] {
  const first = new Map<string, number>();
  const chains: number[] = [];
  for (const [index, row] of rows.entries()) {
    if (row.action !== 'create' && 'row' in row.of) {
      chains.push(chains[row.of.row] as number);
      continue;
    }
    const key = row.action === 'create' ? `named ${(row.terms.displayName ?? '').trim().toLowerCase()}` : keyOf(row.of);
    const chain = first.get(key) ?? index;
    first.set(key, chain);
    chains.push(chain);
  }
  return chains;
}

const keyOf = (of: RelationshipReference) => ('id' in of ? `id ${of.id}` : `row ${of.row}`);
