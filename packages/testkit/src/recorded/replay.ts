import { randomUUID } from 'node:crypto';
import { compareMembers } from './compare.ts';
import { type Exception, exceptionsFor, loadExceptions, partOf } from './exceptions.ts';
import { type Actor, type PlannedSample, requestOf } from './plan.ts';
import { type BuiltRequest, buildRequest, type IdTable } from './request.ts';
import { readTable } from './samples.ts';

/** A request as a client is to send it: everything but how it gets its token. */
export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface WireAnswer {
  readonly status: number;
  readonly text: string;
}

/** The realm that samples are sent to. */
export interface ReplayRealm {
  readonly baseUrl: string;
  /** How a request gets there in place of `fetch` with a bearer token: a real client, which gets its own token. */
  send?(actor: Actor, request: WireRequest): Promise<WireAnswer>;
  /** A bearer token of this actor. */
  token(actor: Actor): Promise<string>;
  /**
   * What a name of ids.json stands for here: `woodgrove` is something of the world, `{{cart}}` something that is made
   * for this sample. Called once for each name of a sample.
   */
  resolve(symbol: string, planned: PlannedSample): Promise<string>;
}

export interface ReplayOutcome {
  readonly sent: BuiltRequest;
  readonly status: number;
  /** Parsed when it is JSON, else the text; null without a body. */
  readonly body: unknown;
  /** What differs from the published answer; empty when nothing does. */
  readonly problems: readonly string[];
}

const ids = readTable<IdTable>('ids.json');
const exceptions: readonly Exception[] = loadExceptions();

/** Sends a sample as it was published and compares the answer: its status, and each published member with its type. */
export async function replay(planned: PlannedSample, realm: ReplayRealm): Promise<ReplayOutcome> {
  const { operation, sample, row } = planned;
  const resolved = new Map<string, Promise<string>>();
  const resolve = (symbol: string) => {
    const known = resolved.get(symbol) ?? realm.resolve(symbol, planned);
    resolved.set(symbol, known);
    return known;
  };
  for (const symbol of row.prepare ?? []) await resolve(symbol);
  const sent = await buildRequest(requestOf(planned), { ...ids, ...row.ids }, resolve);
  const request: WireRequest = {
    method: sent.method,
    path: sent.path,
    headers: { ...sent.headers, 'MS-RequestId': randomUUID(), 'MS-CorrelationId': randomUUID() },
    ...(sent.body === undefined ? {} : { body: sent.body }),
  };
  const { status, text } = await (realm.send === undefined
    ? sendByFetch(realm, row.actor, request)
    : realm.send(row.actor, request));
  const body = readBody(text);
  const expected = sample.response?.status ?? operation.successStatus;
  return { sent, status, body, problems: problemsOf(planned, expected, status, body) };
}

async function sendByFetch(realm: ReplayRealm, actor: Actor, request: WireRequest): Promise<WireAnswer> {
  const response = await fetch(`${realm.baseUrl}${request.path}`, {
    method: request.method,
    redirect: 'manual',
    headers: { ...request.headers, Authorization: `Bearer ${await realm.token(actor)}` },
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  return { status: response.status, text: await response.text() };
}

/** What is wrong with an answer to a sample, one sentence each. */
export function problemsOf(
  { operation, sample }: PlannedSample,
  expected: number,
  status: number,
  body: unknown,
): string[] {
  if (status !== expected) return [`status ${status} instead of ${expected}: ${JSON.stringify(body)}`];
  const published = sample.response?.body;
  if (published === undefined || published === null) return [];
  const excuses = exceptionsFor(exceptions, operation.id, sample.name);
  const differences = compareMembers(published, partOf(body, excuses), excuses).map(
    (one) =>
      `${one.member === '' ? 'the body' : one.member}: ${one.problem}, published ${one.published}, answered ${one.actual}`,
  );
  return status < 400 ? differences : [...differences, ...codeProblems(published, body)];
}

/** Refusals must carry the published number. */
function codeProblems(published: unknown, body: unknown): string[] {
  const code = (value: unknown) => (value as { code?: unknown } | null)?.code;
  return String(code(published)) === String(code(body))
    ? []
    : [`code ${String(code(body))} instead of ${String(code(published))}`];
}

function readBody(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  if (plain === '') return null;
  try {
    return JSON.parse(plain);
  } catch {
    return plain;
  }
}
