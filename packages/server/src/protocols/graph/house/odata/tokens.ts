import { refused } from '../../../../operations/operation.ts';

/** A piece of an expression; `at` counts from 0. */
export type Token =
  | { readonly is: '(' | ')' | ','; readonly at: number }
  /** Text in single quotes; `prefix` is a type name in front of it, as in `duration'P1D'`. */
  | { readonly is: 'text'; readonly text: string; readonly prefix: string; readonly at: number }
  /** A run of other signs: a name, a path, an operator, a number, a guid, a date. */
  | { readonly is: 'word'; readonly text: string; readonly at: number }
  | { readonly is: 'end'; readonly at: number };

const word = /[\p{L}\p{N}_$@.:/+-]+/uy;
const space = /\s+/uy;

/** Takes an expression apart. Refusal: value-invalid with the position of a sign that does not belong there. */
export function tokens(option: string, text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const blank = matchAt(space, text, at);
    at += blank.length;
    const sign = text[at];
    if (sign === undefined) break;
    if (sign === '(' || sign === ')' || sign === ',') {
      found.push({ is: sign, at });
      at += 1;
      continue;
    }
    const run = matchAt(word, text, at);
    if (text[at + run.length] === "'") {
      const quoted = readQuoted(option, text, at + run.length);
      found.push({ is: 'text', text: quoted.text, prefix: run, at });
      at = quoted.end;
      continue;
    }
    if (run === '') throw misplaced(option, at, `has a sign that does not belong there: ${sign}`);
    found.push({ is: 'word', text: run, at });
    at += run.length;
  }
  found.push({ is: 'end', at: text.length });
  return found;
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** From the opening quote to the closing one; two quotes inside stand for one. */
function readQuoted(option: string, text: string, from: number): { text: string; end: number } {
  let end = from + 1;
  for (;;) {
    end = text.indexOf("'", end);
    if (end < 0) throw misplaced(option, from, 'has a quote that is never closed');
    if (text[end + 1] !== "'") return { text: text.slice(from + 1, end).replaceAll("''", "'"), end: end + 1 };
    end += 2;
  }
}

/** The refusal of an expression at a place; for people the first sign is 1. */
export function misplaced(option: string, at: number, reason: string, facts: Record<string, string | string[]> = {}) {
  return refused('value-invalid', {
    field: option,
    reason: `${reason} (at position ${at + 1})`,
    position: at + 1,
    ...facts,
  });
}
