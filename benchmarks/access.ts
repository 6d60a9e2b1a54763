import { cpus } from 'node:os';
import { paced } from './access/paced.ts';
import { agree, auditStatements, loadOf, openPlace, type Place, readAudit, revoke } from './access/place.ts';
import { print, type Results, type SizeResults } from './access/report.ts';
import { repeat, type Throughput, throughput } from './access/throughput.ts';
import { connections, run } from './load.ts';

/**
 * How fast access checks are, over HTTP and in process, beside one statement written by hand and beside casbin, and how
 * that grows. `BENCH_SIZES` are numbers of granular relationships: 1000,50000 when absent; the whole comparison is
 * 1000,50000,1000000. `BENCH_SECONDS` and `BENCH_RUNS` are for a quick look. Fails when anybody answers wrongly, or when
 * a right is still there in the check after it was taken away.
 */
const sizes = (process.env.BENCH_SIZES ?? '1000,50000').split(',').map(Number);
const runs = Number(process.env.BENCH_RUNS ?? 5);
const seconds = Number(process.env.BENCH_SECONDS ?? 5);
if (sizes.some((size) => !Number.isInteger(size) || size < 1000)) {
  console.error(`"${process.env.BENCH_SIZES}" is no list of numbers of relationships, each at least 1000.`);
  process.exit(2);
}
const say = (text: string) => process.stderr.write(`${text}\n`);

/** What one size answered, round by round. */
type Rounds = { -readonly [K in keyof SizeResults['rounds']]: SizeResults['rounds'][K][number][] };

const places: Place[] = [];
try {
  const results = new Map<Place, { agreed: Record<string, number>; rounds: Rounds }>();
  for (const size of sizes) {
    const place = await openPlace(size);
    places.push(place);
    say(`${size} relationships: made in ${place.generatedInSeconds.toFixed(1)} s`);
    const agreed = await agree(place);
    say(
      `${size} relationships: all agree (${Object.entries(agreed)
        .map(([name, n]) => `${name} ${n}`)
        .join(', ')})`,
    );
    const rounds: Rounds = {
      http: [],
      half: [],
      one: [],
      oneStatement: [],
      many: [],
      manyStatement: [],
      decision: [],
      casbinWhole: [],
      casbinSharded: [],
      audit: [],
    };
    results.set(place, { agreed, rounds });
  }
  // The first round warms up. In each, all sizes and contestants have their turn, so that a drift touches all alike.
  for (let round = 0; round <= runs; round++) {
    say(round === 0 ? 'warm-up' : `round ${round} of ${runs}`);
    for (const [place, { rounds }] of results) await measure(place, rounds, round);
  }
  const answer: Results = {
    node: process.version,
    cores: cpus().length,
    processor: cpus()[0]?.model ?? '',
    connections,
    runs,
    seconds,
    sizes: await Promise.all(
      [...results].map(async ([place, { agreed, rounds }]) => ({
        relationships: place.size.relationships,
        partners: place.size.partners,
        people: place.size.partners * 100,
        customers: place.size.customers,
        generatedInSeconds: place.generatedInSeconds,
        agreed,
        rounds,
        auditStatements: await auditStatements(place),
        revoked: await revoke(place),
      })),
    ),
  };
  print(answer);
} finally {
  for (const place of places) await place.close();
}

async function measure(place: Place, rounds: Rounds, round: number): Promise<void> {
  const kept = <T>(list: T[], value: T) => {
    if (round > 0) list.push(value);
    return value;
  };
  const duration = round === 0 ? Math.min(2, seconds) : seconds;
  const offset = round * 1777;
  const { asked, casbin } = place;
  const few = asked.slice(0, 1000);
  const pair = async (inFlight: number, product: Throughput[], plain: Throughput[]) => {
    kept(product, await throughput(place.operation, asked, inFlight, duration, offset));
    kept(plain, await throughput(place.statement, asked, inFlight, duration, offset));
  };
  await pair(1, rounds.one, rounds.oneStatement);
  await pair(connections, rounds.many, rounds.manyStatement);
  kept(rounds.decision, await throughput(place.decision, few, 1, Math.min(1, duration), offset));
  const load = loadOf(place);
  const { requestsPerSecond } = kept(rounds.http, await run(load, duration));
  kept(rounds.half, { rate: requestsPerSecond / 2, ...(await paced(load, requestsPerSecond / 2, duration)) });
  kept(rounds.audit, await repeat(() => readAudit(place), 1, Math.min(2, duration)));
  if (casbin === null) return;
  kept(rounds.casbinSharded, await throughput(casbin.sharded, asked, 1, Math.min(2, duration), offset));
  kept(rounds.casbinWhole, await throughput(casbin.whole, asked, 1, Math.min(2, duration), offset));
}
