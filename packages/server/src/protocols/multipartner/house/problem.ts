import { type RefusalCode, type RefusalFacts, refusalCodes } from '@multipartner/domain/refusal.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '../../../operations/operation.ts';

/** The status of each refusal that is not a plain 400. */
const statuses: Readonly<Partial<Record<RefusalCode, 401 | 403 | 404 | 409>>> = {
  'sign-in-required': 401,
  'mfa-required': 401,
  'user-required': 403,
  'role-not-sufficient': 403,
  'kind-not-sufficient': 403,
  'customer-access-denied': 403,
  'no-relationship': 403,
  'conditional-access-blocked': 403,
  'program-status-not-active': 403,
  'reseller-status-not-active': 403,
  'mpa-not-accepted': 403,
  'reseller-mpa-not-accepted': 403,
  'market-mismatch': 403,
  'region-mismatch': 403,
  'capability-not-in-cloud': 403,
  'customer-is-partner': 403,
  'own-customer': 403,
  'partner-cannot-accept': 403,
  'partnership-required': 403,
  'not-an-indirect-reseller': 403,
  'agreement-missing': 403,
  'tenant-not-found': 404,
  'not-found': 404,
  'subscription-not-found': 404,
  'order-not-found': 404,
  'cart-not-found': 404,
  'user-not-found': 404,
  'product-not-found': 404,
  'sku-not-found': 404,
  'availability-not-found': 404,
  'offer-not-found': 404,
  'partnership-not-found': 404,
  'relationship-not-found': 404,
  'role-not-found': 404,
  'relationship-in-use': 409,
  'relationship-kept-by-partner': 409,
  'company-data-incomplete': 409,
  'tenant-domain-taken': 409,
  'stale-version': 409,
  'member-exists': 409,
  'user-name-taken': 409,
  'azure-plan-in-use': 409,
  'key-taken': 409,
  'enrolment-blocked': 409,
  'clock-backwards': 409,
};

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Sign-in required',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  500: 'Internal error',
};

const said = (value: RefusalFacts[string]) => (Array.isArray(value) ? value.join(', ') : String(value));

/** What was refused, for a person: the rule's sentence, and the facts of this case. */
function detailOf(code: RefusalCode, facts: RefusalFacts): string {
  const known = Object.entries(facts).map(([name, value]) => `${name} ${said(value)}`);
  return `${refusalCodes[code]}${known.length === 0 ? '' : ` (${known.join('; ')})`}.`;
}

/** Answers a problem (RFC 9457) with the refusal's code and facts. */
export function sendProblem(
  error: Error & { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof Refused) {
    const { code, facts } = error.refusal;
    const status = statuses[code] ?? 400;
    if (status === 401)
      reply.header('WWW-Authenticate', code === 'mfa-required' ? 'Bearer error="invalid_token"' : 'Bearer');
    return send(reply, status, code, detailOf(code, facts), facts);
  }
  const status = error.statusCode ?? 500;
  if (status < 500) return send(reply, status, 'request-invalid', error.message, {});
  request.log.error({ err: error }, 'request failed');
  return send(reply, 500, 'internal-error', `The log holds the details under the request ${request.id}.`, {});
}

function send(reply: FastifyReply, status: number, code: string, detail: string, facts: RefusalFacts): FastifyReply {
  const problem = {
    type: `urn:multipartner:refusal:${code}`,
    title: titles[status] ?? 'Refused',
    status,
    detail,
    code,
    facts,
  };
  return reply.code(status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
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
    code: { type: 'string', enum: [...Object.keys(refusalCodes), 'request-invalid', 'internal-error'] },
    facts: { type: 'object', description: 'What explains the refusal: the field, the blocking ids, the limit.' },
  },
};
