import { createHash, timingSafeEqual } from 'node:crypto';
import type { ApplicationFacts } from '../store/identity/applications.ts';
import type { ClientProof } from './claims.ts';
import { assertionSubject, type CheckAssertion } from './client-assertion.ts';
import { AadError } from './errors.ts';
import type { Form } from './form.ts';

/** What a request presents of its application: an id, and perhaps a proof. */
export interface PresentedClient {
  readonly clientId: string;
  /** Readings of one secret: a Basic header may be form-encoded or not. */
  readonly secrets: readonly string[];
  readonly assertion: string | undefined;
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Reads the client from the form, the Basic header or the assertion.
 * @throws AADSTS900144 without a client id, 9002313 when the places contradict each other.
 */
export function readClient(form: Form, authorization: string | undefined): PresentedClient {
  const basic = authorization === undefined ? undefined : readBasic(authorization);
  const assertion = form.get('client_assertion') || undefined;
  if (assertion !== undefined && form.get('client_assertion_type') !== assertionType) {
    throw new AadError(9002313, { reason: `'client_assertion_type' must be ${assertionType}` });
  }
  const secret = form.get('client_secret') || undefined;
  if ([basic?.secrets.length, assertion, secret].filter(Boolean).length > 1) {
    throw new AadError(9002313, { reason: 'the application proves itself in more than one way' });
  }
  const named = form.get('client_id') || undefined;
  const clientId = named ?? basic?.clientId ?? (assertion === undefined ? undefined : assertionSubject(assertion));
  if (clientId === undefined) throw new AadError(900144, { field: 'client_id' });
  if (basic !== undefined && basic.clientId.toLowerCase() !== clientId.toLowerCase()) {
    throw new AadError(9002313, { reason: 'the Authorization header names another application than the body' });
  }
  return {
    clientId: clientId.toLowerCase(),
    secrets: secret === undefined ? (basic?.secrets ?? []) : [secret],
    assertion,
  };
}

function readBasic(authorization: string): { clientId: string; secrets: string[] } | undefined {
  const encoded = /^basic\s+(\S+)$/i.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) throw new AadError(9002313, { reason: 'the Authorization header cannot be read' });
  const raw = text.slice(colon + 1);
  return {
    clientId: formDecode(text.slice(0, colon)),
    secrets: [...new Set([raw, formDecode(raw)])].filter((one) => one !== ''),
  };
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/**
 * How the application proved itself; 'none' only where `mayBePublic` and the application is a public one.
 * @throws AADSTS7000215, 7000222, 700027, 700025 or 7000218.
 */
export async function authenticateClient(
  application: ApplicationFacts,
  presented: PresentedClient,
  checkAssertion: CheckAssertion,
  mayBePublic: boolean,
): Promise<ClientProof> {
  const { clientId } = application;
  if (presented.assertion !== undefined) {
    if (application.publicClient && application.credentials.length === 0)
      throw new AadError(700025, { client: clientId });
    await checkAssertion(application, presented.assertion);
    return 'certificate';
  }
  if (presented.secrets.length > 0) {
    if (application.publicClient && application.credentials.length === 0)
      throw new AadError(700025, { client: clientId });
    checkSecret(application, presented.secrets);
    return 'secret';
  }
  if (mayBePublic && application.publicClient) return 'none';
  throw new AadError(7000218);
}

function checkSecret(application: ApplicationFacts, secrets: readonly string[]): void {
  const digests = secrets.map((secret) => createHash('sha256').update(secret).digest());
  let expired = false;
  for (const credential of application.credentials) {
    if (credential.kind !== 'secret' || credential.secretSha256 === null) continue;
    const stored = Buffer.from(credential.secretSha256, 'hex');
    if (!digests.some((digest) => stored.length === digest.length && timingSafeEqual(stored, digest))) continue;
    if (credential.expiresAt === null || Date.parse(credential.expiresAt) > Date.now()) return;
    expired = true;
  }
  throw new AadError(expired ? 7000222 : 7000215, { client: application.clientId });
}
