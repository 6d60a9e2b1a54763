import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { ApplicationFacts, TenantFacts, TenantName } from '../store/identity/applications.ts';
import { AadError } from './errors.ts';
import { isGuid, readTenantName } from './tenant-name.ts';

/** Which of the two dialects an endpoint speaks: `/oauth2/…` is version 1, `/oauth2/v2.0/…` version 2. */
export type Version = 1 | 2;

/** What every endpoint of one request works with. */
export interface DialectRequest {
  readonly version: Version;
  /** Scheme and host that the client used. */
  readonly origin: string;
  /** The tenant as the path spells it. */
  readonly tenantSegment: string;
  readonly tenantName: TenantName;
  readonly correlationId: string;
}

/** A request whose tenant and application were found and fit each other. */
export interface KnownRequest extends DialectRequest {
  /** Undefined under `common` and `organizations`: the person's own tenant is meant. */
  readonly tenant: TenantFacts | undefined;
  readonly application: ApplicationFacts;
}

/** Scheme and host as the client sees them; behind a trusted proxy what that says. */
export function originOf(request: FastifyRequest): string {
  // The Host header is the client's: whatever is no host name must not get into an address.
  return URL.parse(`${request.protocol}://${request.host}`)?.origin ?? 'http://localhost';
}

export function correlationIdOf(request: FastifyRequest): string {
  const query = (request.query ?? {}) as Record<string, unknown>;
  for (const candidate of [
    request.headers['client-request-id'],
    query['client-request-id'],
    request.headers['x-ms-client-request-id'],
  ]) {
    if (typeof candidate === 'string' && isGuid(candidate)) return candidate.toLowerCase();
  }
  return randomUUID();
}

/** @throws AADSTS90002 when the first segment of the path can be no tenant. */
export function readDialectRequest(request: FastifyRequest, version: Version): DialectRequest {
  const tenantSegment = (request.params as { tenant: string }).tenant;
  const tenantName = readTenantName(tenantSegment);
  if (tenantName === undefined) throw new AadError(90002, { tenant: tenantSegment });
  return { version, origin: originOf(request), tenantSegment, tenantName, correlationId: correlationIdOf(request) };
}

/** `/{tenant}/oauth2` or `/{tenant}/oauth2/v2.0`, as the client spelt the tenant. */
export function mountPathOf(request: Pick<DialectRequest, 'version' | 'tenantSegment'>): string {
  return `/${request.tenantSegment}/oauth2${request.version === 2 ? '/v2.0' : ''}`;
}

/** The issuer of a tenant's tokens, by version, at the host the client used. */
export function issuerOf(origin: string, tenantId: string, version: Version): string {
  return version === 2 ? `${origin}/${tenantId}/v2.0` : `${origin}/${tenantId}/`;
}
