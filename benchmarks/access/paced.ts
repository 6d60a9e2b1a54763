import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Load } from '../load.ts';
import { type Latency, latencyOf } from './throughput.ts';

/**
 * Sends requests at a steady rate, whether those before were answered or not, and answers how long they took: what a
 * client sees that does not drive the server to its limit. Every answer must be a success.
 */
export async function paced(load: Load, rate: number, seconds: number): Promise<Latency> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const { hostname, port } = new URL(load.url);
  const took: number[] = [];
  const waiting = new Set<Promise<void>>();
  const send = (turn: number) =>
    new Promise<void>((done, fail) => {
      const { path, body, headers } = load.next(turn);
      const sentAt = performance.now();
      const sent = request({
        agent,
        hostname,
        port,
        method: load.method,
        path,
        headers: { ...load.headers, ...headers },
      });
      sent.once('error', fail);
      sent.once('response', (answer) => {
        answer.resume().once('end', () => {
          took.push(performance.now() - sentAt);
          if (answer.statusCode === 200) done();
          else fail(new Error(`${path} was answered ${answer.statusCode}`));
        });
      });
      sent.end(body);
    });
  try {
    const start = performance.now();
    const total = Math.round(rate * seconds);
    for (let turn = 0; turn < total; await sleep(1)) {
      const due = Math.min(total, Math.floor(((performance.now() - start) / 1000) * rate));
      for (; turn < due; turn++) {
        const one = send(turn);
        waiting.add(one);
        one.then(
          () => waiting.delete(one),
          () => {},
        );
      }
    }
    await Promise.all(waiting);
  } finally {
    agent.destroy();
  }
  return latencyOf(took);
}
