import type { Examination } from '@multipartner/domain/tenant/qualification.ts';
import type { FastifyInstance } from 'fastify';
import { createTenant, type NewTenant } from '../../../operations/sandbox/create-tenant.ts';
import { examineAccount, type Vetting } from '../../../operations/sandbox/examine-account.ts';
import { examineQualification } from '../../../operations/sandbox/examine-qualification.ts';
import { issueGovernmentValidation } from '../../../operations/sandbox/issue-government-validation.ts';
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
    const change = readChange(body);
    const [said, ...more] = Object.keys(change);
    if (said === undefined) throw deny('value-missing', { field: 'partner' });
    if (more.length > 0) throw deny('value-conflicts', { field: said, with: more.join(', ') });
    if (change.qualification !== undefined)
      await examineQualification(sandbox, id, change.qualification as Examination);
    if (change.vetting !== undefined) await examineAccount(sandbox, id, change.vetting as Vetting['status']);
    if (change.governmentValidation !== undefined)
      await issueGovernmentValidation(sandbox, id, change.governmentValidation);
    if (change.partner !== undefined) await updateTenant(sandbox, id, change.partner as StandingChange);
    return readTenant(sandbox, id);
  });
}
