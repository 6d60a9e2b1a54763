import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A page in a Chromium without a window, spoken to by its own debugging protocol. */
export interface Page {
  open(url: string): Promise<void>;
  /** The value of an expression in the page; an error there is thrown here. */
  // biome-ignore lint/suspicious/noExplicitAny: pages answer anything
  evaluate(expression: string): Promise<any>;
  /** Waits until an expression is true in the page; throws after some seconds, with what the page shows. */
  until(expression: string): Promise<void>;
  /** Addresses that the page asked for so far. */
  readonly requested: readonly string[];
  close(): Promise<void>;
}

/** Starts the Chromium that `npm test` found, or the system's. */
export async function startChromium(): Promise<Page> {
  const profile = await mkdtemp(join(tmpdir(), 'multipartner-chromium-'));
  const program = process.env.MULTIPARTNER_CHROMIUM ?? 'chromium';
  const child = spawn(
    program,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exited = once(child, 'exit');
  const browser = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${program} ended: ${said}`)));
  });
  const targets = (await (await fetch(`http://${new URL(browser).host}/json/list`)).json()) as {
    type: string;
    webSocketDebuggerUrl: string;
  }[];
  const socket = new WebSocket(targets.find(({ type }) => type === 'page')?.webSocketDebuggerUrl ?? '');
  await once(socket, 'open');
  const waiting = new Map<number, (message: Message) => void>();
  const requested: string[] = [];
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== undefined) waiting.get(message.id)?.(message);
    if (message.method === 'Network.requestWillBeSent') requested.push(message.params?.request?.url ?? '');
  });
  let count = 0;
  const command = async (method: string, params: object = {}) => {
    count += 1;
    const id = count;
    const { result, error } = await new Promise<Message>((resolve) => {
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
    waiting.delete(id);
    if (error !== undefined) throw new Error(error.message);
    return result;
  };
  await command('Network.enable');
  const page: Page = {
    requested,
    async open(url) {
      await command('Page.navigate', { url });
      await page.until(`document.readyState === 'complete' && location.href.startsWith('http')`);
    },
    async evaluate(expression) {
      const answer = await command('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
      if (answer?.exceptionDetails !== undefined) throw new Error(JSON.stringify(answer.exceptionDetails));
      return answer?.result?.value;
    },
    async until(expression) {
      for (let tries = 0; tries < 200; tries += 1) {
        // While a page is being left there is none.
        if (await page.evaluate(expression).catch(() => false)) return;
        await sleep(100);
      }
      throw new Error(`${expression} was not so; the page shows: ${await page.evaluate('document.body.innerText')}`);
    },
    async close() {
      socket.close();
      child.kill('SIGTERM');
      await exited;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return page;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly request?: { readonly url: string } };
  readonly result?: { readonly result?: { readonly value?: unknown }; readonly exceptionDetails?: unknown };
  readonly error?: { readonly message: string };
}
