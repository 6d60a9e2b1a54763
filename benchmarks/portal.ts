import { type BrowserContext, chromium } from 'playwright-core';
import { type Figure, figure } from './load.ts';
import { removeData, startProduct } from './processes.ts';

const runs = Number(process.env.BENCH_RUNS ?? 5);
const aim = 1000;

/** What a person can first use on each of these pages. */
const pages: readonly {
  readonly name: string;
  readonly person?: [tenant: string, user: string];
  readonly control: string;
}[] = [
  { name: 'a visitor', control: 'button:enabled' },
  { name: "a partner's first page", person: ['alpha', 'alpha.admin'], control: 'nav a[href]' },
  { name: "a customer's first page", person: ['woodgrove', 'woodgrove.admin'], control: 'nav a[href]' },
];

const shown = ({ median, low, high }: Figure) => `${median.toFixed(0)} (${low.toFixed(0)}–${high.toFixed(0)})`;

/** One first visit with an empty cache: milliseconds from the beginning of the navigation, and bytes on the wire. */
async function firstVisit(
  context: BrowserContext,
  url: string,
  control: string,
): Promise<{ ms: number; bytes: number }> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.addInitScript(`const look = () => {
    if (document.querySelector(${JSON.stringify(control)}) === null) requestAnimationFrame(look);
    else window.firstControl = performance.now();
  };
  requestAnimationFrame(look);`);
  await page.goto(url);
  let ms: number | undefined;
  // The page's policy forbids what would wait inside of it.
  while (ms === undefined) ms = await page.evaluate<number | undefined>('window.firstControl');
  await page.waitForLoadState('networkidle');
  await page.close();
  return { ms, bytes };
}

async function main(): Promise<void> {
  const product = await startProduct('demo');
  const browser = await chromium.launch({
    executablePath: process.env.MULTIPARTNER_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  try {
    console.log(`median of ${runs} first visits after a warm-up (lowest–highest), ${browser.version()}`);
    const { url, world } = product.line;
    for (const { name, person, control } of pages) {
      const visits: { ms: number; bytes: number }[] = [];
      for (let i = 0; i <= runs; i++) {
        const context = await browser.newContext();
        if (person !== undefined) {
          const tenant = world.tenants.find((one) => one.key === person[0])?.id;
          const kept = JSON.stringify({ by: 'sandbox', tenant, user: person[1] });
          await context.addInitScript((text) => sessionStorage.setItem('multipartner.session', text), kept);
        }
        visits.push(await firstVisit(context, `${url}/`, control));
        await context.close();
      }
      const counted = visits.slice(1);
      const ms = figure(counted.map((one) => one.ms));
      const bytes = figure(counted.map((one) => one.bytes / 1024));
      console.log(
        `${name.padEnd(24)} first control after ${shown(ms)} ms, aim ${aim}: ${ms.median <= aim ? 'met' : 'missed'}; ${shown(bytes)} kB on the wire`,
      );
    }
  } finally {
    await browser.close();
    await product.stop();
    await removeData(product);
  }
}

await main();
