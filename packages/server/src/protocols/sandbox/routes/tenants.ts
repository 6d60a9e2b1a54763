import type { FastifyInstance } from 'fastify';
import { createTenant, type NewTenant } from '../../../operations/sandbox/create-tenant.ts';
import { readTenant } from '../../../operations/sandbox/read-tenant.ts';
import type { Sandbox } from '../../../operations/sandbox/sandbox.ts';
import { type StandingChange, updateTenant } from '../../../operations/sandbox/update-tenant.ts';
import { reader } from '../read.ts';
import { newTenant, tenantChange } from '../schemas.ts';

/** Tenants: made as one likes, and given the standing that the operator of the programme decides. */
export function tenantRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const readNew = reader(newTenant);
  app.post('/tenants', async (request, reply) => {
    const tenant = await createTenant(sandbox, readNew(request.body) as NewTenant);
    return reply.code(201).header('Location', `/sandbox/v1/tenants/${tenant.id}`).send(tenant);
  });

  app.get<{ Params: { id: string } }>('/tenants/:id', (request) => readTenant(sandbox, request.params.id));

  const readChange = reader(tenantChange);
  app.patch<{ Params: { id: string } }>('/tenants/:id', (request) =>
    updateTenant(sandbox, request.params.id, readChange(request.body).partner as StandingChange),
  );
}
