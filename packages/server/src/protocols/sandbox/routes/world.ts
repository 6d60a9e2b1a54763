import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../../../operations/sandbox/sandbox.ts';
import { readWorld, resetWorld } from '../../../operations/sandbox/world.ts';
import type { Faults } from '../faults.ts';
import { reader } from '../read.ts';
import { reset } from '../schemas.ts';

/** The world as it is, and a fresh one in its place; a fresh world has no faults either. */
export function worldRoutes(app: FastifyInstance, sandbox: Sandbox, faults: Faults): void {
  app.get('/world', () => readWorld(sandbox));

  const readReset = reader(reset);
  app.post('/reset', async (request) => {
    const { seed } = readReset(request.body);
    faults.clear();
    return resetWorld(sandbox, seed);
  });
}
