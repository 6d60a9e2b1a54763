import type { FastifyReply } from 'fastify';
import type { UserKey } from '../../../../operations/directory/groups.ts';
import { refused } from '../../../../operations/operation.ts';

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const pattern = /(?:^|\/)(?:directoryObjects|users|groups|servicePrincipals)(?:\/|\(')([^/()'?#]+)(?:'\))?\/?$/i;

/** What a path or a reference calls a person: an id, or a user principal name. */
export const readUserKey = (name: string): UserKey =>
  guid.test(name) ? { id: name.toLowerCase() } : { userPrincipalName: name };

/**
 * The object that a reference means, whichever host it names: clients keep the published host in what they send.
 * Refusals: value-invalid.
 */
export function readReference(address: unknown, field: string): UserKey {
  const name = typeof address === 'string' ? pattern.exec(address.trim())?.[1] : undefined;
  if (name === undefined)
    throw refused('value-invalid', { field, reason: 'is no address such as https://…/v1.0/directoryObjects/{id}' });
  return readUserKey(decoded(name));
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** A member of the body whose name is an annotation: the house leaves those out of what it reads. */
export function annotation(reply: FastifyReply, name: string): unknown {
  const body = reply.request.body as Readonly<Record<string, unknown>> | null | undefined;
  const known = Object.keys(body ?? {}).find((one) => one.toLowerCase() === name.toLowerCase());
  return known === undefined ? undefined : body?.[known];
}
