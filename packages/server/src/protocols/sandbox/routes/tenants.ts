import type { Examination } from '@multipartner/domain/tenant/qualification.ts';
import type { FastifyInstance } from 'fastify';
import { createTenant, type NewTenant } from '../../../operations/sandbox/create-tenant.ts';
import { examineQualification } from '../../../operations/sandbox/examine-qualification.ts';
import { readTenant } from '../../../operations/sandbox/read-tenant.ts';
import { deny, type Sandbox } from '../../../operations/sandbox/sandbox.ts';
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
  app.patch<{ Params: { id: string } }>('/tenants/:id', async ({ body, params: { id } }) => {
    const { partner, qualification } = readChange(body);
    if (partner === undefined && qualification === undefined) throw deny('value-missing', { field: 'partner' });
    if (partner !== undefined && qualification !== undefined)
      throw deny('value-conflicts', { field: 'partner', with: 'qualification' });
    if (qualification !== undefined) await examineQualification(sandbox, id, qualification as Examination);
    else await updateTenant(sandbox, id, partner as StandingChange);
    return readTenant(sandbox, id);
  });
}
