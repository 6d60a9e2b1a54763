import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from 'multipartner/store/database.ts';
import { type Comparison, compare, connections, type Figure, figure, type Load, run } from './load.ts';
import { memoryOf, type Product, removeData, startProduct, startProgram } from './processes.ts';

const sizes = (process.env.BENCH_SIZES ?? '1000,50000,500000').split(',');
const compared = process.env.BENCH_COMPARED ?? '50000';
const runs = Number(process.env.BENCH_RUNS ?? 5);

const aims: Readonly<Record<string, number>> = {
  'get one customer': 0.8,
  'list 100 customers': 0.8,
  'get a subscription': 0.8,
  'place an order': 0.5,
  'app-only token': 0.6,
};

interface Ids {
  readonly alpha: Product['line']['world']['tenants'][number];
  readonly token: string;
  readonly customers: readonly string[];
  readonly subscriptions: readonly { readonly customerId: string; readonly id: string }[];
}

const shown = ({ median, low, high }: Figure, digits = 2) =>
  `${median.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;

async function main(): Promise<void> {
  console.log(
    `${connections} connections, median of ${runs} runs after a warm-up (lowest–highest), Node ${process.version}`,
  );
  await startTimes();
  const growth: Record<string, Record<string, number>> = {};
  for (const size of sizes) {
    const product = await startProduct(size);
    try {
      const ids = await prepare(product);
      if (size === compared) await comparisons(product, ids);
      growth[size] = await reads(product, ids);
    } finally {
      await product.stop();
      await removeData(product);
    }
  }
  printGrowth(growth);
}

/** Time to ready on a fresh directory and on a known one, reset, and idle memory. */
async function startTimes(): Promise<void> {
  const fresh: number[] = [];
  const later: number[] = [];
  const resets: number[] = [];
  let memory: Awaited<ReturnType<typeof memoryOf>> | undefined;
  for (let i = 0; i <= runs; i++) {
    const first = await startProduct('demo');
    await first.stop();
    const second = await startProduct('demo', first.data);
    const before = performance.now();
    const answer = await fetch(`${second.line.url}/sandbox/v1/reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    if (!answer.ok) throw new Error(`reset was answered ${answer.status}`);
    await answer.arrayBuffer();
    const reset = performance.now() - before;
    if (i === runs) {
      await second.stop();
      const idle = await startProduct('demo', first.data);
      await sleep(30_000);
      memory = await memoryOf(idle);
      await idle.stop();
    } else await second.stop();
    await removeData(first);
    if (i === 0) continue;
    fresh.push(first.line.startedInMs);
    later.push(second.line.startedInMs);
    resets.push(reset);
  }
  console.log(`\nfirst start to ready      ${shown(figure(fresh), 0)} ms (aim 3000)`);
  console.log(`later start to ready      ${shown(figure(later), 0)} ms (aim 1500)`);
  console.log(`reset of the demo world   ${shown(figure(resets), 0)} ms (aim 1000)`);
  if (memory !== undefined)
    console.log(
      `idle memory after 30 s    server ${memory.server.toFixed(0)} MB, PostgreSQL ${memory.postgres.toFixed(0)} MB`,
    );
}

