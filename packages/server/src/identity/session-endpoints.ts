import type { FastifyReply, FastifyRequest } from 'fastify';
import { findTenantAndApplication } from '../store/identity/applications.ts';
import { type DialectRequest, mountPathOf } from './dialect-request.ts';
import { AadError } from './errors.ts';
import { readForm } from './form.ts';
import type { IdentityParts } from './identity.ts';
import type { LibraryContext } from './library/context.ts';
import { serveByLibrary } from './library/serve.ts';

/** The way back from our pages into the authorize request they belong to. */
export async function serveResume(
  parts: IdentityParts,
  dialect: DialectRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { uid } = request.params as { uid: string };
  return serveByLibrary(
    parts.library(),
    await contextAt(parts, dialect),
    { method: 'GET', url: `/authorize/${encodeURIComponent(uid)}` },
    request,
    reply,
  );
}

/** Ends a sign-in: asks first, then goes to the application's page where one is named. */
export async function serveLogout(
  parts: IdentityParts,
  dialect: DialectRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const context = await contextAt(parts, dialect);
  const page = (request.params as { page?: string }).page?.toLowerCase();
  const url = page === undefined ? '/logout' : `/logout/${page}`;
  if (request.method === 'POST')
    return serveByLibrary(
      parts.library(),
      context,
      { method: 'POST', url, form: new URLSearchParams([...readForm(request.body)]) },
      request,
      reply,
    );
  const query = request.url.split('?')[1] ?? '';
  return serveByLibrary(parts.library(), context, { method: 'GET', url: `${url}?${query}` }, request, reply);
}

async function contextAt(parts: IdentityParts, dialect: DialectRequest): Promise<LibraryContext> {
  const { tenant } = await findTenantAndApplication(parts.database, dialect.tenantName, null);
  if (tenant === null && dialect.tenantName.by !== 'none') throw new AadError(90002, { tenant: dialect.tenantSegment });
  return {
    dialect,
    mountPath: mountPathOf(dialect),
    tenant: tenant ?? undefined,
    application: undefined,
    clientProof: 'none',
    asked: undefined,
    asksOpenId: false,
    wantsClientInfo: false,
  };
}
