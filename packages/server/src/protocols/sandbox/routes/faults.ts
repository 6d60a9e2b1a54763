import type { FastifyInstance } from 'fastify';
import { deny } from '../../../operations/sandbox/sandbox.ts';
import type { Faults } from '../faults.ts';
import { reader } from '../read.ts';
import { fault } from '../schemas.ts';

/** Failures that the other protocols are to show. */
export function faultRoutes(app: FastifyInstance, faults: Faults): void {
  const read = reader(fault);
  app.get('/faults', async () => ({ items: faults.list() }));

  app.post('/faults', async (request, reply) => {
    const { match = {}, ...rest } = read(request.body);
    if (rest.status === undefined && rest.delayMs === undefined && rest.drop !== true) {
      throw deny('value-missing', {
        field: 'status',
        reason: 'a fault answers with a status, delays by "delayMs", or cuts the connection by "drop"',
      });
    }
    if (rest.status !== undefined && rest.drop === true) {
      throw deny('value-invalid', { field: 'drop', reason: 'a connection that is cut has no status' });
    }
    return reply.code(201).send(faults.add({ match, ...rest } as Parameters<Faults['add']>[0]));
  });

  app.delete('/faults', async (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
}