async function prepare(product: Product): Promise<Ids> {
  const alpha = product.line.world.tenants.find((tenant) => tenant.key === 'alpha') as Ids['alpha'];
  const answer = await fetch(`${product.line.url}/sandbox/v1/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tenant: 'alpha', user: 'alpha.admin', audience: 'https://api.partnercenter.microsoft.com' }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const database = openDatabase(product.connection, 1);
  const rows = await database<{ customer_id: string }[]>`
    select customer_id from agreement_attestation where partner_id = ${alpha.id} order by md5(customer_id::text) limit 2000`;
  await database.end();
  const customers = rows.map((row) => row.customer_id);
  const subscriptions: { customerId: string; id: string }[] = [];
  for (const customerId of customers.slice(0, 200)) {
    const order = await fetch(`${product.line.url}/v1/customers/${customerId}/orders`, {
      method: 'POST',
      headers: headersOf(token),
      body: orderBody,
    });
    const made = (await order.json()) as { lineItems: { subscriptionId: string }[] };
    if (!order.ok) throw new Error(`an order was answered ${order.status}: ${JSON.stringify(made)}`);
    subscriptions.push({ customerId, id: made.lineItems[0]?.subscriptionId as string });
  }
  return { alpha, token, customers, subscriptions };
}

const headersOf = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });
const orderBody = JSON.stringify({
  billingCycle: 'monthly',
  lineItems: [{ lineItemNumber: 0, offerId: 'CFQ7TTC0LH18:0001', quantity: 1, termDuration: 'P1Y' }],
});
const at = <T>(list: readonly T[], turn: number) => list[turn % list.length] as T;

function loads(product: Product, ids: Ids): Record<string, { product: Load; limit: (url: string) => Load }> {
  const { url } = product.line;
  const headers = headersOf(ids.token);
  const [application] = ids.alpha.applications as [{ clientId: string; clientSecret: string }];
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: application.clientId,
    client_secret: application.clientSecret,
    scope: 'https://api.partnercenter.microsoft.com/.default',
  }).toString();
  const formHeaders = { 'content-type': 'application/x-www-form-urlencoded' };
  const both = (
    method: Load['method'],
    ours: Load['next'],
    theirs: Load['next'],
    sent: Record<string, string> = headers,
  ) => ({
    product: { url, method, headers: sent, next: ours },
    limit: (limit: string): Load => ({ url: limit, method, headers: sent, next: theirs }),
  });
  return {
    'get one customer': both(
      'GET',
      (n) => ({ path: `/v1/customers/${at(ids.customers, n)}` }),
      (n) => ({ path: `/customers/${at(ids.customers, n)}` }),
    ),
    'list 100 customers': both(
      'GET',
      () => ({ path: '/v1/customers?size=100' }),
      () => ({ path: '/customers?size=100' }),
    ),
    'get a subscription': both(
      'GET',
      (n) => ({
        path: `/v1/customers/${at(ids.subscriptions, n).customerId}/subscriptions/${at(ids.subscriptions, n).id}`,
      }),
      (n) => ({ path: `/subscriptions/${at(ids.subscriptions, n).customerId}/${at(ids.subscriptions, n).id}` }),
    ),
    'place an order': both(
      'POST',
      (n) => ({ path: `/v1/customers/${at(ids.customers, n)}/orders`, body: orderBody }),
      (n) => ({ path: `/orders/${at(ids.customers, n)}`, body: orderBody }),
    ),
    'app-only token': both(
      'POST',
      () => ({ path: `/${ids.alpha.id}/oauth2/v2.0/token`, body: form }),
      () => ({ path: '/token', body: form }),
      formHeaders,
    ),
  };
}

async function comparisons(product: Product, ids: Ids): Promise<void> {
  const limit = await startProgram<{ url: string }>('benchmarks/limit-main.ts', [
    JSON.stringify(product.connection),
    ids.alpha.id,
  ]);
  try {
    console.log(`\nproduct beside the limit server, ${compared} customers:`);
    for (const [name, pair] of Object.entries(loads(product, ids)))
      print(name, await compare(pair.product, pair.limit(limit.line.url), runs));
  } finally {
    await limit.stop();
  }
}

function print(name: string, { product, limit, ratio }: Comparison): void {
  const aim = aims[name] as number;
  const verdict = ratio.median >= aim ? 'met' : 'missed';
  console.log(
    `${name.padEnd(20)} ratio ${shown(ratio)}, aim ${aim}: ${verdict}; product ${shown(product.rps, 0)} requests/s, p99 ${shown(product.p99, 0)} ms; limit ${shown(limit.rps, 0)} requests/s, p99 ${shown(limit.p99, 0)} ms`,
  );
}

async function reads(product: Product, ids: Ids): Promise<Record<string, number>> {
  const medians: Record<string, number> = {};
  for (const name of ['get one customer', 'list 100 customers', 'get a subscription']) {
    const load = loads(product, ids)[name]?.product as Load;
    await run(load, 2);
    const readings: number[] = [];
    for (let i = 0; i < runs; i++) readings.push((await run(load)).requestsPerSecond);
    medians[name] = figure(readings).median;
  }
  return medians;
}

function printGrowth(growth: Record<string, Record<string, number>>): void {
  console.log('\nhow it grows, requests/s (aim: within 10 % of each other):');
  const names = Object.keys(Object.values(growth)[0] ?? {});
  for (const name of names) {
    const values = sizes.map((size) => growth[size]?.[name] as number);
    const spread = (Math.max(...values) / Math.min(...values) - 1) * 100;
    console.log(
      `${name.padEnd(20)} ${sizes.map((size, i) => `${size} customers ${(values[i] as number).toFixed(0)}`).join(', ')}; spread ${spread.toFixed(1)} %`,
    );
  }
}

await main();
