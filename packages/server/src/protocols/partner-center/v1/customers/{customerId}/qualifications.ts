import { type QualificationName, qualifications } from '@multipartner/domain/tenant/qualification.ts';
import { Type } from 'typebox';
import { refused } from '../../../../../operations/operation.ts';
import { readQualifications, setQualification } from '../../../../../operations/qualification/qualification.ts';
import { type Route, route } from '../../../house/route.ts';

const name = Type.Enum([...qualifications]);

const Qualification = Type.Object({
  qualification: name,
  vettingStatus: Type.Optional(Type.Enum(['None', 'InReview', 'Approved', 'Denied'])),
  vettingCreateDate: Type.Optional(Type.String()),
  vettingReason: Type.Optional(Type.String()),
});

const QualificationBody = Type.Object({
  qualification: name,
  educationSegment: Type.Optional(Type.Enum(['K12', 'HigherEducation'])),
  website: Type.Optional(Type.String()),
  validationCode: Type.Optional(Type.String()),
});

/** The older, single form knows one value; of two the one that opens a segment. */
const single = (all: readonly { readonly qualification: QualificationName }[]) =>
  (all.find((one) => one.qualification !== 'StateOwnedEntity') ?? all[0])?.qualification ?? 'None';

/** The older contract numbers the qualifications. */
function named(value: unknown): QualificationName {
  const found =
    typeof value === 'number'
      ? qualifications[value]
      : qualifications.find((one) => one.toLowerCase() === String(value).toLowerCase());
  if (found === undefined)
    throw refused('value-invalid', { field: 'qualification', reason: `is not one of ${qualifications.join(', ')}` });
  return found;
}

export const qualificationsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/qualifications',
    serves: ['get-customer-qualification-asynchronous'],
    credentials: 'either',
    summary: "The customer's qualifications with their vetting",
    answer: Type.Array(Qualification),
    handle: async ({ context, params }) => {
      const all = await readQualifications(context, params);
      return all.length === 0 ? [{ qualification: 'None', vettingStatus: 'None' }] : all;
    },
  }),
  route({
    method: 'POST',
    path: '/v1/customers/{customerId}/qualifications',
    serves: ['update-customer-qualification-asynchronous'],
    credentials: 'user',
    status: 201,
    summary: 'Sets a qualification of the customer; schools are vetted',
    body: QualificationBody,
    answer: Qualification,
    handle: async ({ context, params, body }) => setQualification(context, { ...params, request: body }),
  }),
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/qualification',
    serves: ['get-customer-qualification-synchronous'],
    credentials: 'either',
    summary: "The customer's qualification, in the older single form",
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
