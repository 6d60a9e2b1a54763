import { type AdminRelationship, statusAt } from '@multipartner/domain/delegated-admin/relationship.ts';
import { lockAdminRelationship } from '../../store/delegated-admin/relationship.ts';
import { adminRelationshipOf } from '../../store/delegated-admin/row.ts';
import { refused, type Work } from '../operation.ts';

/** How a request names a relationship: its own id and its partner's. */
export interface RelationshipKey {
  readonly partnerId: string;
  readonly id: string;
}

/** Writes the id that the world sees: two GUIDs, the second of them the partner's tenant. */
export const relationshipIdText = (key: RelationshipKey): string => `${key.id}-${key.partnerId}`;

const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const wholeId = new RegExp(`^(${guid})-(${guid})$`);

/** Reads that id. Refusals: identifier-malformed, which is another thing than an unknown one. */
export function readRelationshipKey(text: string): RelationshipKey {
  const [, id, partnerId] = wholeId.exec(text.toLowerCase()) ?? [];
  if (id === undefined || partnerId === undefined)
    throw refused('identifier-malformed', {
      field: 'relationshipId',
      form: 'two GUIDs joined by a hyphen',
    });
  return { id, partnerId };
}

export interface Found {
  readonly one: AdminRelationship;
  readonly customerName: string | null;
  /** What is due for it next. */
  readonly dueAt: Date | null;
  /** How long a step takes now, in milliseconds. */
  readonly stepMs: number;
}

/**
 * The relationship, held until the act ends. `mine`: whoever asks as its partner sees only those of his own tenant, and
 * nobody sees one that has lapsed or been cleaned up. Refusals: relationship-not-found.
 */
export async function holdRelationship(work: Work, key: RelationshipKey, as: 'partner' | 'customer'): Promise<Found> {
  const unknown = () => refused('relationship-not-found', { id: relationshipIdText(key) });
  if (as === 'partner' && key.partnerId !== work.actor.tenantId) throw unknown();
  const row = await lockAdminRelationship(work.tx, { partnerId: key.partnerId }, key.id);
  if (row === null) throw unknown();
  const one = adminRelationshipOf(row.relationship);
  if (statusAt(one, work.now) === 'gone') throw unknown();
  const dueAt = row.relationship.due_at === null ? null : new Date(row.relationship.due_at);
  return { one, customerName: row.customer_name, dueAt, stepMs: row.step_ms };
}
