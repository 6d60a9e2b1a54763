import fc from 'fast-check';
import { Refused } from 'multipartner/operations/operation.ts';
import { readOptions } from 'multipartner/protocols/graph/house/odata/options.ts';
import { writePlace } from 'multipartner/protocols/graph/house/odata/place.ts';
import { applySelect, selectablePaths } from 'multipartner/protocols/graph/house/odata/select.ts';
import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';

const tenant = '52eaad04-13a2-4a2f-9ce8-93a294fadf36';
const rules = {
  options: ['filter', 'select', 'orderby', 'top', 'count', 'skiptoken', 'expand'],
  shape: {
    id: { kind: 'guid' },
    status: { kind: 'enum', filter: true, order: true, members: ['active', 'created'] },
    displayName: { kind: 'string', filter: true, order: true },
    duration: { kind: 'string', filter: true },
    'customer/tenantId': { kind: 'guid', filter: true, order: true },
    endDateTime: { kind: 'date', order: true },
  },
  selectable: ['id', 'status', 'displayName', 'customer', 'customer/tenantId'],
  expandable: ['requests'],
  page: { usual: 300, largest: 300 },
} as const;

const refusal = (query: string, with_: Parameters<typeof readOptions>[1] = rules) => {
  try {
    readOptions(query, with_);
  } catch (error) {
    if (error instanceof Refused) return error.refusal.facts;
    throw error;
  }
  throw new Error(`accepted: ${query}`);
};
const active = { op: 'eq', field: 'status', value: 'active' };

describe('query options', () => {
  it('are empty when nothing is asked, with the largest page', () => {
    expect(readOptions('', rules)).toEqual({
      where: null,
      orderBy: [],
      select: null,
      expand: [],
      limit: 300,
      count: false,
      after: null,
      asked: [],
    });
  });

  it.each([
    "$filter=status%20eq%20'active'&$top=2&$count=true",
    'filter=status+eq+%27active%27&top=2&count=TRUE',
    "%24Filter=status eq 'active'&%24TOP=2&$Count=true",
    '$filter=status%2520eq%2520%2527active%2527&$top=2&$count=true',
    "$filter=status%2520eq%2520'active'&$top=2&$count=true",
  ])('are read from %s', (query) => {
    expect(readOptions(query, rules)).toMatchObject({ where: active, limit: 2, count: true });
  });

  it('keep a per cent sign that is inside of quotes', () => {
    const { where } = readOptions(`$filter=${encodeURIComponent("displayName eq '100%25 sure'")}`, rules);
    expect(where).toEqual({ op: 'eq', field: 'displayName', value: '100%25 sure' });
  });

  it('order by paths in any casing', () => {
    expect(readOptions('$orderby=Status desc, customer/TENANTID,displayname ASC', rules).orderBy).toEqual([
      { field: 'status', descending: true },
      { field: 'customer/tenantId', descending: false },
      { field: 'displayName', descending: false },
    ]);
  });

  it('select paths as they are documented, and annotations by not naming them', () => {
    expect(readOptions('$select=@odata.etag,Status, customer/tenantid', rules).select).toEqual([
      'status',
      'customer/tenantId',
    ]);
    expect(readOptions('$select=*', rules).select).toBeNull();
    expect(readOptions('$expand=Requests', rules).expand).toEqual(['requests']);
  });

  it.each([
    ['$top=0', '$top', '1 to 300'],
    ['$top=301', '$top', '1 to 300'],
    ['$top=-1', '$top', '1 to 300'],
    ['$top=ten', '$top', '1 to 300'],
    ['$top=1e2', '$top', '1 to 300'],
    ['$top=', '$top', 'empty'],
    ['$top=1&top=2', '$top', 'twice'],
    ['$count=yes', '$count', 'true nor false'],
    ['$orderby=duration', '$orderby', 'status, displayName, customer/tenantId, endDateTime'],
    ['$orderby=status up', '$orderby', 'asc or desc'],
    ['$orderby=status,status desc', '$orderby', 'twice'],
    ['$select=colour', '$select', 'id, status'],
    ['$expand=operations', '$expand', 'requests'],
    ['$skip=5', '$skip', 'not taken'],
    ['search=x', '$search', 'not taken'],
    ['$apply=groupby((status))', '$apply', 'not taken'],
    ["$filter=colour eq 'x'", '$filter', 'colour'],
    ['$filter=%2', '$filter', 'sign'],
    ['$skiptoken=x', '$skiptoken', 'given out'],
  ])('refuse %s by name', (query, field, reason) => {
    expect(refusal(query)).toMatchObject({ field, reason: expect.stringContaining(reason) });
  });

  it('are refused where a route does not take them, and those are named that it takes', () => {
    expect(refusal('$filter=x', { ...rules, options: ['select'] }).reason).toContain('$select');
    expect(refusal('$top=1', { ...rules, options: [] }).reason).toContain('no query option is');
  });

  it('leave custom parameters of a client alone', () => {
    expect(readOptions('api-version=1.0&$top=5', rules)).toMatchObject({
      limit: 5,
      asked: [
        ['api-version', '1.0'],
        ['$top', '5'],
      ],
    });
  });
});

