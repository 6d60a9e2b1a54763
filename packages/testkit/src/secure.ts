import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localCertificates } from 'multipartner/tls/local-authority.ts';
import { openTunnel } from 'multipartner/tls/tunnel.ts';
import type { TestServer } from './server.ts';

/** A server under the names that clients have hard-wired, reached through its own proxy; nothing leaves the machine. */
export interface SecureServer {
  /** Of HTTPS under this machine's own name. */
  readonly url: string;
  readonly proxy: string;
  /** The file of the authority to trust. */
  readonly ca: string;
  /** What a client's process finds in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Serves a running test server by HTTPS, too, as `--tls` does. */
export async function serveSecurely(server: TestServer): Promise<SecureServer> {
  const directory = await mkdtemp(join(tmpdir(), 'multipartner-tls-'));
  const { key, certificate, authorityFile } = await localCertificates(directory, new Date());
  const secure = createServer({ key, cert: certificate }, (request, response) => server.app.routing(request, response));
  await new Promise<void>((listening) => secure.listen(0, '127.0.0.1', listening));
  const tunnel = openTunnel(server.app.server);
  tunnel.leadTo(secure);
  return {
    url: `https://localhost:${(secure.address() as AddressInfo).port}`,
    proxy: server.url,
    ca: authorityFile,
    environment: { ...clientEnvironment(server.url, authorityFile), AZURE_CONFIG_DIR: join(directory, 'azure') },
    async close() {
      tunnel.close();
      await new Promise((closed) => secure.close(closed).closeAllConnections());
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The variables by which each kind of client is led to a server and told to trust it, and nothing else but the path. */
export function clientEnvironment(proxy: string, ca: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: process.env.HOME ?? '/tmp',
    HTTPS_PROXY: proxy,
    https_proxy: proxy,
    NODE_USE_ENV_PROXY: '1',
    NODE_EXTRA_CA_CERTS: ca,
    REQUESTS_CA_BUNDLE: ca,
    CURL_CA_BUNDLE: ca,
    SSL_CERT_FILE: ca,
    AZURE_CORE_COLLECT_TELEMETRY: 'no',
  };
}
