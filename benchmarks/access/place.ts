import { listOwnPartners } from 'multipartner/operations/organization/partners.ts';
import { type Database, openDatabase } from 'multipartner/store/database.ts';
import postgres from 'postgres';
import { type Product, removeData, startProduct } from '../processes.ts';
import { shardedCasbin, wholeCasbin } from './casbin.ts';
import { audited, partnerId, peopleOfPartner, type Size, sizeOf, userId } from './model.ts';
import { checkLoad, overHttp, readPartners, type Service, signIn, unassign } from './over-http.ts';
import { type Contestant, decision, operation, realmOf } from './product.ts';
import { type Question, questions } from './questions.ts';
import { statement } from './statement.ts';
import { mistakes } from './throughput.ts';
import { insertWorld } from './world.ts';

/** The product with a world of one size, and everybody who answers questions about it. */
export interface Place {
  readonly size: Size;
  readonly product: Product;
  readonly service: Service;
  readonly database: Database;
  readonly generatedInSeconds: number;
  readonly asked: readonly Question[];
  readonly operation: Contestant;
  readonly statement: Contestant;
  readonly decision: Contestant;
  /** Null where it is not asked: it holds all policies in memory. */
  readonly casbin: { readonly whole: Contestant; readonly sharded: Contestant } | null;
  close(): Promise<void>;
}

/** Up to here casbin is asked as well. */
const casbinUpTo = 50_000;
/** One enforcer with everything looks at each policy for each question; beyond 1,000 relationships it is asked fewer. */
const wholeCasbinCases = 300;

export async function openPlace(relationships: number): Promise<Place> {
  const size = sizeOf(relationships);
  const product = await startProduct('demo');
  const database = openDatabase(product.connection);
  const close = async () => {
    await database.end();
    await product.stop();
    await removeData(product);
  };
  try {
    const before = performance.now();
    await insertWorld(database, size);
    const generatedInSeconds = (performance.now() - before) / 1000;
    const asked = questions(size, 10_000, 1);
    return {
      size,
      product,
      service: await signIn(product.line.url, size),
      database,
      generatedInSeconds,
      asked,
      operation: operation(database),
      statement: statement(database),
      decision: await decision(database, asked.slice(0, 1000)),
      casbin:
        relationships > casbinUpTo ? null : { whole: await wholeCasbin(size), sharded: await shardedCasbin(size) },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Throws unless all answer every case rightly. Answers how many cases each was asked, by name. */
export async function agree(place: Place): Promise<Record<string, number>> {
  const { asked, casbin, size } = place;
  const withDap = questions(size, 1000, 2, true);
  const http = overHttp(place.service);
  const whole = size.relationships > 1000 ? asked.slice(0, wholeCasbinCases) : asked;
  const cases: [Contestant, readonly Question[]][] = [
    [place.operation, [...asked, ...withDap]],
    [place.statement, [...asked, ...withDap]],
    [http, [...asked, ...withDap]],
    ...(casbin === null
      ? []
      : ([
          [casbin.sharded, asked],
          [casbin.whole, whole],
        ] as [Contestant, readonly Question[]][])),
  ];
  const counts: Record<string, number> = {};
  for (const [contestant, list] of cases) {
    const wrong = await mistakes(contestant, list);
    if (wrong.length > 0)
      throw new Error(
        `${size.relationships} relationships: ${contestant.name} answers ${wrong.length} of ${list.length} cases otherwise, the first ${JSON.stringify(wrong[0])}`,
      );
    counts[contestant.name] = list.length;
  }
  return counts;
}

export const loadOf = ({ service, asked }: Place) => checkLoad(service, asked);

/** Reads the audited customer's partners page once over HTTP, and holds what it shows. */
export const readAudit = ({ service }: Place) => readPartners(service, audited.partners * peopleOfPartner);

/** How many statements the partners page takes, the caller's facts included. */
export async function auditStatements(place: Place): Promise<number> {
  let count = 0;
  const { connection } = place.product;
  const counted = postgres({
    ...connection,
    max: 1,
    onnotice: () => {},
    fetch_types: false,
    connection: { search_path: 'multipartner', TimeZone: 'UTC' },
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
    debug: () => {
      count++;
    },
  }) as unknown as Database;
  try {
    const caller = { tenantId: audited.id, userId: audited.administrator, applicationId: audited.id };
    const { items } = await listOwnPartners({ realm: realmOf(counted), caller }, { limit: null, after: null });
    if (items.length !== audited.partners) throw new Error(`the partners page shows ${items.length} partners`);
    return count;
  } finally {
    await counted.end();
  }
}

/**
 * Takes rights away and asks at once: by the product, the group's roles; behind its back, the person's memberships.
 * Throws when a check after that still allows. Answers how many rights were taken.
 */
export async function revoke(place: Place, each = 10): Promise<number> {
  const contestants = [overHttp(place.service), place.operation];
  const allowed = place.asked.filter(({ expected, person }) => expected && person !== 0);
  // Each right of another person by another relationship, so that one revocation is not another's.
  const people = new Map(allowed.map((one) => [`${one.partner}/${one.person}`, one]));
  const taken = [...new Map([...people.values()].map((one) => [one.by, one])).values()].slice(0, 2 * each);
  if (taken.length < 2 * each) throw new Error('too few people have rights');
  const demand = async (question: Question, expected: boolean, when: string) => {
    for (const contestant of contestants)
      if ((await contestant.ask(question)) !== expected)
        throw new Error(`${contestant.name} answers ${!expected} ${when}: ${JSON.stringify(question)}`);
  };
  for (const [index, question] of taken.entries()) {
    await demand(question, true, 'before');
    if (index % 2 === 0) await unassign(place.service, question.partner, question.by as number);
    else await leaveGroups(place.database, question);
    await demand(question, false, 'after the right was taken away');
  }
  return taken.length;
}

/** Whoever else changes the directory, without a word to the product. */
async function leaveGroups(database: Database, { partner, person }: Question): Promise<void> {
  await database`
    delete from security_group_member where tenant_id = ${partnerId(partner)} and member_id = ${userId(partner, person)}`;
}
