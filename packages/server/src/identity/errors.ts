import { randomUUID } from 'node:crypto';

interface Entry {
  readonly error: string;
  readonly status?: 400 | 401;
  readonly suberror?: string;
  readonly text: (f: Facts) => string;
}
type Facts = Readonly<Record<string, string | number | undefined>>;

const client = (f: Facts) => `'${f.client ?? ''}'`;

/** Every refusal of the token and sign-in endpoints: its published number, the OAuth error it goes with, our sentence. */
const catalogue = {
  16000: {
    error: 'interaction_required',
    text: () => 'More than one account could be meant, and no page may be shown to choose one.',
  },
  50011: {
    error: 'invalid_request',
    text: (f) => `The redirect address '${f.redirect}' is not registered for the application ${client(f)}.`,
  },
  50013: { error: 'invalid_grant', text: (f) => `The assertion is not acceptable: ${f.reason}.` },
  50020: {
    error: 'invalid_grant',
    text: (f) => `The account '${f.user}' belongs to another tenant and has no rights in the tenant '${f.tenant}'.`,
  },
  50034: { error: 'invalid_grant', text: (f) => `There is no account '${f.user}' here.` },
  50053: {
    error: 'invalid_grant',
    text: () => 'Too many failed sign-ins with this account. Wait ten minutes before the next attempt.',
  },
  50055: {
    error: 'invalid_grant',
    text: () =>
      'The password has to be changed before this account can sign in. Sign in on the sign-in page to choose a new one.',
  },
  50057: { error: 'invalid_grant', text: () => 'This account is blocked from signing in.' },
  50058: { error: 'login_required', text: () => 'Nobody is signed in here, and no sign-in page may be shown.' },
  50076: {
    error: 'invalid_grant',
    suberror: 'basic_action',
    text: () =>
      'This account signs in with a second factor, which this kind of request cannot give. Use the sign-in page.',
  },
  50126: { error: 'invalid_grant', text: () => 'The user name or the password is wrong.' },
  50173: {
    error: 'invalid_grant',
    suberror: 'bad_token',
    text: () => 'The sign-in this grant rests on was ended, or the password was changed since. Sign in again.',
  },
  50194: {
    error: 'invalid_request',
    text: (f) =>
      `The application ${client(f)} belongs to one tenant. Use the address of that tenant in place of 'common' or 'organizations'.`,
  },
  54005: {
    error: 'invalid_grant',
    text: () => 'The authorization code was used before. What it had issued is revoked; sign in again.',
  },
  65001: {
    error: 'invalid_grant',
    suberror: 'consent_required',
    text: (f) => `Nobody has consented that the application ${client(f)} uses ${f.scope}.`,
  },
  65004: { error: 'access_denied', text: () => 'The person declined to let the application do this.' },
  70000: {
    error: 'invalid_grant',
    text: (f) => `The grant is not valid: ${f.reason ?? 'it is unknown, was revoked, or was made for something else'}.`,
  },
  70003: { error: 'unsupported_grant_type', text: (f) => `The grant type '${f.grant}' is not supported here.` },
  70008: { error: 'invalid_grant', text: () => 'The authorization code or refresh token has expired. Sign in again.' },
  70011: { error: 'invalid_scope', text: (f) => `The scope '${f.scope}' is not valid: ${f.reason}.` },
  70016: {
    error: 'authorization_pending',
    text: () => 'The sign-in on the other device is not finished yet. Ask again after the interval.',
  },
  70018: { error: 'bad_verification_code', text: () => 'The device code is unknown, or was used before.' },
  70019: { error: 'expired_token', text: () => 'The device code has expired. Ask for a new one.' },
  90002: {
    error: 'invalid_request',
    text: (f) => `There is no tenant '${f.tenant}'. Check the id or the domain name in the address.`,
  },
  90014: { error: 'invalid_request', text: (f) => `The field '${f.field}' is missing from the request.` },
  90094: {
    error: 'access_denied',
    text: (f) => `Only an administrator may consent that the application ${client(f)} uses ${f.scope}.`,
  },
  500011: { error: 'invalid_resource', text: (f) => `There is no resource '${f.resource}' here.` },
  500133: { error: 'invalid_grant', text: () => 'The assertion has expired, or is not valid yet.' },
  501481: { error: 'invalid_grant', text: () => 'The code verifier does not match the code challenge of the sign-in.' },
  650053: { error: 'invalid_scope', text: (f) => `The resource '${f.resource}' has no scope '${f.scope}'.` },
  700005: { error: 'invalid_grant', text: () => 'The code or token was issued to another application.' },
  700016: {
    error: 'unauthorized_client',
    text: (f) => `The application ${client(f)} does not exist in the tenant '${f.tenant}'.`,
  },
  700025: {
    error: 'invalid_client',
    status: 401,
    text: (f) => `The application ${client(f)} is a public one; it must send neither a secret nor an assertion.`,
  },
  700027: { error: 'invalid_client', status: 401, text: (f) => `The client assertion is not acceptable: ${f.reason}.` },
  700054: { error: 'unsupported_response_type', text: (f) => `The response type '${f.type}' is not supported here.` },
  900144: { error: 'invalid_request', text: (f) => `The body of the request must hold the parameter '${f.field}'.` },
  7000215: {
    error: 'invalid_client',
    status: 401,
    text: (f) => `The client secret is wrong for the application ${client(f)}. Send the secret's value, not its id.`,
  },
  7000218: {
    error: 'invalid_client',
    status: 401,
    text: () => "The body of the request must hold 'client_secret' or 'client_assertion'.",
  },
  7000222: {
    error: 'invalid_client',
    status: 401,
    text: (f) => `The client secret of the application ${client(f)} has expired.`,
  },
  9002313: { error: 'invalid_request', text: (f) => `The request is malformed: ${f.reason ?? 'it cannot be read'}.` },
  9002325: { error: 'invalid_request', text: () => 'A proof key (PKCE, method S256) is required of this application.' },
  90013: { error: 'invalid_request', text: (f) => `The request is not valid: ${f.reason}.` },
  90033: { error: 'temporarily_unavailable', text: () => 'The request could not be completed. Try again.' },
} as const satisfies Record<number, Entry>;

