import type {
  ServiceRequestChange,
  ServiceRequestStatus,
  Severity,
} from '@multipartner/domain/service-request/service-request.ts';
import { type Static, Type } from 'typebox';
import { refused } from '../../../operations/operation.ts';
import type { NewServiceRequest } from '../../../operations/service-request/write.ts';
import { readFilter } from '../house/filter.ts';
import type { ServiceRequestBody } from '../schemas/service-request.ts';
import { readGuid } from './guid.ts';

type Body = Static<typeof ServiceRequestBody>;

/** The query of the lists. */
export const serviceRequestQuery = Type.Object({
  size: Type.Optional(Type.Integer({ minimum: 0, maximum: 500, description: 'At most 500; 0 asks for 100' })),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  status: Type.Optional(Type.Enum(['open', 'closed', 'attention_needed'])),
  filter: Type.Optional(Type.String({ description: 'JSON: Field Status, Value, Operator equals' })),
});

const states: readonly ServiceRequestStatus[] = ['open', 'attention_needed', 'closed'];

/** Which page of which service requests is asked for. */
export function readListing(query: Static<typeof serviceRequestQuery>) {
  const filter = readFilter(query.filter, { Status: ['equals'] });
  const wanted = filter?.value.replaceAll('_', '').toLowerCase();
  const status = states.find((one) => one.replaceAll('_', '') === wanted);
  if (filter !== null && status === undefined)
    throw refused('value-invalid', { field: 'filter.Value', reason: `is not one of ${states.join(', ')}` });
  return { status: query.status ?? status ?? null, size: query.size || 100, offset: query.offset ?? 0 };
}

function needed(field: string, value: string | undefined): string {
  if (value === undefined) throw refused('value-missing', { field });
  return value;
}

const severityOf = ({ severity }: Body) => (severity === 'unknown' ? undefined : (severity as Severity | undefined));

/** What is asked for in a locale such as en-US; about the customer that the body names, else about the caller itself. */
export function readNewServiceRequest(locale: string, body: Body, tenantId: string): NewServiceRequest {
  const country = /^[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})$/i.exec(locale)?.[1]?.toUpperCase();
  if (country === undefined)
    throw refused('value-invalid', { field: 'agentLocale', reason: 'is not a locale such as en-US' });
  const title = needed('title', body.title);
  const description = needed('description', body.description);
  const severity = severityOf(body);
  if (severity === undefined) throw refused('value-missing', { field: 'severity' });
  const about = body.organization?.id;
  const customerId = about === undefined ? null : readGuid('organization.id', about);
  const { firstName, lastName, email, phoneNumber } = body.primaryContact ?? {};
  return {
    title,
    description,
    severity,
    topicId: needed('supportTopicId', body.supportTopicId),
    customerId: customerId === tenantId ? null : customerId,
    country,
    productId: body.productId ?? null,
    contact: Object.fromEntries(
      Object.entries({ firstName, lastName, email, phoneNumber }).filter(([, value]) => value !== undefined),
    ),
  };
}

/** What is to be different: the members that are set. */
export function readServiceRequestChange(body: Body): ServiceRequestChange {
  const severity = severityOf(body);
  const status = body.status === 'none' ? undefined : (body.status as ServiceRequestStatus | undefined);
  const note = body.newNote?.text;
  return {
    ...(body.title === undefined ? {} : { title: body.title }),
    ...(body.description === undefined ? {} : { description: body.description }),
    ...(severity === undefined ? {} : { severity }),
    ...(status === undefined ? {} : { status }),
    ...(note === undefined ? {} : { note }),
  };
}
