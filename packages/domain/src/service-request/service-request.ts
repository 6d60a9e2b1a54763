import { type Refusal, refuse } from '../refusal.ts';
import { findTopic } from './topics.ts';

export type Severity = 'critical' | 'moderate' | 'minimal';
export type ServiceRequestStatus = 'open' | 'attention_needed' | 'closed';

/** What is asked for: by whom and about which tenant, the operation knows. */
export interface Asked {
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly topicId: string;
}

/** Something that was written to a service request later. */
export interface Note {
  readonly name: string;
  readonly at: Date;
  readonly text: string;
}

export interface ServiceRequestFacts extends Asked {
  readonly id: string;
  readonly status: ServiceRequestStatus;
  readonly notes: readonly Note[];
  readonly modifiedAt: Date;
  readonly closedAt: Date | null;
  readonly version: number;
}

/** What is to be different; a member that is absent stays. */
export type ServiceRequestChange = Partial<Pick<Asked, 'title' | 'description' | 'severity'>> & {
  readonly status?: ServiceRequestStatus;
  readonly note?: string;
};

/** Refusals: value-missing, value-invalid. */
export function checkAsked(asked: Asked): Asked | Refusal {
  const title = asked.title.trim();
  const description = asked.description.trim();
  if (title === '') return refuse('value-missing', { field: 'title' });
  if (description === '') return refuse('value-missing', { field: 'description' });
  if (findTopic(asked.topicId) === undefined)
    return refuse('value-invalid', { field: 'supportTopicId', reason: 'is no support topic' });
  return { ...asked, title, description };
}

/**
 * Changes what was sent: a note is added, nothing that was written is taken away. A closed one is opened again, or only
 * read; `attention_needed` is what the other side says. Refusals: value-missing, transition-not-allowed.
 */
export function changeServiceRequest(
  facts: ServiceRequestFacts,
  change: ServiceRequestChange,
  who: string,
  now: Date,
): ServiceRequestFacts | Refusal {
  const status = change.status ?? facts.status;
  if (status !== facts.status && status === 'attention_needed')
    return refuse('transition-not-allowed', { from: facts.status, to: status });
  if (facts.status === 'closed' && status === 'closed')
    return Object.keys(change).every((name) => name === 'status')
      ? facts
      : refuse('transition-not-allowed', { from: 'closed', to: 'changed' });
  const title = (change.title ?? facts.title).trim();
  if (title === '') return refuse('value-missing', { field: 'title' });
  const description = (change.description ?? facts.description).trim();
  if (description === '') return refuse('value-missing', { field: 'description' });
  const note = change.note?.trim();
  if (note === '') return refuse('value-missing', { field: 'newNote.text' });
  return {
    ...facts,
    title,
    description,
    severity: change.severity ?? facts.severity,
    status,
    notes: note === undefined ? facts.notes : [...facts.notes, { name: who, at: now, text: note }],
    modifiedAt: now,
    closedAt: status === 'closed' ? (facts.closedAt ?? now) : null,
    version: facts.version + 1,
  };
}

/** The id of a service request: six, the day it was made, and eight digits of chance. */
export function serviceRequestId(now: Date, chance: number): string {
  const day = now.toISOString().slice(2, 10).replaceAll('-', '');
  return `6${day}${String(chance % 100_000_000).padStart(8, '0')}`;
}
