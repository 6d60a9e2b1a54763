import type { Condition, Value } from '../../../../operations/list-query.ts';
import { isLiteral, readLiteral } from './literal.ts';
import { findPath, type Property, type Shape } from './shape.ts';
import { misplaced, type Token, tokens } from './tokens.ts';

const option = '$filter';
/** How much an expression may ask for. */
const limits = { length: 4_000, depth: 25, comparisons: 100, members: 300 };

const comparisons = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
type Comparison = (typeof comparisons)[number];
/** What a comparison becomes when its sides are exchanged. */
const turned: Readonly<Record<Comparison, Comparison>> = { eq: 'eq', ne: 'ne', gt: 'lt', ge: 'le', lt: 'gt', le: 'ge' };

/**
 * Reads a `$filter`: comparisons, `in`, `startswith`, `and`, `or`, `not` and parentheses; names and operators in any
 * casing. Refusal: value-invalid with the position, and what can be filtered. Nothing of an expression is ever ignored.
 */
export function parseFilter(text: string, shape: Shape): Condition {
  if (text.length > limits.length) throw misplaced(option, limits.length, `is longer than ${limits.length} signs`);
  return new Reader(tokens(option, text), shape).whole();
}

class Reader {
  private next = 0;
  private counted = 0;
  private readonly all: readonly Token[];
  private readonly shape: Shape;

  constructor(all: readonly Token[], shape: Shape) {
    this.all = all;
    this.shape = shape;
  }

  whole(): Condition {
    const condition = this.disjunction(0);
    const token = this.token();
    if (token.is !== 'end') throw misplaced(option, token.at, `ends before ${said(token)}; "and" or "or" is missing`);
    return condition;
  }

  private token(ahead = 0): Token {
    return this.all[Math.min(this.next + ahead, this.all.length - 1)] as Token;
  }

  private isWord(token: Token, text: string): boolean {
    return token.is === 'word' && token.text.toLowerCase() === text;
  }

  /** Takes the sign that must come now. */
  private expect(is: '(' | ')' | ','): void {
    const token = this.token();
    if (token.is !== is) throw misplaced(option, token.at, `lacks "${is}" before ${said(token)}`);
    this.next += 1;
  }

  private disjunction(depth: number): Condition {
    return this.chain('or', () => this.conjunction(depth));
  }

  private conjunction(depth: number): Condition {
    return this.chain('and', () => this.primary(depth));
  }

  private chain(op: 'and' | 'or', read: () => Condition): Condition {
    const parts = [read()];
    while (this.isWord(this.token(), op)) {
      this.next += 1;
      parts.push(read());
    }
    return parts.length === 1 ? (parts[0] as Condition) : { op, parts };
  }

  private primary(depth: number): Condition {
    const token = this.token();
    if (depth > limits.depth) throw misplaced(option, token.at, `is nested more than ${limits.depth} deep`);
    if (this.isWord(token, 'not')) {
      this.next += 1;
      return { op: 'not', part: this.primary(depth + 1) };
    }
    if (token.is === '(') {
      this.next += 1;
      const inside = this.disjunction(depth + 1);
      this.expect(')');
      return inside;
    }
    this.counted += 1;
    if (this.counted > limits.comparisons)
      throw misplaced(option, token.at, `has more than ${limits.comparisons} comparisons`);
    if (token.is === 'word' && this.token(1).is === '(') return this.call(token);
    if (isLiteral(token)) return this.turnedComparison(token);
    return this.comparison();
  }

  /** `startswith(path, 'text')`, on its own or compared with true or false. */
  private call(name: Token & { is: 'word' }): Condition {
    if (name.text.toLowerCase() !== 'startswith')
      throw misplaced(option, name.at, `calls ${name.text}; the only function here is startswith`);
    this.next += 1;
    this.expect('(');
    const { path, property, at } = this.path();
    if (property.kind !== 'string') throw misplaced(option, at, `asks how "${path}" starts, which is no text`);
    this.expect(',');
    const value = this.literal(path, property, false) as string;
    this.expect(')');
    const test: Condition = { op: 'startswith', field: path, value };
    const op = this.operator();
    if (op === undefined) return test;
    const truth = this.literal('startswith', { kind: 'boolean' }, false) as boolean;
    if (op !== 'eq' && op !== 'ne') throw misplaced(option, name.at, 'compares startswith with neither eq nor ne');
    return truth === (op === 'eq') ? test : { op: 'not', part: test };
  }

