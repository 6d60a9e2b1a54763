import type { FastifyInstance } from 'fastify';
import { deny } from '../../../operations/sandbox/sandbox.ts';
import { reader } from '../read.ts';
import { type RequestLog, remembered } from '../request-log.ts';
import { requestFilter } from '../schemas.ts';

/** The requests that other protocols answered of late, for whoever looks on while a client is tried. */
export function requestRoutes(app: FastifyInstance, log: RequestLog): void {
  const read = reader(requestFilter);
  const number = (name: string, given: string, most: number, least: number) => {
    const value = Number(given);
    if (!Number.isSafeInteger(value) || value < least || value > most)
      throw deny('value-invalid', { field: name, reason: `is not a number from ${least} to ${most}` });
    return value;
  };
  app.get('/requests', async (request) => {
    const { after, limit } = read(request.query);
    return {
      items: log.list(
        after === undefined ? null : number('after', after, Number.MAX_SAFE_INTEGER, 0),
        limit === undefined ? 100 : number('limit', limit, remembered, 1),
      ),
    };
  });

  app.delete('/requests', async (_request, reply) => {
    log.clear();
    return reply.code(204).send();
  });
}
