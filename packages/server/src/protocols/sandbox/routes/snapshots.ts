import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../../../operations/sandbox/sandbox.ts';
import { restoreWorld, snapshotNames, snapshotWorld } from '../../../operations/sandbox/world.ts';
import { reader } from '../read.ts';
import { snapshot } from '../schemas.ts';

/** Copies of the world under a name, and the way back to them. */
export function snapshotRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const read = reader(snapshot);
  app.get('/snapshots', async () => ({ items: (await snapshotNames(sandbox)).map((name) => ({ name })) }));

  app.post('/snapshots', async (request, reply) => {
    const { name } = read(request.body);
    await snapshotWorld(sandbox, name);
    return reply.code(201).send({ name });
  });

  app.post<{ Params: { name: string } }>('/snapshots/:name/restore', (request) =>
    restoreWorld(sandbox, read({ name: request.params.name }).name),
  );
}
