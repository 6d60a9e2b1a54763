import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Page, startChromium } from './chromium.ts';

const folder = join(import.meta.dirname, '../../../../contracts');
const contracts = readdirSync(folder).filter((name) => name.endsWith('.openapi.json'));

describe('the contracts', () => {
  it.each(contracts)('%s is valid OpenAPI, whatever it leads to included', async (name) => {
    const validator = new Validator();
    const outcome = await validator.validate(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    expect(outcome).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
    validator.resolveRefs();
  });

  it('are found wanting by the same validator when they are not valid', async () => {
    const broken = JSON.parse(readFileSync(join(folder, 'graph.v1.0.openapi.json'), 'utf8'));
    delete broken.info.title;
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });
});

describe('the explorer', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());
  /** Whoever leaves an answer unread holds its connection, and the server waits for it. */
  const statusOf = async (path: string) => {
    const answer = await fetch(`${server.url}${path}`);
    await answer.arrayBuffer();
    return answer.status;
  };

  it('is served from here, with its library and all contracts, and nothing more', async () => {
    const page = await fetch(`${server.url}/docs`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*connect-src 'self'/);
    const html = await page.text();
    const linked = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] as string);
    expect(linked.length).toBeGreaterThan(4);
    for (const path of linked) expect([path, await statusOf(path)]).toEqual([path, 200]);
    for (const name of contracts)
      expect(await (await fetch(`${server.url}/docs/contracts/${name}`)).text()).toBe(
        readFileSync(join(folder, name), 'utf8'),
      );
    for (const path of ['contracts/recorded/README.md', 'library/index.html', 'page/..%2findex.ts', 'page/index.ts'])
      expect([path, await statusOf(`/docs/${path}`)]).toEqual([path, 404]);
  });

  describe('in a browser', () => {
    let page: Page;
    beforeAll(async () => {
      page = await startChromium();
    });
    afterAll(() => page.close());

    const sections = `[...document.querySelectorAll('.opblock-tag')].map((one) => one.dataset.tag)`;

    it.each([
      ['partner-center', 'customers'],
      ['graph', 'tenantRelationships'],
      ['multipartner', 'invitations'],
    ])('shows the contract of %s', async (name, section) => {
      await page.open(`${server.url}/docs?contract=${name}`);
      await page.until(`${sections}.includes('${section}')`);
      expect(await page.evaluate(`document.querySelectorAll('.errors-wrapper').length`)).toBe(0);
    });

    it('tries a call as whoever is chosen, with a token of the sandbox', async () => {
      await page.open(`${server.url}/docs?contract=partner-center#/customers/get_customers`);
      const open = `document.querySelector('#operations-customers-get_customers')`;
      await page.until(`${open}?.querySelector('button.execute') != null`);
      const answer = `${open}?.querySelector('.live-responses-table')?.innerText ?? ''`;
      await page.evaluate(`${open}.querySelector('button.execute').click()`);
      await page.until(`(${answer}).includes('Woodgrove')`);

      await page.evaluate(
        `{ const select = document.querySelector('#who'); select.value = 'beta/beta.admin'; select.dispatchEvent(new Event('change')); }`,
      );
      await page.evaluate(`${open}.querySelector('button.execute').click()`);
      await page.until(`(${answer}).includes('totalCount') && !(${answer}).includes('Woodgrove')`);
    });

    it('asks nothing of anybody else', () => {
      expect(page.requested.length).toBeGreaterThan(10);
      expect(page.requested.filter((url) => !/^(data|blob|about):/.test(url) && !url.startsWith(server.url))).toEqual(
        [],
      );
    });
  });
});
