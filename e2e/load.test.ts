import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowser, visit } from './browser.ts';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

it.each([
  ['a visitor', undefined],
  ['a partner', 'alpha.admin'],
  ['a customer', 'woodgrove.admin'],
])('the first page of %s is less than 300 kB on the wire', async (_, person) => {
  const { page, open, close } = await visit(browser, server, person);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await open('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(300 * 1024);
  await close();
});

it('what has another name in every version is kept by browsers, and the page never', async () => {
  const page = await fetch(`${server.url}/customers`, { headers: { accept: 'text/html' } });
  expect(page.headers.get('cache-control')).toBe('no-store');
  const html = await page.text();
  const nonce = /nonce-([\w-]+)/.exec(page.headers.get('content-security-policy') ?? '')?.[1];
  expect(html).toContain(`nonce="${nonce}"`);
  const again = await fetch(`${server.url}/customers`, { headers: { accept: 'text/html' } });
  expect(again.headers.get('content-security-policy')).not.toContain(nonce);
  await again.text();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? '';
  const asset = await fetch(`${server.url}${script}`, { headers: { 'accept-encoding': 'br' } });
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(asset.headers.get('content-encoding')).toBe('br');
  await asset.arrayBuffer();
});

it.each([
  ['/v1/nothing', 'application/json'],
  ['/v1.0/nothing', 'application/json'],
  ['/multipartner/v1/nothing', 'application/problem+json'],
  ['/assets/nothing.js', 'application/problem+json'],
])('what nobody serves below %s is refused in its protocol, to a browser too', async (path, type) => {
  const answer = await fetch(`${server.url}${path}`, { headers: { accept: 'text/html,*/*' } });
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toContain(type);
  await answer.text();
});
