import { deepStrictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { TestServer } from '@multipartner/testkit/server.ts';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Starts the Chromium that `npm test` found, or the system's, without a window. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.MULTIPARTNER_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
}

/** A tab of a browser of its own in which somebody uses the portal. */
export interface Visit {
  readonly page: Page;
  /** Goes to a page of the portal by its address. */
  open(path: string): Promise<void>;
  close(): Promise<void>;
}

export interface VisitOptions {
  readonly language?: 'en' | 'de';
  readonly dark?: boolean;
  /** A phone's screen. */
  readonly phone?: boolean;
}

/**
 * A visitor of the portal; with a person's key he is that person, as the sandbox's controls make him. What goes wrong in the
 * page (an error of a script, an offence against its policy, a request to somebody else) fails the test that closes it.
 */
export async function visit(
  browser: Browser,
  server: TestServer,
  person?: string,
  options: VisitOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    ...screen(options.phone ?? false),
    locale: options.language === 'de' ? 'de-DE' : 'en-US',
    colorScheme: options.dark === true ? 'dark' : 'light',
    timezoneId: 'UTC',
    acceptDownloads: true,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of [45]\d\d/.test(message.text())) wrong.push(message.text());
  });
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(server.url)) wrong.push(`asked ${request.url()}`);
  });
  if (person !== undefined) {
    const { tenantId, id } = server.person(person);
    await page.addInitScript(
      (kept) => {
        if (sessionStorage.getItem('multipartner.session') === null)
          sessionStorage.setItem('multipartner.session', kept);
      },
      JSON.stringify({ by: 'sandbox', tenant: tenantId, user: id }),
    );
  }
  return {
    page,
    async open(path) {
      await page.goto(`${server.url}${path}`);
    },
    async close() {
      await context.close();
      deepStrictEqual(wrong, []);
    },
  };
}

function screen(phone: boolean): BrowserContextOptions {
  return { viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 900 } };
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Holds what the page shows against WCAG 2.2 AA as far as a machine can. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe);
  const violations: Violation[] = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: what the library leaves in the page
    const result = await (globalThis as any).axe.run(
      // What the library puts around a dialog to catch the Tab key: nobody stays on it. And toasts, which are fading in or out.
      { exclude: [['[data-tabster-dummy]'], ['.fui-Toast']] },
      {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        // Toasts stand beside the page, and are said when they come.
        rules: { region: { enabled: false } },
      },
    );
    return result.violations;
  });
  deepStrictEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((one) => one.html).join(' | ')}`),
    [],
  );
}
