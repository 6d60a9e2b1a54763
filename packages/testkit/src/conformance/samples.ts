import type { Actor, PlannedSample } from '../recorded/plan.ts';
import { type ReplayOutcome, type ReplayRealm, replay, type WireAnswer, type WireRequest } from '../recorded/replay.ts';
import { realmOf } from '../recorded/resolve.ts';
import { serveSecurely } from '../secure.ts';
import { startServer, type TestServer } from '../server.ts';
import type { ConformanceClient } from './clients.ts';
import type { Driver, DriverRequest } from './driver.ts';

const host = 'https://api.partnercenter.microsoft.com';

/** What came of one sample sent by one client: nothing wrong, what was wrong, or why it could not be told. */
export interface SampleResult {
  readonly operation: string;
  readonly sample: string;
  readonly problems: readonly string[];
}

/**
 * Sends samples with a client that has every host hard-wired, over TLS. A client that shows no status leaves out those
 * whose published answer is a refusal.
 */
export function sendSamples(client: ConformanceClient, planned: readonly PlannedSample[]): Promise<SampleResult[]> {
  const shown = planned.filter((one) => !client.onlySuccesses || statusOf(one) < 400);
  return forEachArea(shown, async (server, samples) => {
    const secure = await serveSecurely(server);
    const driver = client.start(secure.environment);
    const results: SampleResult[] = [];
    try {
      for (const one of samples) {
        const send: ReplayRealm['send'] = (actor, request) => sendBy(driver, server, actor, request, statusOf(one));
        results.push(await resultOf(one, { ...realmOf(server), send }));
      }
    } finally {
      await driver.stop();
      await secure.close();
    }
    return results;
  });
}

/** Sends samples with Node's fetch and a minted token, by the address of the server. */
export function sendSamplesPlainly(planned: readonly PlannedSample[]): Promise<SampleResult[]> {
  return forEachArea(planned, async (server, samples) => {
    const results: SampleResult[] = [];
    for (const one of samples) results.push(await resultOf(one, realmOf(server)));
    return results;
  });
}

const statusOf = ({ sample, operation }: PlannedSample) => sample.response?.status ?? operation.successStatus;

/** A server of its own for each area: some samples end what others need. */
async function forEachArea(
  planned: readonly PlannedSample[],
  send: (server: TestServer, samples: readonly PlannedSample[]) => Promise<SampleResult[]>,
): Promise<SampleResult[]> {
  const results: SampleResult[] = [];
  for (const area of new Set(planned.map(({ operation }) => operation.area))) {
    const server = await startServer();
    try {
      results.push(
        ...(await send(
          server,
          planned.filter(({ operation }) => operation.area === area),
        )),
      );
    } finally {
      await server.stop();
    }
  }
  return results;
}

async function resultOf(one: PlannedSample, realm: ReplayRealm): Promise<SampleResult> {
  const name = { operation: one.operation.id, sample: one.sample.name };
  try {
    const { problems }: ReplayOutcome = await replay(one, realm);
    return { ...name, problems };
  } catch (error) {
    return { ...name, problems: [(error as Error).message] };
  }
}

async function sendBy(
  driver: Driver,
  server: TestServer,
  actor: Actor,
  request: WireRequest,
  expected: number,
): Promise<WireAnswer> {
  const answer = await driver.send({
    ...(await identityOf(server, actor)),
    method: request.method,
    url: `${host}${request.path}`,
    headers: request.headers,
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  if (answer.error !== undefined) throw new Error(answer.error);
  return { status: answer.status ?? expected, text: answer.text ?? '' };
}

async function identityOf(
  server: TestServer,
  actor: Actor,
): Promise<Omit<DriverRequest, 'method' | 'url' | 'headers' | 'body'>> {
  const key = typeof actor === 'string' ? (actor.split('.')[0] ?? '') : actor.application;
  const { id, applications } = server.tenant(key);
  const [application] = applications;
  if (application?.clientSecret == null) throw new Error(`${key} has no application with a secret.`);
  const person = typeof actor === 'string' ? server.person(actor) : undefined;
  return {
    tenant: id,
    clientId: application.clientId,
    secret: application.clientSecret,
    ...(person === undefined ? {} : { username: person.userPrincipalName, password: person.password ?? '' }),
    scope: `${host}/.default`,
    resource: host,
    token: await server.token(actor),
  };
}
