import type { FastifyReply, FastifyRequest } from 'fastify';
import { type DialectRequest, mountPathOf } from './dialect-request.ts';
import { AadError } from './errors.ts';
import { isFirstParty } from './first-party.ts';
import { need, readForm } from './form.ts';
import { indicatorOf } from './grants/user-token.ts';
import type { IdentityParts } from './identity.ts';
import { findClient } from './known-request.ts';
import { internalSecret } from './library/client.ts';
import { serveByLibrary } from './library/serve.ts';
import { readScopesOrGraph, staySignedIn } from './scopes.ts';

/** Begins a sign-in on another device. */
export async function serveDeviceCode(
  parts: IdentityParts,
  dialect: DialectRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = readForm(request.body);
  const clientId = need(form, 'client_id').toLowerCase();
  const { tenant, application } = await findClient(parts.database, dialect, clientId);
  if (
    tenant !== undefined &&
    application.tenantId !== tenant.id &&
    !isFirstParty(clientId) &&
    parts.mayEnterTenant === undefined
  ) {
    throw new AadError(700016, { client: clientId, tenant: tenant.displayName });
  }
  // Nobody can keep a secret on such a device; an application that does not say it is public cannot begin this.
  if (!application.publicClient) throw new AadError(7000218);
  const scope =
    dialect.version === 1 ? `${need(form, 'resource')}/.default openid offline_access` : need(form, 'scope');
  const asked = readScopesOrGraph(scope);
  const spelt = scope.split(/\s+/).filter((one) => one !== '' && one.toLowerCase() !== 'offline_access');
  if (asked.openId.includes('offline_access')) spelt.push(staySignedIn);
  const fields = new URLSearchParams({
    client_id: application.clientId,
    client_secret: internalSecret,
    scope: [...new Set(spelt)].join(' '),
    resource: indicatorOf(asked.resource),
  });
  const context = {
    dialect,
    mountPath: mountPathOf(dialect),
    tenant,
    application,
    clientProof: 'none',
    asked: undefined,
    asksOpenId: false,
    wantsClientInfo: false,
  } as const;
  return serveByLibrary(
    parts.library(),
    { ...context },
    { method: 'POST', url: '/devicecode', form: fields },
    request,
    reply,
  );
}

/** The pages on which the code is entered; no tenant is in their address, the code knows it. */
export async function serveDevicePage(
  parts: IdentityParts,
  dialect: DialectRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { uid } = request.params as { uid?: string };
  const query = request.query as Record<string, string | undefined>;
  const context = {
    dialect,
    mountPath: mountPathOf(dialect),
    tenant: undefined,
    application: undefined,
    clientProof: 'none',
    asked: undefined,
    asksOpenId: false,
    wantsClientInfo: false,
    prefilledCode: query.user_code ?? query.otc,
  } as const;
  const url = uid === undefined ? '/deviceauth' : `/deviceauth/${encodeURIComponent(uid)}`;
  const call =
    request.method === 'POST'
      ? { method: 'POST' as const, url, form: new URLSearchParams([...readForm(request.body)]) }
      : { method: 'GET' as const, url };
  return serveByLibrary(parts.library(), { ...context }, call, request, reply);
}
