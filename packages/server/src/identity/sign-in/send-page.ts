import type { FastifyReply } from 'fastify';
import { document, type Page, pageHeaders } from './html.ts';

/** Sends a page; `formTargets` are where its form may lead to beside our own origin. */
export function sendPage(
  reply: FastifyReply,
  page: Page,
  formTargets: readonly string[] = [],
  status = 200,
): FastifyReply {
  return reply.code(status).headers(pageHeaders(formTargets)).send(document(page));
}
