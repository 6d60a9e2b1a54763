import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { explainNumber } from '../errors.ts';
import { assetPath } from './html.ts';
import { messagePage, problemPage } from './pages.ts';
import { sendPage } from './send-page.ts';

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

/** The pages' style and scripts, and the page that explains an error's number. */
export async function assetRoutes(app: FastifyInstance): Promise<void> {
  for (const name of ['pages.css', 'submit.js', 'passkey.js']) {
    const content = await readFile(new URL(`./assets/${name}`, import.meta.url));
    const type = types[name.split('.')[1] ?? ''] ?? 'application/octet-stream';
    app.get(`${assetPath}/${name}`, async (_request, reply) =>
      reply.type(type).header('Cache-Control', 'max-age=300').header('X-Content-Type-Options', 'nosniff').send(content),
    );
  }
  app.get('/:tenant/oauth2/error', async (request, reply) => {
    const code = (request.query as { code?: string }).code ?? '';
    const error = explainNumber(code);
    if (error === undefined)
      return sendPage(reply, messagePage('Unknown error', 'There is no error of that number here.'), [], 404);
    return sendPage(reply, problemPage(error, [`OAuth error: ${error.error}`]));
  });
  app.get('/devicelogin', async (request, reply) => {
    const query = request.url.split('?')[1];
    return reply.redirect(`/common/oauth2/deviceauth${query === undefined ? '' : `?${query}`}`, 302);
  });
}
