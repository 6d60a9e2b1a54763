import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import serveFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Mode } from '../operations/realm.ts';
import { hardWiredNames } from '../tls/served-names.ts';
import { landingText } from '../welcome.ts';

/** Where the portal is built to, beside the server in a clone as in the package. */
const built = fileURLToPath(new URL('../../../portal/dist', import.meta.url));

/** Paths of protocols: what nobody serves below them is refused in their words, never answered with a page. */
const ofProtocols =
  /^\/(v\d[\w.]*|beta|auditactivity|webhooks|partner|multipartner|sandbox\/v\d+|docs|assets|portal)(\/|$)/i;

/** Answers a browser with the portal's page, which finds out by the address what to show. */
export type SendPortal = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined;

/**
 * The portal at `/`: its page for every address that a browser opens and no protocol has, its files below `/assets`. The
 * page may run and ask nothing that is not from here; its styles carry a number that is another in every answer. Who asks
 * for `/` and is no browser gets a text with the addresses of everything.
 */
export async function portal(app: FastifyInstance, mode: Mode): Promise<SendPortal> {
  const page = readPage();
  if (page !== undefined) {
    const shared = { wildcard: false, index: false, decorateReply: false, preCompressed: true } as const;
    await app.register(serveFiles, {
      ...shared,
      root: join(built, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: '365d',
    });
    await app.register(serveFiles, { ...shared, root: join(built, 'portal'), prefix: '/portal/', maxAge: '1h' });
  }
  const send: SendPortal = (request, reply) => {
    if (page === undefined || !isForBrowser(request)) return undefined;
    const nonce = randomBytes(16).toString('base64url');
    return reply.headers(headers(nonce)).send(page.replaceAll('{{nonce}}', nonce).replaceAll('{{mode}}', mode));
  };
  app.get('/', (request, reply) => {
    const sent = send(request, reply);
    if (sent !== undefined) return sent;
    return reply
      .type('text/plain; charset=utf-8')
      .header('vary', 'accept')
      .send(landingText(`${request.protocol}://${request.host}`, mode));
  });
  return send;
}

function readPage(): string | undefined {
  try {
    return readFileSync(join(built, 'index.html'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isForBrowser({ method, headers: { accept = '' }, url, hostname }: FastifyRequest): boolean {
  return (
    method === 'GET' &&
    accept.includes('text/html') &&
    !ofProtocols.test(url.split('?')[0] ?? '') &&
    !hardWiredNames.includes((hostname ?? '').toLowerCase())
  );
}

function headers(nonce: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    vary: 'accept',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}
