import type { Refusal, RefusalFacts } from '@multipartner/domain/refusal.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '../../../operations/operation.ts';
import { noteRefusal } from '../../../operations/refused-requests.ts';
import { Throttled } from '../../../operations/throttled.ts';
import { weakEtag } from './etag.ts';
import { codes, renderings, said } from './refusals.ts';

export interface ErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

export interface ErrorBody {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly target?: string;
    readonly details?: readonly ErrorDetail[];
    readonly innerError: {
      readonly date: string;
      readonly 'request-id': string;
      readonly 'client-request-id': string;
    };
  };
}

/** A refusal of the dialect itself, which the domain knows nothing of: a missing header, an unknown path. */
export class GraphError extends Error {
  readonly status: number;
  readonly target: string | undefined;
  readonly details: readonly ErrorDetail[];
  constructor(status: number, message: string, target?: string, details: readonly ErrorDetail[] = []) {
    super(message);
    this.status = status;
    this.target = target;
    this.details = details;
  }
}

/** What the kinds of ids are called here. */
const kinds: Readonly<Record<string, string>> = {
  relationshipId: 'delegatedAdminRelationship',
  assignmentId: 'delegatedAdminAccessAssignment',
  operationId: 'delegatedAdminRelationshipOperation',
  requestId: 'delegatedAdminRelationshipRequest',
  customerId: 'delegatedAdminCustomer',
  groupId: 'group',
  roleIds: 'unifiedRoleDefinition',
};

/** One detail for every fact that the sentence's own target does not say; ids one by one, so that clients can use them. */
function detailsOf(facts: RefusalFacts): ErrorDetail[] {
  return Object.entries(facts).flatMap(([name, value]): ErrorDetail[] => {
    if (name === 'field' || name === 'reason') return [];
    if (!/Ids?$/.test(name)) return [{ code: name, message: said(value) }];
    const code = kinds[name] ?? name;
    return (Array.isArray(value) ? value : [value]).map((id) => ({
      code,
      message: `${code} ${id}`,
      target: String(id),
    }));
  });
}

/** Members by the names of this dialect, where the domain has others. */
const members: Readonly<Record<string, string>> = {
  roles: 'accessDetails.unifiedRoles',
  groupId: 'accessContainer',
  customerId: 'customer',
  relationshipId: 'delegatedAdminRelationshipId',
};
const member = (name: string) => members[name] ?? name;

/** The facts with the members of the request as this dialect names them. */
function named(facts: RefusalFacts): RefusalFacts {
  const { field, fields, ...others } = facts;
  return {
    ...others,
    ...(typeof field === 'string' ? { field: member(field) } : {}),
    ...(Array.isArray(fields) ? { fields: fields.map(member) } : {}),
  };
}

function render({ code, facts: given }: Refusal): { status: number; error: Omit<ErrorBody['error'], 'innerError'> } {
  const { status, code: ours, say, target: usual } = renderings[code];
  const facts = named(given);
  const { version, ...others } = facts;
  const target = facts.field === undefined ? usual : said(facts.field);
  const current = code === 'stale-version' && version !== undefined ? [currentEtag(weakEtag(said(version)))] : [];
  const details = [...current, ...detailsOf(code === 'stale-version' ? others : facts)];
  return {
    status,
    error: {
      code: ours,
      message: say(facts),
      ...(target === undefined ? {} : { target }),
      ...(details.length === 0 ? {} : { details }),
    },
  };
}

/** What a caller needs for its next try. */
export function currentEtag(etag: string): ErrorDetail {
  return { code: 'currentEtag', message: etag, target: '@odata.etag' };
}

/** The id by which the caller knows its request; ours when it has none. */
function clientRequestId(request: FastifyRequest): string {
  const given = request.headers['client-request-id'];
  return typeof given === 'string' && /^[\x21-\x7e]{1,200}$/.test(given) ? given : request.id;
}

/** Every answer says by which ids it can be found again. */
export function traceHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('request-id', request.id);
  reply.header('client-request-id', clientRequestId(request));
  reply.header('OData-Version', '4.0');
}

/** The envelope of every error. `date` is the machine's time, as the trace headers are about the machine's log. */
export function errorBody(request: FastifyRequest, error: Omit<ErrorBody['error'], 'innerError'>): ErrorBody {
  return {
    error: {
      ...error,
      innerError: {
        date: `${new Date().toISOString().slice(0, 19)}Z`,
        'request-id': request.id,
        'client-request-id': clientRequestId(request),
      },
    },
  };
}

/** Answers any failure of a request under this dialect's paths. */
export function sendError(
  error: Error & { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { status, error: body } = read(error, request);
  if (status === 401) {
    const invalid = request.headers.authorization === undefined ? '' : ' error="invalid_token"';
    reply.header('WWW-Authenticate', `Bearer${invalid}`);
  }
  if (error instanceof Refused) {
    noteRefusal(request, error.refusal);
    reply.header('Multipartner-Refusal', error.refusal.code);
  }
  if (error instanceof Throttled) reply.header('Retry-After', String(error.seconds));
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(errorBody(request, body)));
}

function read(
  error: Error & { statusCode?: number },
  request: FastifyRequest,
): { status: number; error: Omit<ErrorBody['error'], 'innerError'> } {
  if (error instanceof Refused) return render(error.refusal);
  if (error instanceof GraphError) {
    const { status, message, target, details } = error;
    return {
      status,
      error: {
        code: codes[status] ?? 'badRequest',
        message,
        ...(target === undefined ? {} : { target }),
        ...(details.length === 0 ? {} : { details }),
      },
    };
  }
  const status = error.statusCode ?? 500;
  if (status === 503) return { status, error: { code: codes[503] as string, message: error.message } };
  if (status < 500) return { status, error: { code: codes[status] ?? 'badRequest', message: error.message } };
  request.log.error({ err: error }, 'request failed');
  const message = `The request could not be completed; the log holds the details under ${request.id}.`;
  return { status: 500, error: { code: codes[500] as string, message } };
}

/** An error as the emitted contract describes it. */
export const contractErrorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'innerError'],
      properties: {
        code: { type: 'string', enum: [...new Set(Object.values(codes))] },
        message: { type: 'string', description: 'What was refused and why, for a person.' },
        target: { type: 'string', description: 'The member, option or header at fault.' },
        details: {
          type: 'array',
          description: 'The facts of the case: colliding ids, what would have been right.',
          items: {
            type: 'object',
            required: ['code', 'message'],
            properties: { code: { type: 'string' }, message: { type: 'string' }, target: { type: 'string' } },
          },
        },
        innerError: {
          type: 'object',
          required: ['date', 'request-id', 'client-request-id'],
          properties: {
            date: { type: 'string' },
            'request-id': { type: 'string' },
            'client-request-id': { type: 'string' },
          },
        },
      },
    },
  },
};
