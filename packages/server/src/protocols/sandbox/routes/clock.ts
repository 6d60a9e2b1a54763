import type { FastifyInstance } from 'fastify';
import { changeClock, readClock } from '../../../operations/sandbox/clock.ts';
import { deny, type Sandbox } from '../../../operations/sandbox/sandbox.ts';
import { reader } from '../read.ts';
import { clock } from '../schemas.ts';

/** The realm's clock: read it, set it, advance it, stop it and let it run. */
export function clockRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/clock', () => readClock(sandbox));

  const readChange = reader(clock);
  app.post('/clock', (request) => {
    const { set, advance, frozen } = readChange(request.body);
    if (set !== undefined && advance !== undefined) throw deny('value-conflicts', { field: 'set', with: 'advance' });
    if (set === undefined && advance === undefined && frozen === undefined) {
      throw deny('value-missing', { field: 'set', reason: '"set", "advance" or "frozen" says what is to change' });
    }
    const instant = set === undefined ? undefined : new Date(set);
    if (instant !== undefined && Number.isNaN(instant.getTime()))
      throw deny('value-invalid', { field: 'set', reason: 'is no instant' });
    return changeClock(sandbox, {
      ...(instant === undefined ? {} : { set: instant }),
      ...(advance === undefined ? {} : { advance }),
      ...(frozen === undefined ? {} : { frozen }),
    });
  });
}