  private comparison(): Condition {
    const { path, property, at } = this.path();
    if (this.isWord(this.token(), 'in')) {
      this.next += 1;
      return { op: 'in', field: path, values: this.members(path, property) };
    }
    const op = this.operator();
    if (op !== undefined) return this.compare(op, path, property, (missing) => this.literal(path, property, missing));
    if (property.kind === 'boolean') return { op: 'eq', field: path, value: true };
    throw misplaced(option, this.token().at, `does not say what "${path}" is compared with`, {
      operators: [...comparisons, 'in'],
      property: `${path} (at position ${at + 1})`,
    });
  }

  /** A value in front: `'active' eq status`. */
  private turnedComparison(literal: Token): Condition {
    this.next += 1;
    const op = this.operator();
    if (op === undefined) throw misplaced(option, this.token().at, 'has a value that is compared with nothing');
    const { path, property } = this.path();
    return this.compare(turned[op], path, property, (missing) => this.valueOf(literal, path, property, missing));
  }

  private compare(op: Comparison, field: string, property: Property, read: (missing: boolean) => Value): Condition {
    const at = this.token().at;
    const ordered = op !== 'eq' && op !== 'ne';
    if (ordered && (property.kind === 'boolean' || property.kind === 'guid' || property.kind === 'enum'))
      throw misplaced(option, at, `compares "${field}" with ${op}, which takes eq, ne and in only`);
    return { op, field, value: read(!ordered) };
  }

  private members(path: string, property: Property): Value[] {
    this.expect('(');
    const values = [this.literal(path, property, false)];
    while (this.token().is === ',') {
      this.next += 1;
      values.push(this.literal(path, property, false));
      if (values.length > limits.members)
        throw misplaced(option, this.token().at, `lists more than ${limits.members} values`);
    }
    this.expect(')');
    return values;
  }

  private operator(): Comparison | undefined {
    const op = comparisons.find((one) => this.isWord(this.token(), one));
    if (op !== undefined) this.next += 1;
    return op;
  }

  private path(): { path: string; property: Property; at: number } {
    const token = this.token();
    const filterable = Object.keys(this.shape).filter((name) => this.shape[name]?.filter === true);
    const say = (reason: string) =>
      misplaced(option, token.at, `${reason}; what can be filtered: ${filterable.join(', ')}`, { filterable });
    if (token.is !== 'word') throw say(`has ${said(token)} where a property is expected`);
    const path = findPath(this.shape, token.text);
    const property = path === undefined ? undefined : this.shape[path];
    if (path === undefined || property === undefined)
      throw say(`names the property "${token.text}", which does not exist`);
    if (property.filter !== true) throw say(`names the property "${path}", which cannot be filtered`);
    this.next += 1;
    return { path, property, at: token.at };
  }

  private literal(path: string, property: Property, missing: boolean): Value {
    const token = this.token();
    const value = this.valueOf(token, path, property, missing);
    this.next += 1;
    return value;
  }

  private valueOf(token: Token, path: string, property: Property, missing: boolean): Value {
    const read = readLiteral(property, token);
    if ('wanted' in read) throw misplaced(option, token.at, `has ${said(token)} where "${path}" takes ${read.wanted}`);
    if (read.value === null && !missing) throw misplaced(option, token.at, `has null where "${path}" needs a value`);
    return read.value;
  }
}

function said(token: Token): string {
  if (token.is === 'end') return 'the end';
  return token.is === 'word' ? `"${token.text}"` : token.is === 'text' ? `'${token.text}'` : `"${token.is}"`;
}
