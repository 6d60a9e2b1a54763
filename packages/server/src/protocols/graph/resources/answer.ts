import type { Refusal } from '@multipartner/domain/refusal.ts';
import type { FastifyReply } from 'fastify';
import { refused } from '../../../operations/operation.ts';

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

/** A list that is empty because the caller may not see it says so: the dialect's contract demands 200 all the same. */
export function explainHidden(reply: FastifyReply, hidden: Refusal | null): void {
  if (hidden === null) return;
  const why =
    hidden.code === 'kind-not-sufficient'
      ? 'the tenant of the token is no partner'
      : 'the caller is not in the group AdminAgents of his tenant';
  reply.header('Multipartner-Empty-Because', `${hidden.code}; ${why}`);
}
