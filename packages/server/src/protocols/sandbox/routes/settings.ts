import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../../../operations/sandbox/sandbox.ts';
import { changeSettings, readSettings } from '../../../operations/sandbox/settings.ts';
import { reader } from '../read.ts';
import { settings } from '../schemas.ts';

/** What of the realm can be set while it runs. */
export function settingRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/settings', () => readSettings(sandbox));

  const readChange = reader(settings);
  app.patch('/settings', (request) => changeSettings(sandbox, readChange(request.body)));
}
