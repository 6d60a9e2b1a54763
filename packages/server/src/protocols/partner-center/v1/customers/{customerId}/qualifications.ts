import type { QualificationName, QualificationRequest } from '@multipartner/domain/tenant/qualification.ts';
import { Type } from 'typebox';
import { refused } from '../../../../../operations/operation.ts';
import { readQualifications, setQualification } from '../../../../../operations/qualification/qualification.ts';
import { type Route, route } from '../../../house/route.ts';
import {
  CustomerQualification,
  CustomerQualificationRequest,
  CustomerQualifications,
  QualificationText,
} from '../../../schemas/customer.ts';

/** The older, single form knows one value; of two the one that opens a segment. */
const single = (all: readonly { readonly qualification: QualificationName }[]) =>
  (all.find((one) => one.qualification !== 'StateOwnedEntity') ?? all[0])?.qualification ?? 'None';

/** The older contract numbers the qualifications in this order. */
const numbered: readonly QualificationName[] = [
  'None',
  'Education',
  'Nonprofit',
  'GovernmentCommunityCloud',
  'StateOwnedEntity',
];

/** Reads a bare qualification: its name in any spelling, or its number. */
function named(value: unknown): QualificationName {
  const wanted = String(value).replaceAll('_', '').toLowerCase();
  const found = numbered.find((one, number) => one.toLowerCase() === wanted || String(number) === wanted);
  if (found === undefined)
    throw refused('value-invalid', { field: 'qualification', reason: `is not one of ${numbered.join(', ')}` });
  return found;
}

export const qualificationsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/qualifications',
    serves: ['get-customer-qualification-asynchronous'],
    credentials: 'either',
    summary: "The customer's qualifications with their vetting",
    answer: CustomerQualifications,
    handle: async ({ context, params }) => {
      const all = await readQualifications(context, params);
      return all.length === 0 ? [{ qualification: 'None' }] : all;
    },
  }),
  route({
    method: 'POST',
    path: '/v1/customers/{customerId}/qualifications',
    serves: ['update-customer-qualification-asynchronous'],
    credentials: 'user',
    status: 201,
    summary: 'Sets a qualification of the customer; schools are vetted',
    query: Type.Object({ code: Type.Optional(Type.String({ description: 'Where older clients put the code' })) }),
    body: CustomerQualificationRequest,
    answer: CustomerQualification,
    handle: async ({ context, params, query, body }) => {
      if (body.qualification === undefined) throw refused('value-missing', { field: 'qualification' });
      // The schema has closed the enumerations.
      const given = body as QualificationRequest;
      const validationCode = given.validationCode ?? query.code;
      const request = { ...given, ...(validationCode === undefined ? {} : { validationCode }) };
      return setQualification(context, { ...params, request });
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/qualification',
    serves: ['get-customer-qualification-synchronous'],
    credentials: 'either',
    summary: "The customer's qualification, in the older single form",
    answer: QualificationText,
    handle: async ({ context, params, reply }) => {
      const all = await readQualifications(context, params);
      await reply.type('application/json; charset=utf-8').send(JSON.stringify(single(all).toLowerCase()));
      return undefined;
    },
  }),
  route({
    method: 'PUT',
    path: '/v1/customers/{customerId}/qualification',
    serves: ['update-customer-qualification-synchronous'],
    credentials: 'user',
    summary: 'Sets the qualification, in the older single form: a bare value',
    query: Type.Object({ code: Type.Optional(Type.String()) }),
    answer: QualificationText,
    handle: async ({ context, params, query, body, reply }) => {
      const qualification = named(body);
      const request = {
        qualification,
        ...(query.code === undefined ? {} : { validationCode: query.code }),
        ...(qualification === 'Education' ? { educationSegment: 'HigherEducation' as const } : {}),
      };
      await setQualification(context, { ...params, request });
      await reply.type('application/json; charset=utf-8').send(JSON.stringify(qualification.toLowerCase()));
      return undefined;
    },
  }),
];
