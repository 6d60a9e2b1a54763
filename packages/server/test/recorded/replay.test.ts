import { loadPlan, type PlannedSample } from '@multipartner/testkit/recorded/plan.ts';
import { replay } from '@multipartner/testkit/recorded/replay.ts';
import { realmOf } from '@multipartner/testkit/recorded/resolve.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const plan = loadPlan();
const nameOf = ({ operation, sample }: PlannedSample) => `${operation.id}/${sample.name}`;
const sent = plan.filter(({ row }) => row.onlyRead === undefined);
const areas = [...new Set(plan.map(({ operation }) => operation.area))];
const answered: string[] = [];

// A server for each area; a sample makes what it changes for itself.
describe.each(areas)('what is published of %s is answered as it is published', (area) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const ofArea = sent.filter(({ operation }) => operation.area === area);
  it.each(ofArea.map((one) => [nameOf(one), one] as const))('%s', async (name, planned) => {
    const outcome = await replay(planned, realmOf(server));
    answered.push(name);
    expect(outcome.problems).toEqual([]);
  });
});

describe('of the published samples', () => {
  it('all are sent but those that the plan gives a reason for', () => {
    expect(answered).toEqual(sent.map(nameOf));
    expect(plan.filter(({ row }) => row.onlyRead !== undefined).map(nameOf)).toEqual([
      'assign-licenses-to-a-user/plain-token',
      'assign-licenses-to-a-user/conditional-access',
      'change-the-quantity-of-a-subscription/accepted',
      'update-a-subscription-by-id/accepted',
    ]);
    expect(answered).toHaveLength(238);
  });

  it('at least one is sent of each operation', () => {
    const tried = new Set(sent.map(({ operation }) => operation.id));
    expect(plan.map(({ operation }) => operation.id).filter((id) => !tried.has(id))).toEqual([]);
    expect(tried.size).toBe(191);
  });
});
