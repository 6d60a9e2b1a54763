import fc from 'fast-check';
import type { Condition } from 'multipartner/operations/list-query.ts';
import { Refused } from 'multipartner/operations/operation.ts';
import { parseFilter } from 'multipartner/protocols/graph/house/odata/filter.ts';
import type { Shape } from 'multipartner/protocols/graph/house/odata/shape.ts';
import { describe, expect, it } from 'vitest';

const shape: Shape = {
  id: { kind: 'string' },
  displayName: { kind: 'string', filter: true },
  duration: { kind: 'string', filter: true },
  status: { kind: 'enum', filter: true, members: ['active', 'created', 'approvalPending'] },
  'customer/tenantId': { kind: 'guid', filter: true },
  createdDateTime: { kind: 'date', filter: true },
  isPartnerConsentPending: { kind: 'boolean', filter: true },
  weight: { kind: 'number', filter: true },
};
const tenant = '52eaad04-13a2-4a2f-9ce8-93a294fadf36';

const refusal = (text: string) => {
  try {
    parseFilter(text, shape);
  } catch (error) {
    if (error instanceof Refused) return error.refusal.facts;
    throw error;
  }
  throw new Error(`accepted: ${text}`);
};

describe('$filter', () => {
  it.each<[string, Condition]>([
    ["status eq 'active'", { op: 'eq', field: 'status', value: 'active' }],
    ["STATUS EQ 'ACTIVE'", { op: 'eq', field: 'status', value: 'active' }],
    [
      `(status eq 'active') AND (customer/tenantId eq '${tenant}')`,
      {
        op: 'and',
        parts: [
          { op: 'eq', field: 'status', value: 'active' },
          { op: 'eq', field: 'customer/tenantId', value: tenant },
        ],
      },
    ],
    [`Customer/TenantId eq ${tenant.toUpperCase()}`, { op: 'eq', field: 'customer/tenantId', value: tenant }],
    [`customer/tenantId eq guid'${tenant}'`, { op: 'eq', field: 'customer/tenantId', value: tenant }],
    ['customer/tenantId ne null', { op: 'ne', field: 'customer/tenantId', value: null }],
    ["displayName eq 'O''Neill (x) and y'", { op: 'eq', field: 'displayName', value: "O'Neill (x) and y" }],
    ["displayName eq ''", { op: 'eq', field: 'displayName', value: '' }],
    ["startswith(displayName,'MLT_')", { op: 'startswith', field: 'displayName', value: 'MLT_' }],
    ["StartsWith( displayName , 'a') eq true", { op: 'startswith', field: 'displayName', value: 'a' }],
    ["not startswith(displayName,'a')", { op: 'not', part: { op: 'startswith', field: 'displayName', value: 'a' } }],
    [
      "startswith(displayName,'a') eq false",
      { op: 'not', part: { op: 'startswith', field: 'displayName', value: 'a' } },
    ],
    ["status in ('active','CREATED')", { op: 'in', field: 'status', values: ['active', 'created'] }],
    [
      'createdDateTime ge 2026-11-22T10:00:00.1234567Z',
      { op: 'ge', field: 'createdDateTime', value: new Date('2026-11-22T10:00:00.123Z') },
    ],
    [
      "createdDateTime lt '2026-11-22'",
      { op: 'lt', field: 'createdDateTime', value: new Date('2026-11-22T00:00:00Z') },
    ],
    [
      'createdDateTime gt 2026-11-22T10:00:00-05:00',
      { op: 'gt', field: 'createdDateTime', value: new Date('2026-11-22T15:00:00Z') },
    ],
    ["'active' eq status", { op: 'eq', field: 'status', value: 'active' }],
    ['5 lt weight', { op: 'gt', field: 'weight', value: 5 }],
    ['weight ge -1.5e2', { op: 'ge', field: 'weight', value: -150 }],
    ['isPartnerConsentPending eq TRUE', { op: 'eq', field: 'isPartnerConsentPending', value: true }],
    ['isPartnerConsentPending', { op: 'eq', field: 'isPartnerConsentPending', value: true }],
    ["duration eq duration'P730D'", { op: 'eq', field: 'duration', value: 'P730D' }],
    [
      "status eq microsoft.graph.delegatedAdminRelationshipStatus'active'",
      { op: 'eq', field: 'status', value: 'active' },
    ],
    [
      "status eq 'active' or status eq 'created' and weight gt 1",
      {
        op: 'or',
        parts: [
          { op: 'eq', field: 'status', value: 'active' },
          {
            op: 'and',
            parts: [
              { op: 'eq', field: 'status', value: 'created' },
              { op: 'gt', field: 'weight', value: 1 },
            ],
          },
        ],
      },
    ],
  ])('reads %s', (text, condition) => {
    expect(parseFilter(text, shape)).toEqual(condition);
  });

  it('names a property that does not exist or cannot be filtered, its position, and what can', () => {
    const filterable = Object.keys(shape).filter((name) => name !== 'id');
    expect(refusal("status eq 'active' and colour eq 'red'")).toMatchObject({
      field: '$filter',
      position: 24,
      filterable,
      reason: expect.stringContaining('"colour", which does not exist'),
    });
    expect(refusal("id eq 'x'")).toMatchObject({ position: 1, filterable, reason: expect.stringContaining('"id"') });
    expect(refusal("constructor eq 'x'").reason).toContain('"constructor", which does not exist');
  });

  it.each([
    ["status eq 'sleeping'", 11, 'active, created, approvalPending'],
    ['status eq active', 11, 'single quotes'],
    ["customer/tenantId eq 'x'", 22, 'a GUID'],
    ['displayName eq 5', 16, 'text in single quotes'],
    ["createdDateTime ge '2026-02-30'", 20, 'an instant'],
    ["createdDateTime ge '0000-01-01'", 20, 'an instant'],
    ["weight gt '5'", 11, 'a number'],
    ["isPartnerConsentPending eq 'true'", 28, 'true or false'],
    ['weight gt null', 11, 'null'],
    ["status gt 'active'", 11, 'eq, ne and in'],
    ["startswith(status,'a')", 12, 'no text'],
    ["contains(displayName,'a')", 1, 'startswith'],
    ["status eq colour'active'", 11, 'single quotes'],
    ["status eq 'active' status eq 'created'", 20, '"and" or "or"'],
    ["(status eq 'active'", 20, '")"'],
    ["status eq 'active')", 19, '")"'],
    ["status eq 'active", 11, 'never closed'],
    ["status = 'active'", 8, 'sign'],
    ['status', 7, 'compared'],
    ['', 1, 'the end'],
    ["status eq 'active' and", 23, 'the end'],
    ['displayName eq customer/tenantId', 16, 'text in single quotes'],
    ['status in ()', 12, 'single quotes'],
  ])('refuses %s at its position %d', (text, position, reason) => {
    expect(refusal(text)).toMatchObject({ field: '$filter', position, reason: expect.stringContaining(reason) });
  });

  it('is bounded in length, depth and number of comparisons', () => {
    expect(refusal(`displayName eq '${'x'.repeat(5_000)}'`).reason).toContain('longer');
    expect(refusal(`${'('.repeat(200)}weight eq 1${')'.repeat(200)}`).reason).toContain('deep');
    expect(refusal(`${'not '.repeat(200)}weight eq 1`).reason).toContain('deep');
    expect(refusal(Array(200).fill('weight eq 1').join(' or ')).reason).toContain('comparisons');
  });

  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const print = (one: Condition): string => {
    switch (one.op) {
      case 'and':
      case 'or':
        return one.parts
          .map((part) => (part.op === 'and' || part.op === 'or' ? `(${print(part)})` : print(part)))
          .join(` ${one.op} `);
      case 'not':
        return `not (${print(one.part)})`;
      case 'in':
        return `${one.field} in (${one.values.map(printed).join(', ')})`;
      case 'startswith':
        return `startswith(${one.field},${quoted(one.value)})`;
      default:
        return `${one.field} ${one.op} ${printed(one.value)}`;
    }
  };
  const printed = (value: unknown): string =>
    value instanceof Date ? value.toISOString() : typeof value === 'string' ? quoted(value) : String(value);

  const equality = fc.constantFrom('eq' as const, 'ne' as const);
  const order = fc.constantFrom(
    'eq' as const,
    'ne' as const,
    'gt' as const,
    'ge' as const,
    'lt' as const,
    'le' as const,
  );
  const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((one) => !one.includes('\0'));
  const date = fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true });
  const leaf = fc.oneof(
    fc.record({ op: equality, field: fc.constant('status'), value: fc.constantFrom('active', 'created') }),
    fc.record({ op: order, field: fc.constant('displayName'), value: text }),
    fc.record({ op: equality, field: fc.constant('customer/tenantId'), value: fc.option(fc.uuid()) }),
    fc.record({ op: order, field: fc.constant('createdDateTime'), value: date }),
    fc.record({
      op: order,
      field: fc.constant('weight'),
      value: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Object.is(one, -0)),
    }),
    fc.record({ op: equality, field: fc.constant('isPartnerConsentPending'), value: fc.boolean() }),
    fc.record({
      op: fc.constant('in' as const),
      field: fc.constant('displayName'),
      values: fc.array(text, { minLength: 1, maxLength: 4 }),
    }),
    fc.record({ op: fc.constant('startswith' as const), field: fc.constant('displayName'), value: text }),
  );
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.record({
        op: fc.constantFrom('and' as const, 'or' as const),
        parts: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }),
      }),
      fc.record({ op: fc.constant('not' as const), part: tie('condition') }),
    ),
  }));

  it('reads every condition back as it was printed', () => {
    fc.assert(
      fc.property(
        condition.filter((one) => print(one).length <= 4_000),
        (one) => {
          expect(parseFilter(print(one), shape)).toEqual(one);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('answers any text with a condition or a refusal, and nothing else', () => {
    const piece = fc.constantFrom(
      'status',
      'eq',
      "'active'",
      '(',
      ')',
      ',',
      'and',
      'not',
      'in',
      'startswith',
      'null',
      '-',
      "'",
      '5',
      '$',
      'weight',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece).map((all) => all.join(' ')),
          fc.array(piece).map((all) => all.join('')),
        ),
        (one) => {
          try {
            parseFilter(one, shape);
          } catch (error) {
            expect(error).toBeInstanceOf(Refused);
            expect((error as Refused).refusal).toMatchObject({ code: 'value-invalid', facts: { field: '$filter' } });
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
