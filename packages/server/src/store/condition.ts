import type { Database, Fragment } from './database.ts';

/** What a property can be compared with. Dates count to the millisecond, as the realm keeps time. */
export type Value = string | number | boolean | Date | null;

/** A question to the rows of a list, by the names of its fields and in no dialect. */
export type Condition =
  | { readonly op: 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'; readonly field: string; readonly value: Value }
  | { readonly op: 'in'; readonly field: string; readonly values: readonly Value[] }
  | { readonly op: 'startswith'; readonly field: string; readonly value: string }
  | { readonly op: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly op: 'not'; readonly part: Condition };

export interface Order {
  readonly field: string;
  readonly descending: boolean;
}

/** What a list is asked for. `after` holds the values of the last row of the page before: see `seek`. */
export interface ListQuery {
  readonly where: Condition | null;
  readonly orderBy: readonly Order[];
  readonly limit: number;
  readonly after: readonly Value[] | null;
  /** Whether all rows that meet the condition are counted. */
  readonly count: boolean;
}

/** Whether the statement of a list has a shape of its own, which follows from what the caller wrote. */
export const isShaped = ({ where, orderBy }: ListQuery): boolean => where !== null || orderBy.length > 0;

export interface Listed<T> {
  readonly items: readonly T[];
  /** The place of the last item, when there are more. */
  readonly next: readonly Value[] | null;
  readonly count?: number;
}

/** Text is compared without regard to case; uuid, timestamptz, boolean and numeric by value. */
export type ColumnType = 'text' | 'uuid' | 'timestamptz' | 'boolean' | 'numeric';

/** How a field is read from a row: an SQL expression of ours and its type. */
export interface Column {
  readonly expression: Fragment;
  readonly type: ColumnType;
  /** Whether it can be null; false when absent. */
  readonly nullable?: boolean;
}

/** Columns by the name of their field. A list that is paged has a unique `id`. */
export type Columns = Readonly<Record<string, Column>>;

const comparisons = { gt: '>', ge: '>=', lt: '<', le: '<=' } as const;

/**
 * The condition as SQL. Whatever the request said is a bound parameter. A comparison with a missing value is not true,
 * and its negation is; `ne` is true for a row without the value, `eq null` asks for its absence. Below a `not` it is
 * true or false and never null; elsewhere null does as well as false, and leaves comparisons as an index can serve them.
 * @throws when a field has no column; whoever makes the condition refuses it before.
 */
export function conditionSql(sql: Database, condition: Condition, columns: Columns, negated = false): Fragment {
  switch (condition.op) {
    case 'and':
    case 'or':
      return joined(
        sql,
        condition.op,
        condition.parts.map((part) => conditionSql(sql, part, columns, negated)),
      );
    case 'not':
      return sql`(not ${conditionSql(sql, condition.part, columns, true)})`;
    case 'in': {
      const column = columnOf(columns, condition.field);
      const values = condition.values.filter((value) => value !== null);
      const among = decided(sql, column, sql`${key(sql, column)} = any(${keys(sql, column, values)})`, negated);
      return values.length < condition.values.length ? sql`(${column.expression} is null or ${among})` : among;
    }
    case 'startswith': {
      const column = columnOf(columns, condition.field);
      // `^@` is the one prefix test that an index in the order "C" can serve.
      return decided(sql, column, sql`${key(sql, column)} ^@ lower(${condition.value}::text)`, negated);
    }
    default:
      return comparison(sql, condition.op, columnOf(columns, condition.field), condition.value, negated);
  }
}

function joined(sql: Database, op: 'and' | 'or', parts: readonly Fragment[]): Fragment {
  const [first, ...rest] = parts;
  if (first === undefined) return op === 'and' ? sql`true` : sql`false`;
  const all = rest.reduce(
    (before, part) => (op === 'and' ? sql`${before} and ${part}` : sql`${before} or ${part}`),
    first,
  );
  return sql`(${all})`;
}

function comparison(
  sql: Database,
  op: 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le',
  column: Column,
  value: Value,
  negated = false,
): Fragment {
  if (value === null) {
    if (op === 'eq') return sql`(${column.expression} is null)`;
    return op === 'ne' ? sql`(${column.expression} is not null)` : sql`false`;
  }
  const left = key(sql, column);
  const right = parameter(sql, column.type, value);
  if (op === 'eq') return decided(sql, column, sql`${left} = ${right}`, negated);
  if (op === 'ne') return column.nullable ? sql`(${left} is distinct from ${right})` : sql`(${left} <> ${right})`;
  return decided(sql, column, sql`${left} ${sql.unsafe(comparisons[op])} ${right}`, negated);
}

/** A test that a missing value leaves undecided; below a `not` it is false, so that its negation is true. */
function decided(sql: Database, column: Column, test: Fragment, negated: boolean): Fragment {
  return column.nullable && negated ? sql`coalesce(${test}, false)` : sql`(${test})`;
}

function columnOf(columns: Columns, field: string): Column {
  const column = Object.hasOwn(columns, field) ? columns[field] : undefined;
  if (column === undefined) throw new Error(`The list has no column for "${field}".`);
  return column;
}

/** What a column is compared and ordered by. */
function key(sql: Database, column: Column): Fragment {
  return column.type === 'text' ? sql`(lower(${column.expression}) collate "C")` : sql`(${column.expression})`;
}

/** Values travel as text and are cast in the statement: the driver would cut the microseconds of a time. */
function parameter(sql: Database, type: ColumnType, value: string | number | boolean | Date): Fragment {
  const text = asText(value);
  return type === 'text' ? sql`lower(${text}::text)` : sql`${text}::text::${sql.unsafe(type)}`;
}

function keys(sql: Database, column: Column, values: readonly (string | number | boolean | Date)[]): Fragment {
  const texts = values.map(asText);
  return column.type === 'text'
    ? sql`array(select lower(one) from unnest(${texts}::text[]) as one)`
    : sql`${texts}::text[]::${sql.unsafe(column.type)}[]`;
}

function asText(value: string | number | boolean | Date): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

/** The pieces of a statement that reads one page by its place. */
export interface Seek {
  /** True for the rows behind the place. */
  readonly where: Fragment;
  /** Without the words `order by`. */
  readonly orderBy: Fragment;
  /** A JSON array of the row's values: the place, when this row is the last one. */
  readonly keys: Fragment;
}

/**
 * Keyset paging in the order of `orders`, and of `id` at the end, so that every row has one place whatever is added or
 * removed meanwhile. Missing values come first when ascending and last when descending.
 * @throws when `after` has another number of values than the order has fields.
 */
export function seek(sql: Database, orders: readonly Order[], columns: Columns, after: readonly Value[] | null): Seek {
  const fields = orderWithId(orders).map((order) => ({ ...order, column: columnOf(columns, order.field) }));
  if (after !== null && after.length !== fields.length) throw new Error('The place is none of this order.');
  const list = (parts: readonly Fragment[]) => parts.reduce((before, part) => sql`${before}, ${part}`);
  return {
    where: after === null ? sql`true` : behind(sql, fields, after),
    orderBy: list(
      fields.map(({ column, descending }) =>
        descending ? sql`${key(sql, column)} desc nulls last` : sql`${key(sql, column)} asc nulls first`,
      ),
    ),
    keys: sql`json_build_array(${list(fields.map(({ column }) => column.expression))})`,
  };
}

/** The order with `id` behind it, where it does not hold it already. */
export function orderWithId(orders: readonly Order[]): readonly Order[] {
  const at = orders.findIndex((order) => order.field === 'id');
  return at < 0 ? [...orders, { field: 'id', descending: false }] : orders.slice(0, at + 1);
}

function behind(
  sql: Database,
  fields: readonly (Order & { readonly column: Column })[],
  after: readonly Value[],
): Fragment {
  const alternatives = fields.map(({ column, descending }, index) => {
    const before = fields.slice(0, index).map((one, place) => comparison(sql, 'eq', one.column, after[place] as Value));
    return joined(sql, 'and', [...before, beyond(sql, column, descending, after[index] as Value)]);
  });
  return joined(sql, 'or', alternatives);
}

function beyond(sql: Database, column: Column, descending: boolean, value: Value): Fragment {
  if (value === null) return descending ? sql`false` : sql`(${column.expression} is not null)`;
  const further = comparison(sql, descending ? 'lt' : 'gt', column, value);
  return descending && column.nullable ? sql`(${column.expression} is null or ${further})` : further;
}

/**
 * One page as one JSON value `{ items, next, count }`, which is a `Listed`: `row` is the JSON of an item, `from` what
 * stands behind `from`, `where` which rows belong to the list at all (the caller's own).
 */
export function listing(
  sql: Database,
  query: ListQuery,
  columns: Columns,
  list: { readonly row: Fragment; readonly from: Fragment; readonly where: Fragment },
): Fragment {
  const place = seek(sql, query.orderBy, columns, query.after);
  const asked = query.where === null ? list.where : sql`(${list.where}) and ${conditionSql(sql, query.where, columns)}`;
  const count = query.count
    ? sql`|| jsonb_build_object('count', (select count(*) from ${list.from} where ${asked}))`
    : sql``;
  return sql`
    select jsonb_build_object(
             'items', coalesce(jsonb_agg(page.item order by page.rank) filter (where page.rank <= ${query.limit}), '[]'),
             'next', case when max(page.rank) > ${query.limit}
                          then (jsonb_agg(page.place) filter (where page.rank = ${query.limit})) -> 0 end) ${count}
      from (select ${list.row} as item, ${place.keys} as place, row_number() over (order by ${place.orderBy}) as rank
              from ${list.from} where ${asked} and ${place.where}
             order by ${place.orderBy} limit ${query.limit + 1}) as page`;
}
