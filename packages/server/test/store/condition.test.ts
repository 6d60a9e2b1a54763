import { createTestDatabase, type TestDatabase } from '@multipartner/testkit/postgres.ts';
import {
  type Column,
  type Condition,
  conditionSql,
  type Listed,
  listing,
  type Order,
  seek,
  type Value,
} from 'multipartner/store/condition.ts';
import { type Database, openDatabase } from 'multipartner/store/database.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const guid = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;

describe('conditions on rows', () => {
  let place: TestDatabase;
  let sql: Database;
  let columns: Record<string, Column>;
  beforeAll(async () => {
    place = await createTestDatabase();
    sql = openDatabase(place.connection, 2);
    await sql`create schema multipartner`;
    await sql`create table thing (id uuid primary key, name text not null, note text, owner uuid, at timestamptz,
                                  weight numeric, done boolean not null)`;
    await sql`insert into thing values
      (${guid(1)}, 'Alpha', 'first', ${guid(9)}, '2026-01-01T00:00:00Z', 1.5, true),
      (${guid(2)}, 'alpha', null, null, '2026-02-01T00:00:00.123456Z', 2, false),
      (${guid(3)}, 'Bravo_50%', 'third', ${guid(8)}, null, null, false),
      (${guid(4)}, 'Änne', 'O''Neill', ${guid(9)}, '2026-03-01T00:00:00Z', -3, true)`;
    columns = {
      id: { expression: sql`t.id`, type: 'uuid' },
      name: { expression: sql`t.name`, type: 'text' },
      note: { expression: sql`t.note`, type: 'text', nullable: true },
      'customer/tenantId': { expression: sql`t.owner`, type: 'uuid', nullable: true },
      at: { expression: sql`t.at`, type: 'timestamptz', nullable: true },
      weight: { expression: sql`t.weight`, type: 'numeric', nullable: true },
      done: { expression: sql`t.done`, type: 'boolean' },
    };
  });
  afterAll(async () => {
    await sql.end();
    await place.drop();
  });

  const found = async (condition: Condition) => {
    const rows = await sql<{ id: string }[]>`
      select t.id from thing t where ${conditionSql(sql, condition, columns)} order by t.id`;
    return rows.map((row) => Number(row.id.slice(-1)));
  };
  const one = (op: 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le', field: string, value: Value): Condition => ({
    op,
    field,
    value,
  });

  it('compare text without regard to case, umlauts included', async () => {
    expect(await found(one('eq', 'name', 'ALPHA'))).toEqual([1, 2]);
    expect(await found(one('eq', 'name', 'änne'))).toEqual([4]);
    expect(await found({ op: 'in', field: 'name', values: ['BRAVO_50%', 'änne'] })).toEqual([3, 4]);
    expect(await found({ op: 'startswith', field: 'name', value: 'AL' })).toEqual([1, 2]);
  });

  it('take signs of patterns and quotes for what they are', async () => {
    expect(await found({ op: 'startswith', field: 'name', value: '%' })).toEqual([]);
    expect(await found({ op: 'startswith', field: 'name', value: 'bravo_50%' })).toEqual([3]);
    expect(await found(one('eq', 'note', "o'neill"))).toEqual([4]);
    expect(await found(one('eq', 'note', "x' or true --"))).toEqual([]);
  });

  it('compare ids, times, numbers and truth by value', async () => {
    expect(await found(one('eq', 'customer/tenantId', guid(9).toUpperCase()))).toEqual([1, 4]);
    expect(await found({ op: 'in', field: 'customer/tenantId', values: [guid(8), guid(7)] })).toEqual([3]);
    expect(await found(one('ge', 'at', new Date('2026-02-01T00:00:00Z')))).toEqual([2, 4]);
    expect(await found(one('lt', 'at', new Date('2026-02-01T00:00:00Z')))).toEqual([1]);
    expect(await found(one('le', 'weight', 1.5))).toEqual([1, 4]);
    expect(await found(one('gt', 'weight', 1.5))).toEqual([2]);
    expect(await found(one('eq', 'done', true))).toEqual([1, 4]);
  });

  it('are true or false where the value is missing, never undecided', async () => {
    expect(await found(one('eq', 'note', null))).toEqual([2]);
    expect(await found(one('ne', 'note', null))).toEqual([1, 3, 4]);
    expect(await found(one('ne', 'note', 'first'))).toEqual([2, 3, 4]);
    expect(await found({ op: 'not', part: one('eq', 'note', 'first') })).toEqual([2, 3, 4]);
    expect(await found({ op: 'not', part: one('gt', 'weight', 0) })).toEqual([3, 4]);
    expect(await found({ op: 'not', part: { op: 'startswith', field: 'note', value: 'f' } })).toEqual([2, 3, 4]);
    expect(await found(one('gt', 'weight', null))).toEqual([]);
    expect(await found({ op: 'in', field: 'note', values: [null, 'FIRST'] })).toEqual([1, 2]);
    expect(await found({ op: 'in', field: 'note', values: [] })).toEqual([]);
  });

  it('join by and, or and not', async () => {
    const done = one('eq', 'done', true);
    const alpha = one('eq', 'name', 'alpha');
    expect(await found({ op: 'and', parts: [done, alpha] })).toEqual([1]);
    expect(await found({ op: 'or', parts: [done, alpha] })).toEqual([1, 2, 4]);
    expect(await found({ op: 'not', part: { op: 'or', parts: [done, alpha] } })).toEqual([3]);
    expect(
      await found({
        op: 'and',
        parts: [
          { op: 'or', parts: [done, alpha] },
          { op: 'not', part: one('eq', 'id', guid(1)) },
        ],
      }),
    ).toEqual([2, 4]);
    expect(await found({ op: 'and', parts: [] })).toEqual([1, 2, 3, 4]);
    expect(await found({ op: 'or', parts: [] })).toEqual([]);
  });

  it('know their columns only, and none of the prototype', () => {
    expect(() => conditionSql(sql, one('eq', 'secret', 'x'), columns)).toThrow('secret');
    expect(() => conditionSql(sql, one('eq', 'constructor', 'x'), columns)).toThrow('constructor');
  });

  const pages = async (orderBy: readonly Order[], limit: number, where: Condition | null = null) => {
    const seen: number[][] = [];
    let after: readonly Value[] | null = null;
    do {
      const [answer]: [{ page: Listed<{ id: string }> }] = await sql`
        select (${listing(sql, { where, orderBy, limit, after, count: true }, columns, {
          row: sql`json_build_object('id', t.id)`,
          from: sql`thing t`,
          where: sql`t.name is not null`,
        })}) as page`;
      expect(answer.page.count).toBe(where === null ? 4 : 2);
      seen.push(answer.page.items.map((item) => Number(item.id.slice(-1))));
      after = answer.page.next;
    } while (after !== null);
    return seen;
  };

  it('page in the order of ids when no other is asked', async () => {
    expect(await pages([], 3)).toEqual([[1, 2, 3], [4]]);
    expect(await pages([], 4)).toEqual([[1, 2, 3, 4]]);
    expect(await pages([{ field: 'id', descending: true }], 2)).toEqual([
      [4, 3],
      [2, 1],
    ]);
  });

  it.each([
    ['at', false, [3, 1, 2, 4]],
    ['at', true, [4, 2, 1, 3]],
    ['weight', false, [3, 4, 1, 2]],
    ['weight', true, [2, 1, 4, 3]],
    ['note', false, [2, 1, 4, 3]],
    ['note', true, [3, 4, 1, 2]],
    ['done', true, [1, 4, 2, 3]],
  ] as const)(
    'page by %s (descending: %s) with every row once, missing values as the lowest',
    async (field, descending, order) => {
      for (const limit of [1, 2, 3]) {
        expect((await pages([{ field, descending }], limit)).flat()).toEqual(order);
      }
    },
  );

  it('page by several fields in different directions', async () => {
    const orders = [
      { field: 'name', descending: false },
      { field: 'at', descending: true },
    ];
    expect((await pages(orders, 1)).flat()).toEqual([2, 1, 3, 4]);
    expect((await pages(orders, 1, one('eq', 'name', 'alpha'))).flat()).toEqual([2, 1]);
  });

  it('refuse a place that has another number of values than the order', () => {
    expect(() => seek(sql, [{ field: 'name', descending: false }], columns, [guid(1)])).toThrow('place');
  });
});
