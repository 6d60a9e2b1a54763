import { type Figure, figure, type Reading } from '../load.ts';
import type { Latency, Throughput } from './throughput.ts';

export interface SizeResults {
  readonly relationships: number;
  readonly partners: number;
  readonly people: number;
  readonly customers: number;
  readonly generatedInSeconds: number;
  /** Cases that each contestant answered rightly. */
  readonly agreed: Readonly<Record<string, number>>;
  /** Every round's readings. In process: one question at a time, and as many as HTTP has connections. */
  readonly rounds: {
    readonly http: readonly Reading[];
    readonly half: readonly (Latency & { readonly rate: number })[];
    readonly one: readonly Throughput[];
    readonly oneStatement: readonly Throughput[];
    readonly many: readonly Throughput[];
    readonly manyStatement: readonly Throughput[];
    readonly decision: readonly Throughput[];
    readonly casbinWhole: readonly Throughput[];
    readonly casbinSharded: readonly Throughput[];
    readonly audit: readonly Throughput[];
  };
  /** Statements that the partners page takes. */
  readonly auditStatements: number;
  readonly revoked: number;
}

export interface Results {
  readonly node: string;
  readonly cores: number;
  readonly processor: string;
  readonly connections: number;
  readonly runs: number;
  readonly seconds: number;
  readonly sizes: readonly SizeResults[];
}

interface Aim {
  readonly aim: string;
  readonly figure: Figure;
  readonly met: boolean;
}

const digitsOf = (n: number) => (Math.abs(n) >= 100 ? 0 : Math.abs(n) >= 10 ? 1 : 2);
const shown = ({ median, low, high }: Figure) => {
  const digits = digitsOf(median);
  return `${median.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
};
const perSecond = (list: readonly Throughput[]) => figure(list.map((one) => one.perSecond));
/** By how many percent the second is faster than the first, round by round. */
const slower = (first: readonly Throughput[], second: readonly Throughput[]) =>
  figure(first.map((one, round) => ((second[round] as Throughput).perSecond / one.perSecond - 1) * 100));

/** A table for people, aims beside their figures, and a last line of JSON for programs. A missed aim fails nothing. */
export function print(results: Results): void {
  const { sizes } = results;
  console.log(
    `access checks, ${results.connections} connections, median of ${results.runs} rounds of ${results.seconds} s after a warm-up (lowest–highest), ` +
      `Node ${results.node}, ${results.cores} cores (${results.processor})`,
  );
  const summaries = sizes.map(summary);
  const names = Object.keys(summaries[0] as object);
  const width = Math.max(...names.map((name) => name.length));
  const cell = (text: string) => text.padStart(30);
  console.log(
    `\n${'relationships'.padEnd(width)}${sizes.map((one) => cell(one.relationships.toLocaleString('en'))).join('')}`,
  );
  for (const name of names) {
    const cells = summaries.map((one) => one[name]);
    console.log(
      `${name.padEnd(width)}${cells.map((one) => cell(one === undefined || one === null ? '–' : typeof one === 'number' ? String(one) : shown(one))).join('')}`,
    );
  }
  const aims = aimsOf(results);
  console.log('');
  for (const { aim, figure: found, met } of aims) console.log(`${met ? 'met   ' : 'MISSED'}  ${aim}: ${shown(found)}`);
  console.log(`\n${JSON.stringify({ benchmark: 'access', ...results, summaries, aims })}`);
}

/** The lines of the table. */
function summary(one: SizeResults): Readonly<Record<string, Figure | number | null>> {
  const { rounds } = one;
  const some = (list: readonly Throughput[], of: (list: readonly Throughput[]) => Figure) =>
    list.length === 0 ? null : of(list);
  return {
    partners: one.partners,
    people: one.people,
    customers: one.customers,
    'made in, s': Math.round(one.generatedInSeconds),
    'HTTP, requests/s': figure(rounds.http.map((r) => r.requestsPerSecond)),
    'HTTP at the maximum, p50 ms': figure(rounds.http.map((r) => r.p50)),
    'HTTP at the maximum, p99 ms': figure(rounds.http.map((r) => r.p99)),
    'HTTP at half of it, p50 ms': figure(rounds.half.map((r) => r.p50)),
    'HTTP at half of it, p99 ms': figure(rounds.half.map((r) => r.p99)),
    'one at a time: checkAccess, /s': perSecond(rounds.one),
    'one at a time: statement, /s': perSecond(rounds.oneStatement),
    'one at a time: overhead, %': slower(rounds.one, rounds.oneStatement),
    '32 at a time: checkAccess, /s': perSecond(rounds.many),
    '32 at a time: statement, /s': perSecond(rounds.manyStatement),
    '32 at a time: overhead, %': slower(rounds.many, rounds.manyStatement),
    'mayI alone, /s': perSecond(rounds.decision),
    'casbin, one per partner, /s': some(rounds.casbinSharded, perSecond),
    'casbin, one enforcer, /s': some(rounds.casbinWhole, perSecond),
    'partners page, p50 ms': figure(rounds.audit.map((r) => r.p50)),
    'partners page, p99 ms': figure(rounds.audit.map((r) => r.p99)),
    'partners page, statements': one.auditStatements,
    'revoked, and denied at once': one.revoked,
  };
}

function aimsOf({ sizes }: Results): Aim[] {
  const list: Aim[] = [];
  const add = (aim: string, found: Figure, met: boolean) => list.push({ aim, figure: found, met });
  const [first, ...others] = sizes as [SizeResults, ...SizeResults[]];
  for (const other of others) {
    const between = `from ${first.relationships} to ${other.relationships} relationships, at most 15 % slower`;
    const http = figure(
      first.rounds.http.map(
        (r, i) => (r.requestsPerSecond / (other.rounds.http[i]?.requestsPerSecond as number) - 1) * 100,
      ),
    );
    add(`over HTTP ${between}`, http, http.median <= 15);
    const one = slower(other.rounds.one, first.rounds.one);
    add(`in process, one at a time, ${between}`, one, one.median <= 15);
    const many = slower(other.rounds.many, first.rounds.many);
    add(`in process, 32 at a time, ${between}`, many, many.median <= 15);
  }
  for (const one of sizes) {
    const at = `at ${one.relationships} relationships`;
    const alone = slower(one.rounds.one, one.rounds.oneStatement);
    add(`${at}, one at a time, at most 15 % over the plain statement`, alone, alone.median <= 15);
    const many = slower(one.rounds.many, one.rounds.manyStatement);
    add(`${at}, 32 at a time, at most 15 % over the plain statement`, many, many.median <= 15);
    const half = figure(one.rounds.half.map((r) => r.p99));
    add(`${at}, HTTP p99 below 5 ms at half of the maximum`, half, half.median < 5);
  }
  return list;
}