export type AadNumber = keyof typeof catalogue;

/** A refusal with its number; the endpoint decides whether it goes into a body, a redirect or a page. */
export class AadError extends Error {
  readonly number: AadNumber;
  readonly error: string;
  readonly status: number;
  readonly suberror: string | undefined;

  /** `sentence` says the reason more exactly than the number's own. */
  constructor(number: AadNumber, facts: Facts = {}, sentence?: string) {
    const entry: Entry = catalogue[number];
    super(sentence ?? entry.text(facts));
    this.number = number;
    this.error = entry.error;
    this.status = entry.status ?? 400;
    this.suberror = entry.suberror;
  }
}

export interface ErrorBody {
  error: string;
  error_description: string;
  error_codes: number[];
  timestamp: string;
  trace_id: string;
  correlation_id: string;
  error_uri: string;
  suberror?: string;
}

/** The body in which published clients expect a refusal. */
export function errorBody(
  error: AadError,
  request: { readonly origin: string; readonly correlationId: string },
): ErrorBody {
  const trace = randomUUID();
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    error: error.error,
    error_description: `${describe(error)} Trace ID: ${trace} Correlation ID: ${request.correlationId} Timestamp: ${timestamp}`,
    error_codes: [error.number],
    timestamp,
    trace_id: trace,
    correlation_id: request.correlationId,
    error_uri: `${request.origin}/common/oauth2/error?code=${error.number}`,
    ...(error.suberror === undefined ? {} : { suberror: error.suberror }),
  };
}

/** `AADSTS<number>: <sentence>`, as pages and redirects say it. */
export function describe(error: AadError): string {
  return `AADSTS${error.number}: ${error.message}`;
}

/** The error that a number stands for, when it is one of ours. */
export function explainNumber(number: string): AadError | undefined {
  return number in catalogue
    ? new AadError(Number(number) as AadNumber, { reason: 'see the answer that named this number' })
    : undefined;
}
