import { readFileSync, statSync } from 'node:fs';
import { request } from 'node:https';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../postgres/servers.ts';
import { patient, startProgram } from './program.ts';

/** As a client does that has a name hard-wired and this machine in its hosts file. */
function get(address: { port: number; name: string; path: string; ca: string }) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const { port, name, path, ca } = address;
    const host = port === 443 ? name : `${name}:${port}`;
    const sent = request({ host: '127.0.0.1', port, path, ca, servername: name, headers: { host } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject).end();
  });
}

it('serves HTTPS under the names that clients have hard-wired, by an authority that lasts', {
  timeout: patient,
}, async () => {
  const data = await temporaryDirectory();
  const args = ['--data', data, '--tls', '--tls-port', '0'];
  const first = await startProgram(args);
  const { url = '', ca: file = '' } = first.ready.tls ?? {};
  expect(url).toMatch(/^https:\/\/localhost:\d+$/);
  const ca = readFileSync(file, 'utf8');
  const port = Number(new URL(url).port);

  for (const name of [
    'localhost',
    'login.microsoftonline.com',
    'api.partnercenter.microsoft.com',
    'graph.microsoft.com',
  ]) {
    const tenant = first.ready.world.tenants[0]?.id;
    const found = await get({ port, name, ca, path: `/${tenant}/v2.0/.well-known/openid-configuration` });
    expect(found.status).toBe(200);
    const origin = `https://${name}:${port}`;
    expect(JSON.parse(found.body)).toMatchObject({
      issuer: `${origin}/${tenant}/v2.0`,
      token_endpoint: `${origin}/${tenant}/oauth2/v2.0/token`,
    });
  }
  expect((await get({ port, name: 'localhost', ca, path: '/sandbox/v1/clock' })).status).toBe(200);
  await expect(get({ port, name: 'example.com', ca, path: '/' })).rejects.toThrow(/altnames/);
  await expect(get({ port, name: 'localhost', ca: '', path: '/' })).rejects.toThrow(/certificate/);
  const plain = await first.call(
    null,
    'GET',
    `/${first.ready.world.tenants[0]?.id}/v2.0/.well-known/openid-configuration`,
  );
  expect(plain.body.token_endpoint).toMatch(first.ready.url);
  expect(statSync(join(dirname(file), 'authority-key.pem')).mode & 0o777).toBe(0o600);
  expect(statSync(join(dirname(file), 'server-key.pem')).mode & 0o777).toBe(0o600);
  expect(await first.stop()).toBe(0);

  const second = await startProgram(args);
  expect(second.ready.tls?.ca).toBe(file);
  expect(readFileSync(file, 'utf8')).toBe(ca);
  const next = { port: Number(new URL(second.ready.tls?.url ?? '').port), name: 'api.partnercenter.microsoft.com', ca };
  expect((await get({ ...next, path: '/v1/customers' })).status).toBe(401);
  expect(await second.stop()).toBe(0);
});
