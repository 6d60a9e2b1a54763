import type { IncomingMessage, Server } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { Socket } from 'node:net';
import { servedNames } from './served-names.ts';

export interface Tunnel {
  /** From now on tunnels end in this server. */
  leadTo(secure: SecureServer): void;
  /** Cuts what is still open. */
  close(): void;
}

/**
 * Makes the plain port a proxy for the names that clients have hard-wired: a CONNECT to one of them ends in our own TLS
 * server, without any connection being made, so such a client needs neither port 443 nor a hosts file, only
 * `HTTPS_PROXY`. Any other name or port is refused with 403: nothing is ever passed on to elsewhere.
 */
export function openTunnel(plain: Server): Tunnel {
  const open = new Set<Socket>();
  let end: SecureServer | undefined;
  plain.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (end === undefined || !isServed(request.url ?? '')) {
      const words = `${(request.url ?? '').slice(0, 300)} is not served here; only hard-wired names of ours, at port 443, are.\n`;
      socket.end(
        `HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(words)}\r\nConnection: close\r\n\r\n${words}`,
      );
      return;
    }
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    end.emit('connection', socket);
  });
  return {
    leadTo(secure) {
      end = secure;
    },
    close() {
      for (const socket of open) socket.destroy();
    },
  };
}

function isServed(authority: string): boolean {
  const [name = '', port, ...rest] = authority.toLowerCase().split(':');
  return rest.length === 0 && port === '443' && servedNames.includes(name);
}
