import type { Contestant } from './product.ts';
import type { Question } from './questions.ts';

/** Milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

export interface Throughput extends Latency {
  readonly perSecond: number;
}

export function latencyOf(took: readonly number[]): Latency {
  const sorted = Float64Array.from(took).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;
  return { p50: at(0.5), p99: at(0.99) };
}

/** Does one thing over and over for some seconds, so many at a time. */
export async function repeat(
  one: (turn: number) => Promise<void> | void,
  inFlight: number,
  seconds: number,
): Promise<Throughput> {
  const took: number[] = [];
  let turn = 0;
  const start = performance.now();
  const end = start + seconds * 1000;
  const worker = async () => {
    for (let before = performance.now(); before < end; ) {
      const doing = one(turn++);
      // Who answers at once is not made to wait for the event loop.
      if (doing !== undefined) await doing;
      const after = performance.now();
      took.push(after - before);
      before = after;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return { perSecond: took.length / ((performance.now() - start) / 1000), ...latencyOf(took) };
}

/** Asks the questions in turn, beginning at `offset`. Every answer must be the right one. */
export function throughput(
  contestant: Contestant,
  asked: readonly Question[],
  inFlight: number,
  seconds: number,
  offset = 0,
): Promise<Throughput> {
  const hold = (question: Question, answer: boolean) => {
    if (answer !== question.expected) throw new Error(`${contestant.name} is wrong about ${JSON.stringify(question)}`);
  };
  return repeat(
    (turn) => {
      const question = asked[(turn + offset) % asked.length] as Question;
      const answer = contestant.ask(question);
      return typeof answer === 'boolean' ? hold(question, answer) : answer.then((later) => hold(question, later));
    },
    inFlight,
    seconds,
  );
}

/** The questions that a contestant answers wrongly. */
export async function mistakes(
  contestant: Contestant,
  asked: readonly Question[],
  inFlight = 32,
): Promise<readonly Question[]> {
  const wrong: Question[] = [];
  let turn = 0;
  const worker = async () => {
    while (turn < asked.length) {
      const question = asked[turn++] as Question;
      if ((await contestant.ask(question)) !== question.expected) wrong.push(question);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return wrong;
}
