import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { postgresProcessesIn } from '../../src/postgres/processes.ts';
import { processesOn, temporaryDirectory } from '../postgres/servers.ts';
import { patient, type StartedProgram, startProgram } from './program.ts';

interface Acknowledged {
  readonly customerId: string;
  readonly orderId: string;
}

const order = {
  billingCycle: 'monthly',
  lineItems: [{ lineItemNumber: 0, offerId: 'CFQ7TTC0LH18:0001', quantity: 1, termDuration: 'P1Y' }],
};

/** Several clients order for many customers at once until the server is gone; what was answered 201 is kept. */
async function orderUntilKilled(program: StartedProgram, acknowledged: Acknowledged[]): Promise<void> {
  const customers = await program.call('alpha.admin', 'GET', '/v1/customers?size=500');
  const ids: string[] = customers.body.items.map((one: { id: string }) => one.id);
  expect(ids).toHaveLength(51);
  const client = async (offset: number) => {
    for (let next = offset; ; next += 7) {
      const customerId = ids[next % ids.length] as string;
      let answer: Awaited<ReturnType<StartedProgram['call']>>;
      try {
        answer = await program.call('alpha.admin', 'POST', `/v1/customers/${customerId}/orders`, order);
      } catch {
        return;
      }
      // With PostgreSQL gone first, the server may still say that it cannot.
      if (answer.status >= 500) return;
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      acknowledged.push({ customerId, orderId: answer.body.id });
    }
  };
  await Promise.all([0, 1, 2, 3, 4, 5].map(client));
}

async function expectOrders(program: StartedProgram, acknowledged: readonly Acknowledged[]): Promise<void> {
  const missing: Acknowledged[] = [];
  for (const customerId of new Set(acknowledged.map((one) => one.customerId))) {
    const answer = await program.call('alpha.admin', 'GET', `/v1/customers/${customerId}/orders`);
    expect(answer.status).toBe(200);
    const found = new Set(answer.body.items.map((one: { id: string }) => one.id));
    missing.push(...acknowledged.filter((one) => one.customerId === customerId && !found.has(one.orderId)));
  }
  expect(missing).toEqual([]);
}

async function killedMidLoad(data: string, kill: (program: StartedProgram) => void): Promise<Acknowledged[]> {
  const program = await startProgram(['--data', data, '--seed', '50']);
  const acknowledged: Acknowledged[] = [];
  const load = orderUntilKilled(program, acknowledged);
  while (acknowledged.length < 60) await Promise.race([sleep(10), load]);
  kill(program);
  await Promise.all([load, program.exited]);
  return acknowledged;
}

it('keeps every acknowledged order when the server is killed under load', { timeout: 2 * patient }, async () => {
  const data = await temporaryDirectory();
  const acknowledged = await killedMidLoad(data, (program) => program.child.kill('SIGKILL'));
  const next = await startProgram(['--data', data]);
  expect(next.ready.world.seed).toBe('50');
  await expectOrders(next, acknowledged);
  expect(await next.stop()).toBe(0);
  expect(processesOn(data)).toEqual([]);
});

it('keeps them when PostgreSQL is killed with it, and says that it recovers', { timeout: 2 * patient }, async () => {
  const data = await temporaryDirectory();
  const acknowledged = await killedMidLoad(data, (program) => {
    const processes = postgresProcessesIn(join(data, 'postgres'));
    expect(processes.length).toBeGreaterThan(3);
    for (const pid of [...processes, program.child.pid as number]) process.kill(pid, 'SIGKILL');
  });
  const next = await startProgram(['--data', data]);
  expect(next.stderr()).toMatch(/was cut off: PostgreSQL recovers what was committed\.\n/);
  await expectOrders(next, acknowledged);
  expect(await next.stop()).toBe(0);
  expect(processesOn(data)).toEqual([]);
});
