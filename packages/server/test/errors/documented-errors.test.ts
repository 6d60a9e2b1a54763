import { type ServerOptions, startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { renderings } from 'multipartner/protocols/partner-center/house/errors.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import documented from './documented-errors.json' with { type: 'json' };
import { access } from './provocations/access.ts';
import { moves } from './provocations/moves.ts';
import { orders } from './provocations/orders.ts';
import { relationships } from './provocations/relationships.ts';
import { subscriptions } from './provocations/subscriptions.ts';
import { transfers } from './provocations/transfers.ts';
import type { Provocations, Stage } from './stage.ts';
import { stageOf } from './stage.ts';

interface Row {
  readonly code: number | string;
  readonly status: number;
  readonly area: string;
  readonly provokedBy?: string;
  readonly notProvoked?: string;
}
const rows: readonly Row[] = documented;
const key = ({ status, code }: { status: number; code: number | string }) => `${status} ${code}`;

const secondFactor: Provocations = {
  'a person without a second factor': ({ call }) => call('alpha.admin', 'GET', '/v1/customers'),
};

/** Each with a server of its own. */
const groups: readonly (readonly [title: string, provocations: Provocations, options: ServerOptions])[] = [
  ['who asks, and for what', access, {}],
  ['second factors', secondFactor, { mfa: true }],
  ['orders', orders, {}],
  ['subscriptions', subscriptions, {}],
  ['moves', moves, {}],
  ['relationships', relationships, {}],
  ['transfers', transfers, {}],
];

describe('documented errors', () => {
  it('each have one row, which says how it is met or why it is not', () => {
    expect(new Set(rows.map(key)).size).toBe(rows.length);
    const unclear = rows.filter(
      ({ provokedBy, notProvoked }) => ((provokedBy ?? '') === '') === ((notProvoked ?? '') === ''),
    );
    expect(unclear).toEqual([]);
  });

  it('have a row for every status and code that a refusal is rendered with', () => {
    const known = new Set(rows.map(key));
    const missing = Object.entries(renderings).filter(([, rendering]) => !known.has(key(rendering)));
    expect(missing.map(([refusal, rendering]) => `${refusal}: ${key(rendering)}`)).toEqual([]);
  });

  it('are provoked by what there is, and nothing is there for no row', () => {
    const named = rows.flatMap(({ provokedBy }) => (provokedBy === undefined ? [] : [provokedBy]));
    const there = groups.flatMap(([, provocations]) => Object.keys(provocations));
    expect(named.toSorted()).toEqual(there.toSorted());
  });

  describe.each(groups)('of %s', (_title, provocations, options) => {
    let server: TestServer;
    let stage: Stage;
    beforeAll(async () => {
      server = await startServer(options);
      stage = await stageOf(server, options.mfa !== true);
    });
    afterAll(() => server.stop());

    it.each(Object.entries(provocations))('%s', async (name, provoke) => {
      const row = rows.find(({ provokedBy }) => provokedBy === name);
      const { status, body } = await provoke(stage);
      expect([status, body?.code], JSON.stringify(body)).toEqual([row?.status, row?.code]);
      expect(body).toEqual({
        code: row?.code,
        description: expect.stringMatching(/^.{1,1024}$/s),
        data: expect.any(Array),
        source: 'Multipartner',
      });
    });
  });
});
