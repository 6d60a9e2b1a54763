import type { RefusalFacts } from '@multipartner/domain/refusal.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '../../operations/operation.ts';
import type { SandboxRefusalCode } from '../../operations/sandbox/sandbox.ts';

interface Rendering {
  readonly status: 400 | 401 | 403 | 404 | 409;
  readonly say: (facts: RefusalFacts) => string;
}

const text = (value: RefusalFacts[string] | undefined) =>
  Array.isArray(value) ? value.join(', ') : String(value ?? '');

/** Every refusal of the sandbox's operations, as a status and a sentence. */
const renderings: Readonly<Record<SandboxRefusalCode, Rendering>> = {
  'sign-in-required': {
    status: 401,
    say: () => "From another address than the machine's own, the operator's token is needed.",
  },
  'role-not-sufficient': { status: 403, say: () => 'Only the operator of the realm may do this from another address.' },
  'value-missing': {
    status: 400,
    say: (f) => `"${text(f.field)}" is missing${f.reason === undefined ? '' : `: ${text(f.reason)}`}.`,
  },
  'value-invalid': { status: 400, say: (f) => `The value of "${text(f.field)}" ${text(f.reason)}.` },
  'value-conflicts': { status: 400, say: (f) => `"${text(f.field)}" and "${text(f.with)}" cannot be given together.` },
  'not-found': { status: 404, say: (f) => `There is no ${text(f.kind)} "${text(f.id)}".` },
  'tenant-not-found': {
    status: 404,
    say: (f) => `There is no tenant "${text(f.id)}": a key, an id or a domain is expected.`,
  },
  'user-not-found': {
    status: 404,
    say: (f) => `There is no person "${text(f.id)}" there: a key, an id or a user name is expected.`,
  },
  'tenant-domain-taken': { status: 409, say: (f) => `The domain "${text(f.domain)}" belongs to another tenant.` },
  'key-taken': { status: 409, say: (f) => `The value of "${text(f.field)}" is taken by somebody else in the realm.` },
  'domain-not-verified': {
    status: 400,
    say: (f) => `"${text(f.userPrincipalName)}" is not in a domain of the tenant.`,
  },
  'capability-not-in-cloud': {
    status: 403,
    say: (f) => `The cloud ${text(f.cloud)} has no partners of the kind ${text(f.capability)}.`,
  },
  'enrolment-blocked': {
    status: 409,
    say: (f) =>
      `The tenant holds live subscriptions that were bought through a partner (${text(f.subscriptionIds)}); it cannot be enrolled.`,
  },
  'clock-backwards': {
    status: 409,
    say: (f) => `The clock shows ${text(f.now)} and does not run backwards to ${text(f.asked)}.`,
  },
};

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Sign-in required',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  500: 'Internal error',
};

/** Answers a problem (RFC 9457): `code` names the refusal, `facts` explain it, `field` names the member at fault. */
export function sendProblem(
  error: Error & { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof Refused && error.refusal.code in renderings) {
    const { code, facts } = error.refusal;
    const { status, say } = renderings[code as SandboxRefusalCode];
    if (status === 401) reply.header('WWW-Authenticate', 'Bearer');
    return send(reply, {
      status,
      code,
      detail: say(facts),
      facts,
      ...(facts.field === undefined ? {} : { field: facts.field }),
    });
  }
  const status = error.statusCode ?? 500;
  if (status < 500) return send(reply, { status, code: 'request-invalid', detail: error.message, facts: {} });
  request.log.error({ err: error }, 'a control of the sandbox failed');
  return send(reply, {
    status: 500,
    code: 'internal-error',
    detail: `The log holds the details under the request ${request.id}.`,
    facts: {},
  });
}

function send(
  reply: FastifyReply,
  { status, ...rest }: { status: number; code: string; detail: string; facts: RefusalFacts; field?: unknown },
): FastifyReply {
  const body = { type: `urn:multipartner:refusal:${rest.code}`, title: titles[status] ?? 'Error', status, ...rest };
  return reply.code(status).type('application/problem+json; charset=utf-8').send(JSON.stringify(body));
}

/** A problem as the emitted contract describes it. */
export const contractErrorSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'facts'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What was refused and why, for a person.' },
    code: { type: 'string', enum: [...Object.keys(renderings), 'request-invalid', 'internal-error'] },
    facts: { type: 'object', description: 'What explains the refusal: the field, the blocking ids, the limit.' },
    field: { type: 'string', description: 'The member at fault.' },
  },
};
