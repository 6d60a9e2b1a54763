import { getInvoice } from '../../../../../operations/billing/invoices.ts';
import { refused } from '../../../../../operations/operation.ts';
import { statement } from '../../../documents/statement.ts';
import { type Route, route } from '../../../house/route.ts';
import { invoiceNumber } from '../../../reading/invoice-lines.ts';
import { receiptId } from '../../../resources/invoice.ts';

export const invoiceDocumentRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/invoices/{invoiceId}/documents/statement',
    serves: ['get-invoice-statement'],
    credentials: 'user',
    summary: 'An invoice as a PDF',
    handle: async ({ context, params, reply }) => {
      const { invoice, biller } = await getInvoice(context, { id: invoiceNumber(params.invoiceId) });
      reply.type('application/pdf');
      return statement(invoice, biller, 'Invoice');
    },
  }),
  route({
    method: 'GET',
    path: '/v1/invoices/{invoiceId}/receipts/{receiptId}/documents/statement',
    serves: ['get-invoice-receipt-statement'],
    credentials: 'user',
    summary: 'The receipt of the taxes of an invoice as a PDF',
    handle: async ({ context, params, reply }) => {
      const { invoice, biller } = await getInvoice(context, { id: invoiceNumber(params.invoiceId) });
      if (params.receiptId !== receiptId(invoice.id))
        throw refused('not-found', { kind: 'receipt', id: params.receiptId });
      reply.type('application/pdf');
      return statement(invoice, biller, 'Tax receipt');
    },
  }),
];
