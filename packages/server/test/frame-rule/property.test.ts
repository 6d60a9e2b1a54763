import { anyAct } from '@multipartner/testkit/frame-rule/arbitrary.ts';
import { performAndCheck, takeSnapshot } from '@multipartner/testkit/frame-rule/check.ts';
import { enableTransfers } from '@multipartner/testkit/frame-rule/transfer.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';

const asOf = new Date('2026-06-01T00:00:00Z');

/** Reproduce a failure with the seed and path that fast-check prints. */
const runs = { numRuns: 4, seed: 20260923, endOnFailure: true };

describe('the frame rule holds over random acts of several partners and customers (R90)', () => {
  let server: TestServer | undefined;
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  it('one after the other', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { minLength: 40, maxLength: 60 }), async (acts) => {
        server = await startServer();
        await enableTransfers(server);
        try {
          let before = await takeSnapshot(server, asOf);
          for (const act of acts) {
            const { after, broken } = await performAndCheck(server, [act], before, asOf);
            expect(broken, JSON.stringify(act)).toEqual([]);
            before = after;
          }
        } finally {
          await server.stop();
          server = undefined;
        }
      }),
      runs,
    );
  });

  it('several at once', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyAct, { minLength: 4, maxLength: 6 }), { minLength: 10, maxLength: 12 }),
        async (rounds) => {
          server = await startServer();
          await enableTransfers(server);
          try {
            let before = await takeSnapshot(server, asOf);
            for (const acts of rounds) {
              const { after, broken } = await performAndCheck(server, acts, before, asOf);
              expect(broken, JSON.stringify(acts)).toEqual([]);
              before = after;
            }
          } finally {
            await server.stop();
            server = undefined;
          }
        },
      ),
      runs,
    );
  });
});
