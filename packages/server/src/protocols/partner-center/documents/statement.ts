import type { BilledInvoice, Biller } from '../../../operations/billing/invoices.ts';

/** A column of the table: its head, its width in points, and what stands in it. */
interface Column {
  readonly head: string;
  readonly width: number;
  readonly right?: true;
  readonly text: (line: BilledInvoice['lines'][number]) => string;
}

const day = (at: Date) => at.toISOString().slice(0, 10);
const money = (amount: number) =>
  amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const columns: readonly Column[] = [
  { head: 'Customer', width: 120, text: ({ subscription }) => subscription.customer.name },
  { head: 'Product', width: 145, text: ({ subscription }) => subscription.row.offer_name },
  { head: 'Charge', width: 75, text: ({ charge }) => charge.type },
  { head: 'From', width: 55, text: ({ charge }) => day(charge.from) },
  { head: 'Quantity', width: 45, right: true, text: ({ charge }) => String(charge.quantity) },
  { head: 'Amount', width: 75, right: true, text: ({ charge }) => money(charge.amount) },
];

const margin = 40;
const size = 8;
const rowHeight = 14;

/** The fonts that every reader has know these characters only. */
const printable = (text: string) => text.replaceAll(/[^\u0020-\u007e\u00a0-\u00ff]/g, '?');

/**
 * The document of an invoice, or of its taxes, as a PDF: the same bytes for the same invoice. Amounts carry the code of
 * their currency; taxes are none, since they are counted on the partner's own data (R111).
 */
export async function statement(invoice: BilledInvoice, biller: Biller, title: string): Promise<Buffer> {
  // Loaded when the first one is asked for: no start waits for it.
  const { default: PdfDocument } = await import('pdfkit');
  const pdf = new PdfDocument({
    size: 'A4',
    margin,
    bufferPages: true,
    info: { Title: `${title} ${invoice.id}`, Author: 'Multipartner', CreationDate: invoice.issuedAt },
  });
  const parts: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (part: Buffer) => parts.push(part));
    pdf.on('end', () => resolve(Buffer.concat(parts)));
    pdf.on('error', reject);
  });
  pdf.font('Helvetica-Bold').fontSize(18).text(`${title} ${invoice.id}`);
  pdf.font('Helvetica').fontSize(10).moveDown(0.5);
  for (const line of [
    `Billed to: ${printable(biller.partnerName)} (location ${biller.mpnId})`,
    `Issued: ${day(invoice.issuedAt)}`,
    `Billing period: ${day(invoice.from)} to ${day(new Date(invoice.to.getTime() - 1000))}`,
    `Charges: ${money(invoice.total)} ${invoice.currency}`,
    `Taxes: ${money(0)} ${invoice.currency}`,
    `Total: ${money(invoice.total)} ${invoice.currency}`,
  ])
    pdf.text(line);
  pdf.moveDown();
  table(pdf, invoice);
  pdf.end();
  return done;
}

function table(pdf: PDFKit.PDFDocument, invoice: BilledInvoice): void {
  const bottom = pdf.page.height - margin - rowHeight;
  let y = pdf.y;
  const row = (texts: readonly string[], font: string) => {
    pdf.font(font).fontSize(size);
    let x = margin;
    for (const [index, column] of columns.entries()) {
      const align = column.right === true ? 'right' : 'left';
      pdf.text(printable(texts[index] ?? ''), x, y, {
        width: column.width - 4,
        height: rowHeight,
        align,
        lineBreak: false,
        ellipsis: true,
      });
      x += column.width;
    }
    y += rowHeight;
  };
  const heads = () =>
    row(
      columns.map(({ head }) => head),
      'Helvetica-Bold',
    );
  heads();
  for (const line of invoice.lines) {
    if (y > bottom) {
      pdf.addPage();
      y = margin;
      heads();
    }
    row(
      columns.map(({ text }) => text(line)),
      'Helvetica',
    );
  }
}
