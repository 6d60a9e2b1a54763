import { findTopic } from '@multipartner/domain/service-request/topics.ts';
import type { Static } from 'typebox';
import type { getServiceRequest } from '../../../operations/service-request/read.ts';
import type { ServiceRequest } from '../schemas/service-request.ts';

type Row = Awaited<ReturnType<typeof getServiceRequest>>;

/** How the vendor writes an instant that never was. */
const never = '0001-01-01T00:00:00';

export function renderServiceRequest(row: Row): Static<typeof ServiceRequest> {
  const topic = findTopic(row.topic_id);
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    severity: row.severity,
    supportTopicId: row.topic_id,
    ...(topic === undefined ? {} : { supportTopicName: topic.name }),
    status: row.status,
    organization: { id: row.customer_id, name: row.organization_name },
    primaryContact: row.contact,
    ...(row.product_id === null ? {} : { productId: row.product_id }),
    countryCode: row.country,
    createdDate: new Date(row.created_at).toISOString(),
    lastModifiedDate: new Date(row.modified_at).toISOString(),
    lastClosedDate: row.closed_at === null ? never : new Date(row.closed_at).toISOString(),
    notes: row.notes.map((note) => ({ createdByName: note.name, createdDate: note.at, text: note.text })),
    attributes: { objectType: 'ServiceRequest' },
  };
}
