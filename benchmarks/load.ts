import autocannon from 'autocannon';

/** One kind of request that is sent over and over; `next` gives each request its own path, headers or body. */
export interface Load {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly next: (turn: number) => {
    readonly path: string;
    readonly body?: string;
    /** Beside the load's own. */
    readonly headers?: Readonly<Record<string, string>>;
  };
}

export interface Reading {
  readonly requestsPerSecond: number;
  /** Milliseconds, in whole ones. */
  readonly p50: number;
  readonly p99: number;
}

export const connections = 32;

/** Seconds of one run; shorter for a quick look with BENCH_SECONDS. */
const seconds = Number(process.env.BENCH_SECONDS ?? 5);

/** Sends one load for some seconds at 32 connections. Every answer must be a success, or the figure would lie. */
export async function run(load: Load, duration = seconds): Promise<Reading> {
  let turn = 0;
  const result = await autocannon({
    url: load.url,
    connections,
    duration,
    requests: [
      {
        method: load.method,
        setupRequest: (request) => {
          const { path, body, headers } = load.next(turn++);
          return {
            ...request,
            path,
            headers: { ...load.headers, ...headers },
            ...(body === undefined ? {} : { body }),
          };
        },
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${load.url}: ${result.non2xx} refusals, ${result.errors} errors`);
  return { requestsPerSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 };
}

export interface Figure {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export function figure(values: readonly number[]): Figure {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    median: sorted[Math.floor(sorted.length / 2)] as number,
    low: sorted[0] as number,
    high: sorted.at(-1) as number,
  };
}

export interface Comparison {
  readonly product: { readonly rps: Figure; readonly p99: Figure };
  readonly limit: { readonly rps: Figure; readonly p99: Figure };
  /** product / limit, pair by pair. */
  readonly ratio: Figure;
}

/** Runs both sides in turn, after one warm-up each, so that a drift of the machine touches both alike. */
export async function compare(
  product: Load,
  limit: Load,
  runs = Number(process.env.BENCH_RUNS ?? 5),
): Promise<Comparison> {
  await run(product, 2);
  await run(limit, 2);
  const pairs: { product: Reading; limit: Reading }[] = [];
  for (let i = 0; i < runs; i++) pairs.push({ product: await run(product), limit: await run(limit) });
  const of = (side: 'product' | 'limit') => ({
    rps: figure(pairs.map((pair) => pair[side].requestsPerSecond)),
    p99: figure(pairs.map((pair) => pair[side].p99)),
  });
  return {
    product: of('product'),
    limit: of('limit'),
    ratio: figure(pairs.map((pair) => pair.product.requestsPerSecond / pair.limit.requestsPerSecond)),
  };
}
