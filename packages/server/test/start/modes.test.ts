import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Browser, page } from '../identity/browser.ts';
import { temporaryDirectory } from '../postgres/servers.ts';
import { launch, patient, startProgram } from './program.ts';

describe('--mfa on', () => {
  it('wants a second factor of people and of no application, and says who has one', { timeout: patient }, async () => {
    const program = await startProgram(['--data', await temporaryDirectory(), '--mfa', 'on']);
    const without = await program.call('alpha.admin', 'GET', '/v1/customers');
    expect(without.status).toBe(401);
    expect(without.body).toMatchObject({ code: 900421 });
    expect(without.headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token"/);
    expect(without.headers.has('isMfaCompliant')).toBe(false);

    const validate = { ValidateMfa: 'true' };
    const asked = await program.call('alpha.admin', 'GET', '/v1/customers', undefined, {}, validate);
    expect(asked.status).toBe(401);
    expect(asked.headers.get('isMfaCompliant')).toBe('false');
    const has = await program.call('alpha.admin', 'GET', '/v1/customers', undefined, { mfa: true }, validate);
    expect(has.status).toBe(200);
    expect(has.headers.get('isMfaCompliant')).toBe('true');

    const application = await program.call('alpha', 'GET', '/v1/customers', undefined, { application: true });
    expect(application.status).toBe(200);
    expect(await program.stop()).toBe(0);
  });
});

describe('--new-commerce-transfers', () => {
  it('is kept with the realm, until another start says otherwise', { timeout: 2 * patient }, async () => {
    const data = await temporaryDirectory();
    const settings = async (args: readonly string[]) => {
      const program = await startProgram(['--data', data, ...args]);
      const { body } = await program.call(null, 'GET', '/sandbox/v1/settings');
      await program.stop();
      return body.newCommerceTransfers;
    };
    expect(await settings(['--new-commerce-transfers', 'on'])).toBe(true);
    expect(await settings([])).toBe(true);
    expect(await settings(['--new-commerce-transfers', 'off'])).toBe(false);
  });
});

describe('the world of a fresh start', () => {
  it('--clock starts it there, and every reset does, too', { timeout: patient }, async () => {
    const start = '2031-02-03T04:05:06.000Z';
    const data = await temporaryDirectory();
    const program = await startProgram(['--data', data, '--clock', start]);
    const close = (clock: string) => new Date(clock).getTime() - new Date(start).getTime();
    expect(close(program.ready.world.clock)).toBeGreaterThanOrEqual(0);
    expect(close(program.ready.world.clock)).toBeLessThan(patient);
    const moved = await program.call(null, 'POST', '/sandbox/v1/clock', { advance: 'P400D' });
    expect(close(moved.body.now)).toBeGreaterThan(399 * 86_400_000);
    const reset = await program.call(null, 'POST', '/sandbox/v1/reset', {});
    expect(reset.status).toBe(200);
    expect(close(reset.body.clock)).toBeLessThan(patient);
    await program.call(null, 'POST', '/sandbox/v1/clock', { advance: 'P30D' });
    await program.stop();

    const again = await startProgram(['--data', data, '--clock', start]);
    expect(close(again.ready.world.clock)).toBeGreaterThan(29 * 86_400_000);
    await again.stop();
  });

  it('--seed empty has the operator alone', { timeout: patient }, async () => {
    const program = await startProgram(['--data', await temporaryDirectory(), '--seed', 'empty']);
    expect(program.ready.world.tenants).toEqual([]);
    expect(program.ready.world.operator.users.map((user) => user.key)).toEqual(['realm.operator']);
    const made = await program.call(null, 'POST', '/sandbox/v1/tenants', {
      key: 'solo',
      displayName: 'Solo',
      country: 'US',
      partner: { kind: 'direct' },
    });
    expect(made.status).toBe(201);
    expect((await program.call('solo.admin', 'GET', '/v1/customers')).body.totalCount).toBe(0);
    await program.stop();
  });

  it('a number adds so many customers to the demo world', { timeout: patient }, async () => {
    const program = await startProgram(['--data', await temporaryDirectory(), '--seed', '50']);
    expect(program.ready.world).toMatchObject({ seed: '50', generated: { customers: 50 } });
    expect(program.ready.world.tenants.some((one) => one.key === 'woodgrove')).toBe(true);
    expect((await program.call('alpha.admin', 'GET', '/v1/customers?size=500')).body.totalCount).toBe(51);
    await program.stop();
  });
});

describe('--mode production', () => {
  const environment = {
    MULTIPARTNER_SECRET: 'a secret of more than thirty-two characters',
    MULTIPARTNER_OPERATOR_EMAIL: 'ops@example.com',
  };
  const firstPassword = (stderr: string) =>
    /ops@example\.com signs in for the first time at (\S+) with the one-time password (\S+),/.exec(stderr)?.slice(1) ??
    [];

  it('has no controls and no known people, and lets the operator in once', { timeout: patient }, async () => {
    const data = await temporaryDirectory();
    const args = ['--mode', 'production', '--data', data];
    const lost = await startProgram(args, environment);
    expect(lost.ready.world).toMatchObject({ seed: 'empty', tenants: [], operator: { users: [], applications: [] } });
    for (const [method, path] of [
      ['GET', '/sandbox/v1/world'],
      ['POST', '/sandbox/v1/reset'],
      ['POST', '/sandbox/v1/tokens'],
      ['POST', '/sandbox/v1/clock'],
      ['GET', '/sandbox/v1/outbox'],
      ['POST', '/sandbox/v1/tenants'],
      ['POST', '/sandbox/v1/snapshots'],
      ['POST', '/sandbox/v1/faults'],
    ] as const)
      expect((await lost.call(null, method, path, method === 'POST' ? {} : undefined)).status, path).toBe(404);
    const [, lostPassword = ''] = firstPassword(lost.stderr());
    expect(await lost.stop()).toBe(0);

    const program = await startProgram(args, environment);
    const [address = '', password = ''] = firstPassword(program.stderr());
    expect(address).toMatch(program.ready.url);
    expect(password).not.toBe(lostPassword);
    const username = 'OPS@example.com';
    const browser = new Browser(program.ready.url);
    const signIn = page(await browser.open(address));
    expect(page(await browser.press(signIn, 'Sign in', { username, password: lostPassword })).problem).toBeDefined();
    const change = page(await browser.press(signIn, 'Sign in', { username, password }));
    expect(change.title).toContain('Choose a new password');
    const chosen = { password: 'Quite-Other-7', again: 'Quite-Other-7' };
    const inside = page(await browser.press(change, 'Set password and sign in', chosen));
    expect(inside.url).toContain('/oauth2/securityinfo');
    expect(inside.html).toContain('ops@example.com');
    expect(await program.stop()).toBe(0);

    const later = await startProgram(args, environment);
    expect(firstPassword(later.stderr())).toEqual([]);
    const other = new Browser(later.ready.url);
    const again = page(await other.open(`${later.ready.url}/common/oauth2/securityinfo`));
    expect(page(await other.press(again, 'Sign in', { username, password })).problem).toBeDefined();
    expect(page(await other.press(again, 'Sign in', { username, password: chosen.password })).html).toContain(
      username.toLowerCase(),
    );
    expect(await later.stop()).toBe(0);

    const wrong = launch([...args, '--port', '0'], { ...environment, MULTIPARTNER_SECRET: 'y'.repeat(40) });
    expect(await wrong.exited).toEqual({ code: 1, signal: null });
    expect(wrong.stderr()).toMatch(/^The database holds secrets .* another master secret\. .*MULTIPARTNER_SECRET\.\n$/);
  });

  it('is not opened as a sandbox by a forgotten --mode', { timeout: patient }, async () => {
    const data = await temporaryDirectory();
    const program = await startProgram(['--mode', 'production', '--data', data], environment);
    expect(await program.stop()).toBe(0);
    const forgotten = launch(['--port', '0', '--data', data], environment);
    expect(await forgotten.exited).toEqual({ code: 1, signal: null });
    expect(forgotten.stdout()).toBe('');
    expect(forgotten.stderr()).toMatch(/^The database holds a production realm, .*--mode production\.\n$/);
  });

  it('refuses a database that was a sandbox, demo or empty', { timeout: patient }, async () => {
    const data = join(await temporaryDirectory(), 'data');
    for (const seed of ['demo', 'empty']) {
      const sandbox = await startProgram(['--data', data, '--seed', seed]);
      await sandbox.stop();
      const program = launch(['--mode', 'production', '--port', '0', '--data', data], environment);
      expect(await program.exited).toEqual({ code: 1, signal: null });
      expect(program.stderr().trimEnd().split('\n').slice(-1)).toEqual([
        expect.stringMatching(/^The database holds a sandbox, .*\.$/),
      ]);
      await rm(data, { recursive: true });
    }
  });
});
