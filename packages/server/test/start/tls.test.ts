import { X509Certificate } from 'node:crypto';
import { chmodSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { request } from 'node:https';
import type { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { connect as connectSecurely } from 'node:tls';
import { expect, it } from 'vitest';
import { servedNames } from '../../src/tls/served-names.ts';
import { temporaryDirectory } from '../postgres/servers.ts';
import { launch, patient, startProgram } from './program.ts';

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

/** As a client does that has `HTTPS_PROXY` set: a tunnel asked for on the plain port, and TLS within it. */
function throughProxy(proxy: string, authority: string): Promise<{ status: number; socket: Socket; said: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(proxy);
    const sent = plainRequest({ host: hostname, port, method: 'CONNECT', path: authority, agent: false });
    sent.on('connect', (response, socket, head) =>
      resolve({ status: response.statusCode ?? 0, socket, said: head.toString() }),
    );
    sent.on('error', reject).end();
  });
}

function getWithin(socket: Socket, address: { name: string; path: string; ca: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const { name, path, ca } = address;
    const secure = connectSecurely({ socket, servername: name, ca }, () => {
      secure.write(`GET ${path} HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`);
    });
    let text = '';
    secure.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    secure.on('end', () => resolve(text)).on('error', reject);
  });
}

it('is the proxy of clients with hard-wired hosts, and leads nowhere else', { timeout: patient }, async () => {
  const program = await startProgram(['--data', await temporaryDirectory(), '--tls', '--tls-port', '0']);
  const { url, world, tls } = program.ready;
  const ca = readFileSync(tls?.ca ?? '', 'utf8');
  const tenant = world.tenants[0]?.id;
  for (const name of ['login.microsoftonline.com', 'login.microsoftonline.us', 'login.partner.microsoftonline.cn']) {
    const tunnel = await throughProxy(url, `${name}:443`);
    expect(tunnel.status).toBe(200);
    const answer = await getWithin(tunnel.socket, {
      name,
      ca,
      path: `/${tenant}/v2.0/.well-known/openid-configuration`,
    });
    // Under the name the client knows, and without a port.
    expect(answer).toContain(`"token_endpoint":"https://${name}/${tenant}/oauth2/v2.0/token"`);
  }
  for (const elsewhere of [
    'example.com:443',
    'graph.microsoft.com:80',
    'graph.microsoft.com.example.com:443',
    '[::1]:443',
  ]) {
    const refused = await throughProxy(url, elsewhere);
    expect([elsewhere, refused.status]).toEqual([elsewhere, 403]);
    refused.socket.destroy();
  }
  // One that is still open does not keep the server from ending.
  const idle = await throughProxy(url, 'graph.microsoft.com:443');
  idle.socket.on('error', () => {});
  expect(await program.stop()).toBe(0);
});

it('is no proxy without --tls', { timeout: patient }, async () => {
  const program = await startProgram(['--data', await temporaryDirectory(), '--seed', 'empty']);
  await expect(throughProxy(program.ready.url, 'graph.microsoft.com:443')).rejects.toThrow();
  expect(await program.stop()).toBe(0);
});

it('makes certificates by a command of its own, and keeps the authority that clients trust', {
  timeout: patient,
}, async () => {
  const data = await temporaryDirectory();
  const make = async (...more: string[]) => {
    const program = launch(['certificates', '--data', data, ...more]);
    expect((await program.exited).code).toBe(0);
    return program.stdout();
  };
  const told = JSON.parse(await make('--json'));
  expect(told).toMatchObject({
    event: 'certificates',
    names: expect.arrayContaining(['graph.microsoft.com', '127.0.0.1']),
  });
  const authority = new X509Certificate(readFileSync(told.ca));
  const served = new X509Certificate(readFileSync(told.certificate));
  expect(served.checkIssued(authority) && served.verify(authority.publicKey)).toBe(true);
  for (const name of servedNames) expect(served.checkHost(name)).toBe(name);
  expect(served.checkHost('example.com')).toBeUndefined();

  // Again: nothing changes, but that a key which became readable for others is closed.
  chmodSync(told.key, 0o644);
  const before = readFileSync(told.certificate, 'utf8');
  const text = await make();
  for (const line of [
    `NODE_EXTRA_CA_CERTS=${told.ca}`,
    `REQUESTS_CA_BUNDLE=${told.ca}`,
    'api.partnercenter.microsoft.com',
  ])
    expect(text).toContain(line);
  expect(readFileSync(told.certificate, 'utf8')).toBe(before);
  expect(statSync(told.key).mode & 0o777).toBe(0o600);

  rmSync(told.certificate);
  await make();
  const anew = new X509Certificate(readFileSync(told.certificate));
  expect(anew.serialNumber).not.toBe(served.serialNumber);
  expect(anew.verify(authority.publicKey)).toBe(true);
});
