import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { ApplicationFacts, TenantFacts } from '../../store/identity/applications.ts';
import type { UserFacts } from '../../store/identity/users.ts';
import type { ClientProof } from '../claims.ts';
import type { DialectRequest } from '../dialect-request.ts';
import type { AskedScopes } from '../scopes.ts';

/** What one request through the authorization server library carries beside what the library knows. */
export interface LibraryContext {
  readonly dialect: DialectRequest;
  /** Prefix of every address the library makes. */
  readonly mountPath: string;
  /** The tenant of the path, if that names one. */
  readonly tenant: TenantFacts | undefined;
  readonly application: ApplicationFacts | undefined;
  readonly clientProof: ClientProof;
  /** What a token request asks for; undefined: what its code, device code or refresh token was made for. */
  readonly asked: AskedScopes | undefined;
  /** The resource as a v1 request spells it, which the answer repeats. */
  readonly speltResource?: string | undefined;
  readonly asksOpenId: boolean;
  readonly wantsClientInfo: boolean;
  /** Tenant of the code or token that is redeemed, where the path names none. */
  boundTenantId?: string;
  /** The person, once known. */
  user?: UserFacts;
  /** Of a token answer: when, for what resource and with which scopes as the client spells them. */
  issued?: { readonly issuedAt: number; readonly expiresIn: number; readonly resource: string; readonly scope: string };
  /** What went wrong, as the library's events tell. */
  failure?: unknown;
  /** The code that the address of the device page brought along. */
  readonly prefilledCode?: string | undefined;
  /** Set when the library sends the browser back to the application with a result. */
  redirects?: boolean;
}

/** The request the library sees: well-formed, with the dialect taken off. */
export class LibraryRequest extends IncomingMessage {
  readonly context: LibraryContext;

  constructor(
    context: LibraryContext,
    request: {
      method: string;
      url: string;
      headers: Record<string, string | string[] | undefined>;
      body?: URLSearchParams;
    },
  ) {
    super(new Socket());
    this.context = context;
    this.method = request.method;
    this.url = request.url;
    this.httpVersion = '1.1';
    const {
      authorization: _authorization,
      origin: _origin,
      'transfer-encoding': _encoding,
      'x-forwarded-host': _host,
      ...headers
    } = request.headers;
    const body = request.body === undefined ? undefined : Buffer.from(request.body.toString());
    this.headers = {
      ...(headers as Record<string, string>),
      accept: 'application/json',
      host: new URL(context.dialect.origin).host,
      'x-forwarded-proto': new URL(context.dialect.origin).protocol.slice(0, -1),
      ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      'content-length': String(body?.length ?? 0),
    };
    if (body !== undefined) this.push(body);
    this.push(null);
    this.complete = true;
  }
}

/** Undefined outside of a request, as when a page looks a sign-in up. */
export function contextOf(ctx: KoaContextWithOIDC | undefined): LibraryContext | undefined {
  return ctx?.req instanceof LibraryRequest ? ctx.req.context : undefined;
}

export function needContext(ctx: KoaContextWithOIDC | undefined): LibraryContext {
  const context = contextOf(ctx);
  if (context === undefined) throw new Error('The authorization server was called outside of a request.');
  return context;
}

/** The tenant that tokens of this request are for: the path's, else that of what is redeemed, else the person's own. */
export function effectiveTenantId(context: LibraryContext): string | undefined {
  return context.tenant?.id ?? context.boundTenantId ?? context.user?.tenantId;
}
