import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import serveFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Below `/docs/library/`; the package brings more than the page needs. */
const library = ['swagger-ui-bundle.js', 'swagger-ui.css', 'favicon-32x32.png'];

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // The library sets styles on elements.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const below = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The explorer of every contract at `/docs`, and the contracts themselves at `/docs/contracts/`. Everything is served
 * from here, and the page may ask nothing of anybody else. In the sandbox it gets its tokens from the controls.
 */
export async function explorer(app: FastifyInstance): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply) => {
      reply.header('content-security-policy', policy).header('x-content-type-options', 'nosniff');
    });
    const shared = { decorateReply: false, wildcard: false, index: false, cacheControl: false } as const;
    await scope.register(serveFiles, { ...shared, decorateReply: true, root: below('./page'), prefix: '/docs/page/' });
    await scope.register(serveFiles, {
      ...shared,
      root: below('../../../../contracts'),
      prefix: '/docs/contracts/',
      globIgnore: ['recorded/**'],
    });
    const bundle = createRequire(import.meta.url).resolve('@fastify/swagger-ui/package.json');
    await scope.register(serveFiles, {
      ...shared,
      root: join(dirname(bundle), 'static'),
      prefix: '/docs/library/',
      allowedPath: (path) => library.includes(path.replace(/^\//, '')),
    });
    scope.get('/docs', (_request, reply) => reply.sendFile('index.html'));
  });
}