describe('a place in a list', () => {
  const query = "$filter=status eq 'active'&$orderby=displayName desc";
  const list = readOptions(query, rules);
  const values = ['Contoso', tenant];
  const token = writePlace(list, values);

  it('comes back as it was given out, with another page size too', () => {
    expect(readOptions(`${query}&$skiptoken=${token}`, rules).after).toEqual(values);
    expect(readOptions(`${query}&$top=7&$select=id&$skipToken=${token}`, rules).after).toEqual(values);
  });

  it('belongs to its condition and its order', () => {
    for (const other of [
      "$filter=status eq 'created'&$orderby=displayName desc",
      '$orderby=displayName desc',
      "$filter=status eq 'active'",
    ])
      expect(refusal(`${other}&$skiptoken=${token}`).field).toBe('$skiptoken');
  });

  it('is refused after any change', () => {
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'ABCxyz019-_'), (at, sign) => {
        fc.pre(token[at] !== sign);
        const altered = token.slice(0, at) + sign + token.slice(at + 1);
        fc.pre(!Buffer.from(altered, 'base64url').equals(Buffer.from(token, 'base64url')));
        expect(refusal(`${query}&$skiptoken=${altered}`).field).toBe('$skiptoken');
      }),
    );
  });

  it('is refused, never believed, when somebody makes one of other values', () => {
    const orderless = { where: null, orderBy: [] };
    for (const made of [[], ['no guid'], [5], [{ a: 1 }], [tenant, tenant]])
      expect(refusal(`$skiptoken=${writePlace(orderless, made as string[])}`).field).toBe('$skiptoken');
    const byDate = { where: null, orderBy: [{ field: 'endDateTime', descending: false }] };
    expect(readOptions(`$orderby=endDateTime&$skiptoken=${writePlace(byDate, [null, tenant])}`, rules).after).toEqual([
      null,
      tenant,
    ]);
    expect(refusal(`$orderby=endDateTime&$skiptoken=${writePlace(byDate, ['soon', tenant])}`).field).toBe('$skiptoken');
  });

  it('may be any text without anything but a refusal', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((json) => Buffer.from(json).toString('base64url')),
        ),
        (text) => {
          fc.pre(text.trim() !== '');
          expect(refusal(`$skiptoken=${encodeURIComponent(text)}`).field).toBe('$skiptoken');
        },
      ),
    );
  });
});

describe('a selection', () => {
  const thing = Type.Object({
    '@odata.etag': Type.String(),
    id: Type.String(),
    customer: Type.Union([Type.Object({ tenantId: Type.String(), displayName: Type.String() }), Type.Null()]),
  });
  const more = Type.Object({ id: Type.String(), isPartnerConsentPending: Type.Boolean() });

  it('knows the properties of entities, collections and derived types', () => {
    expect(selectablePaths(thing)).toEqual(['id', 'customer', 'customer/tenantId', 'customer/displayName']);
    expect(selectablePaths(Type.Object({ value: Type.Array(Type.Union([thing, more])) }))).toEqual([
      'id',
      'customer',
      'customer/tenantId',
      'customer/displayName',
      'isPartnerConsentPending',
    ]);
  });

  it('keeps what is selected, and annotations', () => {
    const one = { '@odata.etag': 'W/"x"', id: '1', customer: { tenantId: 't', displayName: 'd' } };
    expect(applySelect(one, ['customer/tenantId'])).toEqual({ '@odata.etag': 'W/"x"', customer: { tenantId: 't' } });
    expect(
      applySelect({ '@odata.context': 'c', value: [one, { ...one, customer: null }] }, ['customer/tenantId']),
    ).toEqual({
      '@odata.context': 'c',
      value: [
        { '@odata.etag': 'W/"x"', customer: { tenantId: 't' } },
        { '@odata.etag': 'W/"x"', customer: null },
      ],
    });
    expect(applySelect(one, [])).toEqual({ '@odata.etag': 'W/"x"' });
    expect(applySelect(one, null)).toBe(one);
  });
});
