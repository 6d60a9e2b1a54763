import { Type } from 'typebox';
import { attestAgreement } from '../../../../../operations/agreement/attest.ts';
import { listAgreements, readDirectSignature } from '../../../../../operations/agreement/read.ts';
import type { AttestationRow } from '../../../../../operations/agreement/row.ts';
import { refused } from '../../../../../operations/operation.ts';
import { collection } from '../../../house/collection.ts';
import { readDate } from '../../../house/date.ts';
import { type Route, route } from '../../../house/route.ts';
import {
  Agreement,
  AgreementRequest,
  Agreements,
  DirectSignedCustomerAgreementStatus,
} from '../../../schemas/agreement.ts';
import { agreementType } from '../../agreements.ts';

function agreement(row: AttestationRow, origin: string) {
  const { firstName, lastName, email, phoneNumber } = row.contact;
  return {
    userId: row.attested_by,
    primaryContact: { firstName, lastName, email, ...(phoneNumber === null ? {} : { phoneNumber }) },
    templateId: row.template_id,
    dateAgreed: new Date(row.date_agreed).toISOString(),
    type: row.type,
    agreementLink: `${origin}/agreements/${row.type}`,
  };
}

export const customerAgreementsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/agreements',
    serves: ['get-confirmation-of-customer-agreement', 'get-confirmation-of-customer-consent'],
    credentials: 'user',
    summary: "The partner's own attestations for a customer",
    query: Type.Object({ agreementType: Type.Optional(Type.String()) }),
    answer: Agreements,
    handle: async ({ context, params, query, reply }) => {
      const rows = await listAgreements(context, {
        customerId: params.customerId,
        type: agreementType(query.agreementType),
      });
      return collection(rows.map((row) => agreement(row, `${reply.request.protocol}://${reply.request.host}`)));
    },
  }),
  route({
    method: 'POST',
    path: '/v1/customers/{customerId}/agreements',
    serves: ['confirm-customer-consent-customer-agreement'],
    credentials: 'user',
    status: 201,
    summary: 'Attests that the customer accepted the customer agreement',
    body: AgreementRequest,
    answer: Agreement,
    handle: async ({ context, params, body, reply }) => {
      const contact = body.primaryContact;
      if (contact === undefined) throw refused('value-missing', { field: 'primaryContact' });
      const dateAgreed = readDate('dateAgreed', body.dateAgreed);
      if (dateAgreed === null) throw refused('value-missing', { field: 'dateAgreed' });
      const row = await attestAgreement(context, {
        customerId: params.customerId,
        contact: {
          firstName: contact.firstName ?? '',
          lastName: contact.lastName ?? '',
          email: contact.email ?? '',
          phoneNumber: contact.phoneNumber ?? null,
        },
        dateAgreed,
        templateId: body.templateId ?? null,
        type: body.type ?? null,
      });
      return agreement(row, `${reply.request.protocol}://${reply.request.host}`);
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/directSignedMicrosoftCustomerAgreementStatus',
    serves: ['get-direct-sign-status-of-customer-agreement'],
    credentials: 'user',
    summary: 'Whether the customer signed the customer agreement itself',
    answer: DirectSignedCustomerAgreementStatus,
    handle: async ({ context, params }) => ({ isSigned: await readDirectSignature(context, params) }),
  }),
];
