import type { Refusal } from '@multipartner/domain/refusal.ts';
import type { FastifyReply } from 'fastify';
import { refused } from '../../../operations/operation.ts';
import { contextOf, urlOf } from '../house/page.ts';
import type { GraphRequest } from '../house/route.ts';

/** Permissions of the dialect's tables: any one of them. */
export const reading = { least: ['DelegatedAdminRelationship.Read.All', 'DelegatedAdminRelationship.ReadWrite.All'] };
export const writing = { least: ['DelegatedAdminRelationship.ReadWrite.All'] };

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads an id of a GUID. Refusals: identifier-malformed. */
export function readGuid(text: string, field: string): string {
  const id = text.toLowerCase();
  if (!guid.test(id)) throw refused('identifier-malformed', { field, form: 'a GUID' });
  return id;
}

type Answering = Pick<GraphRequest<string, unknown>, 'origin' | 'version' | 'path' | 'odata' | 'reply'>;

/** What was just made: its context is that of its collection, and `Location` says where it stands. */
export function created<B extends { readonly id: string }>(request: Answering, context: string, path: string, body: B) {
  request.reply.header('Location', urlOf(request, `${path}/${body.id}`));
  return { '@odata.context': contextOf(request, context), ...body };
}

/** A change that was accepted and takes a while: where it can be watched, and when it is worth looking. */
export function accepted(request: Answering, path: string): Record<string, never> {
  request.reply.code(202).header('Location', urlOf(request, path)).header('Retry-After', '10');
  return {};
}

/** A list that is empty because the caller may not see it says so: the dialect's contract demands 200 all the same. */
export function explainHidden(reply: FastifyReply, hidden: Refusal | null): void {
  if (hidden === null) return;
  const why =
    hidden.code === 'kind-not-sufficient'
      ? 'the tenant of the token is no partner'
      : 'the caller is not in the group AdminAgents of his tenant';
  reply.header('Multipartner-Empty-Because', `${hidden.code}; ${why}`);
}
