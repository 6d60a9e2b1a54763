import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startSandbox } from 'multipartner';
import { partnerSoftware } from '../partner-software.js';

describe('selling to a customer that has two partners', () => {
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let sandbox;
  before(async () => {
    sandbox = await startSandbox({ clock: '2026-11-23T08:00:00Z' });
  });
  beforeEach(() => sandbox.reset());
  after(() => sandbox.stop());

  const software = (/** @type {'alpha.admin' | 'beta.admin'} */ who) =>
    partnerSoftware({ url: sandbox.url, token: () => sandbox.token(who, { mfa: true }) });

  it('lists the customers of one partner, and none of another', async () => {
    assert.deepEqual(await software('alpha.admin').customerNames(), ['Woodgrove']);
    assert.deepEqual(await software('beta.admin').customerNames(), []);
  });

  it('adds seats', async () => {
    const { id: woodgrove } = sandbox.world.tenant('woodgrove');
    const [before] = await software('alpha.admin').subscriptions(woodgrove);
    assert.equal(before.quantity, 50);
    const changed = await software('alpha.admin').changeSeats(woodgrove, before.id, 60);
    assert.equal(changed.quantity, 60);
  });

  it('begins each test with the same world', async () => {
    const { id: woodgrove } = sandbox.world.tenant('woodgrove');
    const [subscription] = await software('alpha.admin').subscriptions(woodgrove);
    assert.equal(subscription.quantity, 50);
  });

  it('lets a year pass in a moment', async () => {
    const { id: woodgrove } = sandbox.world.tenant('woodgrove');
    const [before] = await software('alpha.admin').subscriptions(woodgrove);
    const { now } = await sandbox.clock.advance('P1Y');
    assert.equal(now.getUTCFullYear(), 2027);
    const [renewed] = await software('alpha.admin').subscriptions(woodgrove);
    assert.equal(renewed.id, before.id);
    assert.notEqual(renewed.commitmentEndDate, before.commitmentEndDate);
  });

  it('keeps a world under a name, and comes back to it', async () => {
    const { id: woodgrove } = sandbox.world.tenant('woodgrove');
    const [subscription] = await software('alpha.admin').subscriptions(woodgrove);
    await sandbox.snapshot('fifty-seats');
    await software('alpha.admin').changeSeats(woodgrove, subscription.id, 70);
    await sandbox.restore('fifty-seats');
    const [again] = await software('alpha.admin').subscriptions(woodgrove);
    assert.equal(again.quantity, 50);
  });

  it('survives a service that is busy for a moment', async () => {
    await sandbox.addFault({ match: { path: '/v1/customers' }, status: 503, times: 1 });
    await assert.rejects(software('alpha.admin').customerNames(), { status: 503 });
    assert.deepEqual(await software('alpha.admin').customerNames(), ['Woodgrove']);
  });
});
