import { type RefusalCode, type RefusalFacts, refusalCodes } from '@multipartner/domain/refusal.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '../../../operations/operation.ts';
import { noteRefusal } from '../../../operations/refused-requests.ts';
import { Throttled } from '../../../operations/throttled.ts';

/** The status of every refusal; a code without one does not compile. */
const statuses: Readonly<Record<RefusalCode, 400 | 401 | 403 | 404 | 409>> = {
  'sign-in-required': 401,
  'mfa-required': 401,
  'user-required': 403,
  'role-not-sufficient': 403,
  'kind-not-sufficient': 403,
  'customer-access-denied': 403,
  'no-relationship': 403,
  'tenant-not-found': 404,
  'conditional-access-blocked': 403,
  'value-missing': 400,
  'value-invalid': 400,
  'value-conflicts': 400,
  'identifier-malformed': 400,
  'stale-version': 409,
  'not-found': 404,
  'subscription-not-found': 404,
  'order-not-found': 404,
  'cart-not-found': 404,
  'user-not-found': 404,
  'product-not-found': 404,
  'sku-not-found': 404,
  'availability-not-found': 404,
  'offer-not-found': 404,
  'view-not-allowed': 400,
  'segment-not-allowed': 400,
  'program-status-not-active': 403,
  'reseller-status-not-active': 403,
  'mpa-not-accepted': 403,
  'reseller-mpa-not-accepted': 403,
  'market-mismatch': 403,
  'region-mismatch': 403,
  'capability-not-in-cloud': 403,
  'customer-is-partner': 403,
  'own-customer': 403,
  'company-data-incomplete': 409,
  'invitation-invalid': 400,
  'partner-cannot-accept': 403,
  'partnership-required': 403,
  'provider-required': 400,
  'not-an-indirect-reseller': 403,
  'partnership-not-found': 404,
  'relationship-not-found': 404,
  'relationship-in-use': 409,
  'relationship-not-editable': 400,
  'relationship-not-active': 409,
  'relationship-name-taken': 409,
  'action-not-possible': 409,
  'auto-extend-with-global-administrator': 400,
  'role-not-grantable': 400,
  'role-not-approved': 400,
  'group-not-found': 404,
  'assignment-exists': 409,
  'assignment-not-active': 409,
  'operation-in-progress': 409,
  'consent-pending': 409,
  'relationship-kept-by-partner': 409,
  'tenant-domain-taken': 409,
  'registration-number-missing': 400,
  'registration-number-invalid': 400,
  'registration-number-unsupported': 400,
  'phone-missing': 400,
  'agreement-missing': 403,
  'agreement-date-in-future': 400,
  'agreement-attested-before': 409,
  'partner-not-found': 404,
  'reseller-location-unknown': 400,
  'reseller-tenant-unknown': 400,
  'location-of-no-reseller': 400,
  'reseller-in-another-region': 400,
  'reseller-location-unsigned': 400,
  'reseller-tenant-unsigned': 400,
  'vetting-under-review': 403,
  'vetting-not-allowed': 403,
  'qualification-missing': 400,
  'qualification-not-settable': 400,
  'line-invalid': 400,
  'offer-not-in-country': 400,
  'offer-not-in-cloud': 400,
  'quantity-out-of-range': 400,
  'term-invalid': 400,
  'billing-cycle-invalid': 400,
  'billing-cycle-longer-than-term': 400,
  'billing-cycle-fixed': 400,
  'term-shorter': 400,
  'term-end-not-aligned': 400,
  'currency-invalid': 400,
  'limit-per-customer': 400,
  'limit-per-tenant': 400,
  'prerequisite-missing': 400,
  'parent-subscription-invalid': 400,
  'attestation-required': 400,
  'partner-on-record-unknown': 400,
  'partner-on-record-not-reseller': 400,
  'partner-on-record-is-provider': 400,
  'partner-on-record-fixed': 400,
  'support-contact-invalid': 400,
  'azure-plan-exists': 400,
  'azure-plan-required': 400,
  'legacy-azure-after-plan': 400,
  'azure-plan-in-use': 409,
  'azure-subscription-not-found': 404,
  'azure-cancellation-reason-invalid': 400,
  'azure-role-missing': 403,
  'azure-subscription-not-reactivable': 400,
  'cart-expired': 400,
  'cart-submitted': 400,
  'cart-in-progress': 409,
  'order-not-cancellable': 400,
  'cancellation-window-passed': 400,
  'reduction-window-passed': 400,
  'subscription-suspended': 400,
  'subscription-not-active': 400,
  'subscription-deleted': 400,
  'transition-not-allowed': 400,
  'trial-fixed': 400,
  'auto-renew-not-supported': 400,
  'update-not-supported': 400,
  'reduction-not-allowed': 400,
  'promotion-not-found': 404,
  'promotion-not-eligible': 400,
  'migration-not-active': 400,
  'migration-in-progress': 409,
  'migration-near-term-end': 400,
  'migration-with-promotion': 400,
  'migration-with-add-ons': 400,
  'migration-no-path': 400,
  'migration-term-invalid': 400,
  'migration-too-young': 403,
  'migration-add-on-twice': 400,
  'migration-add-on-invalid': 400,
  'migration-end-not-aligned': 400,
  'migration-not-found': 404,
  'migration-schedule-not-found': 404,
  'migration-schedule-closed': 409,
  'product-upgrade-not-found': 404,
  'product-upgrade-other-customer': 400,
  'product-upgrade-no-azure': 403,
  'not-a-trial': 400,
  'conversion-target-invalid': 400,
  'transition-target-invalid': 400,
  'transition-term-shorter': 400,
  'transition-term-invalid': 400,
  'transition-into-inactive': 400,
  'transition-into-itself': 400,
  'transition-into-other-product': 400,
  'transition-into-open-window': 400,
  'transition-into-earlier-end': 400,
  'licence-transfer-conflict': 400,
  'upgrade-not-possible': 400,
  'activated-before': 400,
  'cancellation-hours-passed': 400,
  'overage-legacy-azure': 403,
  'overage-not-eligible': 403,
  'overage-taken': 403,
  'transfer-not-found': 404,
  'transfer-exists': 409,
  'transfer-closed': 400,
  'transfer-in-progress': 409,
  'transfer-other-side': 403,
  'transfer-not-enabled': 403,
  'transfer-not-in-cloud': 403,
  'transfer-subscription-invalid': 400,
  'transfer-source-missing': 400,
  'transfer-source-unknown': 400,
  'transfer-source-is-target': 400,
  'transfer-azure-plan-missing': 400,
  'transfer-azure-plan-inactive': 400,
  'transfer-legacy-azure': 400,
  'transfer-legacy-azure-after-plan': 403,
  'subscription-transferred': 409,
  'self-serve-policy-exists': 409,
  'self-serve-policy-not-found': 404,
  'self-serve-policy-id-malformed': 404,
  'licence-not-available': 400,
  'licence-unknown': 400,
  'domain-not-verified': 400,
  'user-name-taken': 409,
  'user-not-deleted': 400,
  'user-restore-expired': 400,
  'password-too-weak': 400,
  'role-not-found': 404,
  'person-protected': 403,
  'member-exists': 409,
  'audit-window-exceeded': 400,
  'too-many': 400,
  'sandbox-only': 403,
  'sandbox-limit': 400,
  'sandbox-reseller-creation-refused': 403,
  'sandbox-reseller-deletion-refused': 403,
  'sandbox-tenant-conflict': 409,
  'clock-backwards': 409,
  'key-taken': 409,
  'enrolment-blocked': 409,
  'announcement-published': 409,
};

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Sign-in required',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
};

