import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What a driver is asked to send, and as whom; it gets the token itself, unless it is given one. */
export interface DriverRequest {
  readonly tenant: string;
  readonly clientId: string;
  readonly secret: string;
  readonly username?: string;
  readonly password?: string;
  readonly scope: string;
  readonly resource: string;
  readonly token: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came back: a status, only that it was good, or why the client failed. */
export interface DriverAnswer {
  readonly status?: number;
  readonly ok?: boolean;
  readonly text?: string;
  readonly error?: string;
}

export interface Driver {
  send(request: DriverRequest): Promise<DriverAnswer>;
  stop(): Promise<void>;
}

/** A client in a process of its own, with no more of an environment than it is given; a line in, a line out. */
export function startDriver(
  command: readonly [string, ...string[]],
  environment: Readonly<Record<string, string>>,
): Driver {
  const [file, ...args] = command;
  const child: ChildProcess = spawn(file, args, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw new Error(`${file} has no streams.`);
  let said = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-4000);
  });
  const waiting: ((answer: DriverAnswer) => void)[] = [];
  createInterface({ input: stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line) as DriverAnswer));
  const exited = new Promise<void>((resolve) => {
    const end = () => {
      for (const one of waiting.splice(0)) one({ error: `${file} ended: ${said}` });
      resolve();
    };
    child.once('exit', end);
    child.once('error', (error) => {
      said = `${error.message}\n${said}`;
      end();
    });
  });
  stdin.on('error', () => {});
  return {
    send: (request) =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve({ error: `${file} ended: ${said}` });
        waiting.push(resolve);
        stdin.write(`${JSON.stringify(request)}\n`);
      }),
    async stop() {
      stdin.end();
      const harder = setTimeout(() => child.kill('SIGKILL'), 5000);
      await exited;
      clearTimeout(harder);
    },
  };
}
