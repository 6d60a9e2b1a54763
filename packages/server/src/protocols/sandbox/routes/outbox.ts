import type { FastifyInstance } from 'fastify';
import { readOutbox } from '../../../operations/sandbox/outbox.ts';
import type { Sandbox } from '../../../operations/sandbox/sandbox.ts';
import { reader } from '../read.ts';
import { outboxFilter } from '../schemas.ts';

/** Mails and events, as they were sent. */
export function outboxRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const read = reader(outboxFilter);
  app.get('/outbox', async (request) => {
    const { kind, tenant } = read(request.query);
    return {
      items: await readOutbox(sandbox, {
        ...(kind === undefined ? {} : { kind }),
        ...(tenant === undefined ? {} : { tenant }),
      }),
    };
  });
}
