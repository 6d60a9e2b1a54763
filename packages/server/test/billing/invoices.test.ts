import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are read as the wire has them
type Line = any;

describe('invoices', () => {
  let server: TestServer;
  let licences: string;
  let mailboxes: string;
  let unitPrice: number;
  beforeAll(async () => {
    server = await startServer({ startAt: new Date('2026-01-10T00:00:00Z') });
    await given.seller(server, 'beta', 'woodgrove', { dap: false });
    const bought = await given.order(server, 'alpha', 'woodgrove', {
      offerId: items.businessBasic,
      quantity: 10,
      termDuration: 'P1Y',
    });
    licences = bought.lineItems[0].subscriptionId;
    mailboxes = (await given.order(server, 'alpha', 'woodgrove', { offerId: items.legacyMailboxes, quantity: 3 }))
      .lineItems[0].subscriptionId;
    const [row] = await server.database`select unit_price, billing_cycle from subscription where id = ${licences}`;
    expect(row?.billing_cycle).toBe('monthly');
    unitPrice = Number(row?.unit_price);
    await server.clock.change({ set: new Date('2026-01-20T00:00:00Z'), frozen: true });
    const at = `/v1/customers/${server.tenant('woodgrove').id}/subscriptions/${licences}`;
    const { body } = await server.call('alpha.sales', 'GET', at);
    expect((await server.call('alpha.sales', 'PATCH', at, { ...body, quantity: 14 })).status).toBe(200);
  });
  afterAll(() => server.stop());

  const get = (path: string, who = 'alpha.billing', headers: Record<string, string> = {}) =>
    server.call(who, 'GET', `/v1/invoices${path}`, undefined, headers);
  const goTo = (day: string) => server.clock.change({ set: new Date(`${day}T00:00:00Z`), frozen: true });
  const unbilled = (period: string, more = '') =>
    get(
      `/unbilled/lineitems?provider=onetime&invoicelineitemtype=billinglineitems&currencycode=usd&period=${period}${more}`,
    );
  const mine = (lines: readonly Line[]) => lines.filter((line) => line.subscriptionId === licences);
  const cents = (amount: number) => Math.round(amount * 100) / 100;

  it('are not there before a month is over; what is to come is listed', async () => {
    // The world has sold something in December.
    const months = (await get('')).body.items.map((one: Line) => one.billingPeriodStartDate.slice(0, 7));
    expect(months).toEqual(['2025-12']);
    const { status, body } = await unbilled('current');
    expect(status).toBe(200);
    const lines = mine(body.items);
    expect(lines.map(({ chargeType, quantity }) => [chargeType, quantity])).toEqual([
      ['new', 10],
      ['addQuantity', 4],
    ]);
    expect(lines[0]).toMatchObject({
      partnerId: server.tenant('alpha').id,
      customerId: server.tenant('woodgrove').id,
      customerDomainName: 'woodgrove.onmicrosoft.com',
      customerCountry: 'US',
      invoiceNumber: '',
      productId: 'CFQ7TTC0LH18',
      skuId: '0001',
      unitPrice,
      subtotal: cents(10 * unitPrice),
      taxTotal: 0,
      currency: 'USD',
      chargeStartDate: '2026-01-10T00:00:00.000Z',
      chargeEndDate: '2026-02-09T00:00:00.000Z',
      termAndBillingCycle: 'One-Year commitment with monthly billing',
      billingProvider: 'one_time',
      invoiceLineItemType: 'billing_line_items',
      attributes: { objectType: 'OneTimeInvoiceLineItem' },
    });
    // Of 31 days 21 are left.
    expect(lines[1].subtotal).toBe(cents((4 * unitPrice * 21) / 31));
    expect((await unbilled('previous')).body.items).toEqual([]);
    await goTo('2026-02-02');
    expect(mine((await unbilled('previous')).body.items)).toEqual(lines);
    expect(mine((await unbilled('current')).body.items)).toEqual([]);
  });

  it('are issued on the eighth day, older and newer commerce apart', async () => {
    await goTo('2026-02-08');
    expect((await unbilled('previous')).body.items).toEqual([]);
    const january = (await get('')).body.items.slice(0, 2);
    expect(january.map((one: Line) => one.invoiceType).toSorted()).toEqual(['OneTime', 'Recurring']);
    const newer = january.find((one: Line) => one.invoiceType === 'OneTime');
    expect(newer).toMatchObject({
      id: expect.stringMatching(/^G\d{9}$/),
      invoiceDate: '2026-02-08T00:00:00.000Z',
      billingPeriodStartDate: '2026-01-01T00:00:00.000Z',
      billingPeriodEndDate: '2026-01-31T23:59:59.000Z',
      paidAmount: 0,
      currencyCode: 'USD',
      currencySymbol: '$',
      documentType: 'invoice',
      attributes: { objectType: 'Invoice' },
    });
    expect((await get(`/${newer.id}`)).body).toEqual(newer);
    const uri = newer.links.self.uri.replace('/invoices', '');
    expect((await get(uri)).body).toEqual(newer);

    const lines = (await get(newer.invoiceDetails[0].links.self.uri.replace('/invoices', ''))).body;
    expect(lines.items.every((line: Line) => line.invoiceNumber === newer.id)).toBe(true);
    expect(cents(lines.items.reduce((sum: number, line: Line) => sum + line.subtotal, 0))).toBe(newer.totalCharges);
    expect(mine(lines.items)).toHaveLength(2);

    const older = january.find((one: Line) => one.invoiceType === 'Recurring');
    const licence = (await get(`/${older.id}/lineitems?provider=Office&nvoicelineitemtype=BillingLineItems`)).body;
    expect(licence.items).toContainEqual(
      expect.objectContaining({
        subscriptionId: mailboxes,
        offerId: items.legacyMailboxes,
        quantity: 3,
        chargeType: 'new',
        billingProvider: 'office',
        attributes: { objectType: 'LicenseBasedLineItem' },
      }),
    );
    for (const other of [
      `/${older.id}/lineitems/OneTime/BillingLineItems`,
      `/${newer.id}/lineitems/Office/BillingLineItems`,
      `/${newer.id}/lineitems/OneTime/UsageLineItems`,
      `/${newer.id}/lineitems/Azure/BillingLineItems`,
    ])
      expect((await get(other)).body, other).toMatchObject({ totalCount: 0, items: [] });
  });

  it('stay as they were, whatever becomes of the subscription', async () => {
    const { body: before } = await get('');
    const at = `/v1/customers/${server.tenant('woodgrove').id}/subscriptions/${licences}`;
    const { body } = await server.call('alpha.sales', 'GET', at);
    const more = await server.call('alpha.sales', 'PATCH', at, { ...body, quantity: 20 });
    expect(more.status).toBe(200);
    await goTo('2026-03-09');
    const { body: after } = await get('');
    expect(after.items.slice(2)).toEqual(before.items);
    const [newer] = after.items.filter((one: Line) => one.invoiceType === 'OneTime');
    const lines = mine((await get(`/${newer.id}/lineitems/onetime/billinglineitems`)).body.items);
    expect(lines.map(({ chargeType, quantity }) => [chargeType, quantity])).toEqual([
      ['addQuantity', 6],
      ['cycleCharge', 20],
    ]);
  });

  it('come in pages, by place and by token', async () => {
    const { body: first } = await get('?size=1');
    expect(first).toMatchObject({ totalCount: 5, links: { next: { uri: '/invoices?size=1&offset=1' } } });
    const id = first.items[0].id;
    const way = first.items[0].invoiceType === 'OneTime' ? 'OneTime' : 'Office';
    const at = `/${id}/lineitems/${way}/BillingLineItems`;
    const { body: all } = await get(at);
    const seen: Line[] = [];
    let page = (await get(`${at}?size=1`)).body;
    for (;;) {
      seen.push(...page.items);
      if (page.links.next === undefined) break;
      const [header] = page.links.next.headers;
      page = (await get(`${at}?seekOperation=Next`, 'alpha.billing', { [header.key]: header.value })).body;
    }
    expect(seen).toEqual(all.items);
    expect((await get(`${at}?size=1&offset=1`)).body.items).toEqual(all.items.slice(1, 2));
    expect((await get(`${at}?seekOperation=Next`)).body.description).toContain('MS-ContinuationToken');
  });

  it('are what the customers cost', async () => {
    const at = `/v1/customers/${server.tenant('woodgrove').id}/servicecosts/mostrecent`;
    const { status, body } = await server.call('alpha.billing', 'GET', at);
    expect(status).toBe(200);
    const march = (await get('?size=2')).body.items;
    expect(body).toMatchObject({
      billingStartDate: '2026-02-01T00:00:00.000Z',
      billingEndDate: '2026-02-28T23:59:59.000Z',
      tax: 0,
      customerId: server.tenant('woodgrove').id,
      attributes: { objectType: 'ServiceCostsSummary' },
    });
    const { body: lines } = await server.call('alpha.billing', 'GET', `${at}/lineitems`);
    expect(cents(lines.items.reduce((sum: number, line: Line) => sum + line.pretaxTotal, 0))).toBe(body.pretaxTotal);
    expect(mine(lines.items)).toHaveLength(2);
    const numbers = new Set(lines.items.map((line: Line) => line.invoiceNumber));
    expect(march.map((one: Line) => one.id)).toEqual(expect.arrayContaining([...numbers]));
    expect((await server.call('gamma.billing', 'GET', at)).body.code).toBe(20002);
    expect((await server.call('alpha.sales', 'GET', at)).body.code).toBe(900150);
  });

  it('come as a PDF, the same for the same invoice', async () => {
    const { body } = await get('?size=1');
    const [invoice] = body.items;
    const load = async (path: string, who = 'alpha.billing') => {
      const response = await fetch(`${server.url}/v1${path}`, {
        headers: { authorization: `Bearer ${await server.token(who)}` },
      });
      return { response, bytes: Buffer.from(await response.arrayBuffer()) };
    };
    const { response, bytes } = await load(invoice.pdfDownloadLink);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.toString('latin1')).toContain('%%EOF');
    expect((await load(invoice.pdfDownloadLink)).bytes.equals(bytes)).toBe(true);
    const [receipt] = invoice.taxReceipts;
    const other = await load(receipt.taxReceiptPdfDownloadLink);
    expect(other.response.status).toBe(200);
    expect(other.bytes.equals(bytes)).toBe(false);
    expect((await load(`/invoices/${invoice.id}/receipts/1/documents/statement`)).response.status).toBe(404);
    expect((await load(invoice.pdfDownloadLink, 'gamma.billing')).response.status).toBe(404);
    expect((await load(invoice.pdfDownloadLink, 'alpha.sales')).response.status).toBe(403);
  });

  it('add up to what is owed', async () => {
    const { body: all } = await get('');
    const { body } = await get('/summaries');
    const owed = cents(all.items.reduce((sum: number, one: Line) => sum + one.totalCharges, 0));
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({
      balanceAmount: owed,
      currencyCode: 'USD',
      firstInvoiceCreationDate: '2026-01-08T00:00:00.000Z',
      latestInvoiceDate: '2026-03-08T00:00:00.000Z',
      lastPaymentDate: '0001-01-01T00:00:00',
      lastPaymentAmount: 0,
      attributes: { objectType: 'InvoiceSummary' },
    });
    const parts = body.items[0].details.map((one: Line) => one.summary.balanceAmount);
    expect(cents(parts.reduce((sum: number, one: number) => sum + one, 0))).toBe(owed);
    expect((await get('/summary')).body).toEqual(body.items[0]);
  });

  it('of one partner are seen by no other', async () => {
    const { body: ours } = await get('');
    const { body: theirs } = await get('', 'beta.billing');
    expect(JSON.stringify(theirs)).not.toContain(server.tenant('alpha').id);
    const id = ours.items[0].id;
    const foreign = await get(`/${id}/lineitems/all/billinglineitems`, 'gamma.billing');
    expect([foreign.status, foreign.body.code]).toEqual([404, 1000]);
    await given.order(server, 'beta', 'woodgrove', { offerId: items.businessBasic, quantity: 2 });
    const { body } = await get(
      '/unbilled/lineitems?provider=all&invoicelineitemtype=billinglineitems&currencycode=USD&period=current',
      'beta.billing',
    );
    expect(body.items.map((line: Line) => line.partnerId)).toContain(server.tenant('beta').id);
    expect(body.items.some((line: Line) => line.subscriptionId === licences)).toBe(false);
  });

  it.each([
    ['/unbilled/lineitems?invoicelineitemtype=billinglineitems&currencycode=usd&period=current', 'provider'],
    ['/unbilled/lineitems?provider=onetime&currencycode=usd&period=current', 'invoicelineitemtype'],
    ['/unbilled/lineitems?provider=onetime&invoicelineitemtype=billinglineitems&period=current', 'currencycode'],
    ['/unbilled/lineitems?provider=onetime&invoicelineitemtype=billinglineitems&currencycode=usd', 'period'],
    [
      '/unbilled/lineitems?provider=post&invoicelineitemtype=billinglineitems&currencycode=usd&period=current',
      'provider',
    ],
    ['/G1/lineitems/Post/BillingLineItems', 'provider'],
    ['/G1/lineitems/OneTime/Words', 'invoicelineitemtype'],
    ['?size=many', 'size'],
  ])('%s is refused by the name of %s', async (path, field) => {
    const refused = await get(path);
    expect(refused.status).toBe(400);
    expect(refused.body.description).toContain(`"${field}"`);
  });

  it('are for who may see them', async () => {
    const { body } = await get('');
    for (const path of ['', '/summaries', `/${body.items[0].id}`]) {
      expect((await get(path, 'alpha.sales')).body.code, path).toBe(900150);
      // A reseller is never billed by the vendor (R1).
      expect((await get(path, 'rho.admin')).body.code, path).toBe(900150);
      expect((await server.call(null, 'GET', `/v1/invoices${path}`)).status, path).toBe(401);
    }
    expect((await server.call({ application: 'alpha' }, 'GET', '/v1/invoices')).status).toBe(200);
    expect((await server.call({ application: 'alpha' }, 'GET', '/v1/invoices/summaries')).body.code).toBe(900329);
  });
});
