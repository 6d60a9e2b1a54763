import type { FastifyInstance } from 'fastify';
import type { Identity } from '../../identity/index.ts';
import type { Realm } from '../../operations/realm.ts';
import type { Sandbox } from '../../operations/sandbox/sandbox.ts';
import { admit } from './access.ts';
import { createFaults } from './faults.ts';
import { sendProblem } from './problem.ts';
import { createRequestLog } from './request-log.ts';
import { clockRoutes } from './routes/clock.ts';
import { faultRoutes } from './routes/faults.ts';
import { outboxRoutes } from './routes/outbox.ts';
import { requestRoutes } from './routes/requests.ts';
import { settingRoutes } from './routes/settings.ts';
import { snapshotRoutes } from './routes/snapshots.ts';
import { tenantRoutes } from './routes/tenants.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { worldRoutes } from './routes/world.ts';

export interface SandboxControlOptions {
  readonly realm: Realm;
  readonly identity: Identity;
  readonly clock: Sandbox['clock'];
}

/**
 * The controls of the sandbox under `/sandbox/v1`, and the faults that they make other protocols show. To be called on the
 * whole server before the protocols are registered. In production it does nothing, so every one of them is a 404.
 */
export function sandboxControls(app: FastifyInstance, { realm, identity, clock }: SandboxControlOptions): void {
  if (realm.mode !== 'sandbox') return;
  const faults = createFaults();
  const requests = createRequestLog();
  requests.install(app);
  faults.install(app);
  const sandbox = { realm, clock };
  app.register(
    async (scope) => {
      scope.setErrorHandler((error, request, reply) => sendProblem(error as Error, request, reply));
      scope.addHook('onRequest', (request) => admit(request, realm, identity));
      worldRoutes(scope, sandbox, faults);
      clockRoutes(scope, sandbox);
      tokenRoutes(scope, sandbox, identity);
      tenantRoutes(scope, sandbox);
      outboxRoutes(scope, sandbox);
      settingRoutes(scope, sandbox);
      snapshotRoutes(scope, sandbox);
      faultRoutes(scope, faults);
      requestRoutes(scope, requests);
    },
    { prefix: '/sandbox/v1' },
  );
}
