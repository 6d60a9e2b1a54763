import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from 'oidc-provider';
import { type LibraryContext, LibraryRequest } from './context.ts';

const callbacks = new WeakMap<Provider, ReturnType<Provider['callback']>>();

/** Has the library answer this request instead of us, under an address and with fields of our choice. */
export async function serveByLibrary(
  library: Provider,
  context: LibraryContext,
  call: { readonly method: 'GET' | 'POST'; readonly url: string; readonly form?: URLSearchParams },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  let callback = callbacks.get(library);
  if (callback === undefined) {
    callback = library.callback();
    callbacks.set(library, callback);
  }
  const inner = new LibraryRequest(context, {
    method: call.method,
    url: call.url,
    headers: request.headers,
    ...(call.form === undefined ? {} : { body: call.form }),
  });
  // What hooks have set so far would be lost with the framework's own answer.
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value as string | string[] | number);
  if (request.headers['return-client-request-id'] === 'true')
    reply.raw.setHeader('client-request-id', context.dialect.correlationId);
  reply.raw.setHeader('x-ms-request-id', request.id);
  reply.hijack();
  await callback(inner, reply.raw);
  return reply;
}
