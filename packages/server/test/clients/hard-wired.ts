import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { connect, type SecureContextOptions } from 'node:tls';
import { type SecureServer, serveSecurely } from '@multipartner/testkit/secure.ts';
import { type ServerOptions, startServer, type TestServer } from '@multipartner/testkit/server.ts';

export const partnerCenter = 'https://api.partnercenter.microsoft.com';
export const graph = 'https://graph.microsoft.com';
export const login = 'https://login.microsoftonline.com';

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
  readonly body: any;
}

/** A server under every hard-wired name at port 443, as a hosts file leads there; over TLS, with the name as SNI. */
export interface HardWired {
  readonly server: TestServer;
  readonly secure: SecureServer;
  readonly agent: Agent;
  /** Sends exactly these headers, in this order, and this body. */
  send(
    method: string,
    url: string,
    headers: readonly (readonly [name: string, value: string])[],
    body?: string,
  ): Promise<WireAnswer>;
  close(): Promise<void>;
}

export async function startHardWired(options: ServerOptions = {}): Promise<HardWired> {
  const server = await startServer(options);
  const secure = await serveSecurely(server);
  const ca = readFileSync(secure.ca, 'utf8');
  const agent = agentTo(Number(new URL(secure.url).port), { ca });
  return {
    server,
    secure,
    agent,
    send: (method, url, headers, body) =>
      send(agent, { method, url, headers, ...(body === undefined ? {} : { body }) }),
    async close() {
      agent.destroy();
      await secure.close();
      await server.stop();
    },
  };
}

/** Whatever name it is asked for, it goes to that port of this machine, and wants that name's certificate there. */
function agentTo(port: number, trusted: SecureContextOptions): Agent {
  const agent = new Agent({ keepAlive: true });
  agent.createConnection = ((options: { servername?: string; host?: string }) =>
    connect({ ...trusted, host: '127.0.0.1', port, servername: options.servername ?? options.host ?? '' })) as never;
  return agent;
}

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
}

function send(agent: Agent, { method, url, headers, body }: Sent): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, pathname, search } = new URL(url);
    // As written: the URL class would mend what clients leave unmended.
    const path = url.slice(url.indexOf('/', 'https://'.length)) || `${pathname}${search}`;
    const sent = request({ host: hostname, path, method, agent, setDefaultHeaders: false } as object, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => {
        let read: unknown = text;
        try {
          read = text === '' ? null : JSON.parse(text);
        } catch {
          // Not every answer is JSON.
        }
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: read });
      });
    });
    sent.setHeader('Host', hostname);
    for (const [name, value] of headers) sent.setHeader(name, value);
    if (body !== undefined) sent.setHeader('Content-Length', Buffer.byteLength(body));
    sent.on('error', reject).end(body);
  });
}
