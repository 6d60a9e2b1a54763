import { spawn } from 'node:child_process';
import type { Driver, DriverAnswer, DriverRequest } from './driver.ts';

/** curl: one program a request, the token from the token endpoint. */
export function curlDriver(environment: Readonly<Record<string, string>>): Driver {
  const tokens = new Map<string, string>();
  const run = (args: readonly string[], input?: string) =>
    new Promise<string>((resolve, reject) => {
      const child = spawn('curl', ['--silent', '--show-error', ...args], { env: environment });
      let [out, said] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        out += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      child.once('error', reject);
      child.once('close', (code) => (code === 0 ? resolve(out) : reject(new Error(said.trim()))));
      child.stdin.on('error', () => {});
      child.stdin.end(input);
    });

  async function tokenOf({ tenant, clientId, secret, scope, username, password }: DriverRequest): Promise<string> {
    const key = `${clientId} ${username} ${scope}`;
    const known = tokens.get(key);
    if (known !== undefined) return known;
    const grant =
      username === undefined ? { grant_type: 'client_credentials' } : { grant_type: 'password', username, password };
    const form = { client_id: clientId, client_secret: secret, scope, ...grant };
    const answer = await run([
      `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
      ...Object.entries(form).flatMap(([name, value]) => ['--data-urlencode', `${name}=${value}`]),
    ]);
    const { access_token: token, error_description: refused } = JSON.parse(answer) as Record<string, string>;
    if (token === undefined) throw new Error(refused ?? answer);
    tokens.set(key, token);
    return token;
  }

  async function send(request: DriverRequest): Promise<DriverAnswer> {
    const headers = { ...request.headers, Authorization: `Bearer ${await tokenOf(request)}` };
    const out = await run(
      [
        ...(request.method === 'HEAD' ? ['--head', '--output', '/dev/null'] : ['--request', request.method]),
        ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
        ...(request.body === undefined ? [] : ['--data-binary', '@-']),
        '--globoff',
        '--path-as-is',
        '--write-out',
        '\n%{http_code}',
        request.url.replaceAll(' ', '%20'),
      ],
      request.body,
    );
    const at = out.lastIndexOf('\n');
    return { status: Number(out.slice(at + 1)), text: out.slice(0, at) };
  }
  return {
    send: (request) => send(request).catch((error: Error) => ({ error: error.message })),
    stop: async () => {},
  };
}