const said = (value: RefusalFacts[string]) => (Array.isArray(value) ? value.join(', ') : String(value));

/** What was refused, for a person: the rule's sentence without its numbers, and the facts of this case. */
function detailOf(code: RefusalCode, facts: RefusalFacts): string {
  const sentence = refusalCodes[code].replace(/ \((?=[^)]*(?:\bR\d+|\b\d{6}))[^)]*\)/g, '').replace(/: facts\..*$/, '');
  const known = Object.entries(facts).map(([name, value]) => `${words(name)}: ${said(value)}`);
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${known.length === 0 ? '' : ` (${known.join('; ')})`}.`;
}

/** The name of a fact as a person reads it. */
const words = (name: string) => name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

/** A refusal inside of an answer: of one thing among many. */
export function problemOf(code: RefusalCode | 'internal-error', facts: RefusalFacts) {
  const detail = code === 'internal-error' ? 'The server failed; its log holds the details.' : detailOf(code, facts);
  return { code, detail, facts };
}

/** Answers a problem (RFC 9457) with the refusal's code and facts. */
export function sendProblem(
  error: Error & { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof Refused) {
    noteRefusal(request, error.refusal);
    const { code, facts } = error.refusal;
    const status = statuses[code];
    if (status === 401)
      reply.header('WWW-Authenticate', code === 'mfa-required' ? 'Bearer error="invalid_token"' : 'Bearer');
    return send(reply, status, code, detailOf(code, facts), facts);
  }
  if (error instanceof Throttled) {
    reply.header('Retry-After', String(error.seconds));
    return send(reply, 429, 'too-many-requests', error.message, { seconds: error.seconds });
  }
  const status = error.statusCode ?? 500;
  if (status < 500) return send(reply, status, 'request-invalid', error.message, {});
  if (status === 503) return send(reply, 503, 'unavailable', error.message, {});
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
    code: {
      type: 'string',
      enum: [...Object.keys(refusalCodes), 'request-invalid', 'too-many-requests', 'unavailable', 'internal-error'],
    },
    facts: { type: 'object', description: 'What explains the refusal: the field, the blocking ids, the limit.' },
  },
};
