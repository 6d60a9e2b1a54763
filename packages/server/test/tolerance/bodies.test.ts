import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pascal, unsetDate } from '../clients/dotnet.ts';
import { items } from '../selling/items.ts';
import { type Subjects, seller, subjectsOf } from './every-read.ts';

type Json = Record<string, unknown>;

/** A resource as .NET sends it back: read-only members and all, with everything that it knows and was not given. */
function echoed(resource: Json): Json {
  return pascal({
    ...resource,
    links: resource.links ?? null,
    createdBy: null,
    lastModifiedDate: unsetDate,
    creationDate: unsetDate,
    somethingNew: { of: ['a', 'later', 'version'] },
  }) as Json;
}

describe('what was read and is sent back', () => {
  let server: TestServer;
  let subjects: Subjects;
  beforeAll(async () => {
    server = await startServer();
    subjects = await subjectsOf(server);
  });
  afterAll(() => server.stop());
  const path = (pattern: string) => pattern.replaceAll(/\{(\w+)\}/g, (_all, name: string) => subjects[name] ?? '');
  const call = (method: string, pattern: string, body?: unknown) => server.call(seller, method, path(pattern), body);

  it.each([
    ['/v1/customers/{customerId}/profiles/billing', 'PUT', 200],
    ['/v1/customers/{customerId}/subscriptions/{subscriptionId}', 'PATCH', 200],
    ['/v1/customers/{customerId}/subscriptions/{subscriptionId}/supportcontact', 'PUT', 200],
    ['/v1/customers/{customerId}/carts/{cartId}', 'PUT', 201],
    ['/v1/customers/{customerId}/users/{userId}', 'PATCH', 200],
    ['/v1/profiles/support', 'PUT', 200],
    ['/v1/profiles/organization', 'PUT', 200],
    ['/v1/profiles/legalbusiness', 'PUT', 200],
    ['/v1/profiles/billing', 'PUT', 200],
  ] as const)(
    '%s: in PascalCase with nulls, unset dates and what is only read, it changes nothing',
    async (pattern, method, status) => {
      const before = await call('GET', pattern);
      expect(before.status).toBe(200);
      const written = await call(method, pattern, echoed(before.body));
      expect(written.status, JSON.stringify(written.body)).toBe(status);
      const after = await call('GET', pattern);
      expect(withoutVersion(after.body)).toEqual(withoutVersion(before.body));
    },
  );

  it.each(['0001-01-01T00:00:00', '0001-01-01T00:00:00Z', '0001-01-01T00:00:00.0000000', null])(
    'a date of %s is not set',
    async (date) => {
      const order = await call('POST', '/v1/customers/{customerId}/orders', {
        BillingCycle: 'Monthly',
        LineItems: [
          {
            LineItemNumber: 0,
            OfferId: items.businessBasic,
            Quantity: 1,
            TermDuration: 'P1Y',
            CustomTermEndDate: date,
          },
        ],
        CreationDate: date,
      });
      expect(order.status, JSON.stringify(order.body)).toBe(201);
    },
  );

  it.each(['monthly', 'Monthly', 'MONTHLY', 'unknown', 'none', null])(
    'a billing cycle may be spelt %s',
    async (billingCycle) => {
      const order = await call('POST', '/v1/customers/{customerId}/orders', {
        billingCycle,
        lineItems: [{ lineItemNumber: 0, offerId: items.businessBasic, quantity: 1, termDuration: 'P1Y' }],
      });
      expect([order.status, order.body.billingCycle]).toEqual([201, 'monthly']);
    },
  );

  it.each(['one-time', 'fortnightly', '1', {}, []])('but not %j, which is named', async (billingCycle) => {
    const refused = await call('POST', '/v1/customers/{customerId}/orders', {
      billingCycle,
      lineItems: [{ lineItemNumber: 0, offerId: items.businessBasic, quantity: 1, termDuration: 'P1Y' }],
    });
    expect(refused).toMatchObject({ status: 400, body: { description: expect.stringContaining('billingCycle') } });
  });

  it('a date of seven digits is read to the millisecond, and MM/dd/yyyy as that day', async () => {
    const customer = `/v1/customers/${server.tenant('woodgrove').id}/agreements`;
    const templates = await call('GET', '/v1/agreements');
    const template = templates.body.items[0];
    const attest = (email: string, dateAgreed: string) =>
      server.call(seller, 'POST', customer, {
        PrimaryContact: { FirstName: 'Ada', LastName: 'Long', Email: email, PhoneNumber: null },
        TemplateId: template.templateId,
        DateAgreed: dateAgreed,
        Type: template.agreementType,
        AgreementLink: null,
      });
    const digits = await attest('ada@example.com', '2026-01-12T10:20:30.1234567Z');
    expect(digits.status, JSON.stringify(digits.body)).toBe(201);
    expect(new Date(digits.body.dateAgreed).toISOString()).toBe('2026-01-12T10:20:30.123Z');
    const culture = await attest('mary@example.com', '01/13/2026 00:00:00');
    expect(culture.status, JSON.stringify(culture.body)).toBe(201);
    expect(new Date(culture.body.dateAgreed).toISOString()).toBe('2026-01-13T00:00:00.000Z');
  });
});

/** Without what a write renews. */
function withoutVersion(body: unknown): unknown {
  return JSON.parse(
    JSON.stringify(body, (name, value) =>
      name === 'etag' || name === 'lastModifiedTimestamp' || name === 'expirationTimestamp' ? undefined : value,
    ),
  );
}
