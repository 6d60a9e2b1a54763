import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadPlan } from '@multipartner/testkit/recorded/plan.ts';
import { describe, expect, it } from 'vitest';
import documented from '../../src/protocols/partner-center/documented.json' with { type: 'json' };
import { routes } from '../../src/protocols/partner-center/v1/index.ts';

const root = resolve(import.meta.dirname, '../../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const sentence = /(\d+) of (\d+) exchanges and flows pass, by (\d+) clients/;

/** Counts of each operation, one for each client. */
const rows = new Map(
  [...read('docs/conformance.md').matchAll(/^\| [\w-]+ \| ([\w-]+) \| ((?:[\d/–]+ \| )*[\d/–]+) \|$/gm)].map(
    ([, operation = '', counts = '']) => [operation, counts.split(' | ')] as const,
  ),
);

/** Only the vendor's API description has these, and no page an exchange: a flow of a client has them. */
const inFlows: Readonly<Record<string, string>> = {
  'swagger-get-v1-customers-customer-id-validations': 'validations of a customer',
  'swagger-get-v1-validations-checkdomainavailability-domain-prefix': 'whether a domain is free',
};

describe('docs/conformance.md', () => {
  it('has nothing that fails, and README says the same total', () => {
    const [total, passed, all, clients] = sentence.exec(read('docs/conformance.md')) ?? [];
    expect(passed).toBe(all);
    expect(Number(all)).toBeGreaterThan(500);
    expect(Number(clients)).toBeGreaterThan(3);
    expect(sentence.exec(read('README.md'))?.[0]).toBe(total);
    expect(read('docs/conformance.md')).not.toMatch(/fails:/);
  });

  it('has a row for each operation that a sample is published of; if not, run npm run conformance', () => {
    const sent = loadPlan().filter(({ row }) => row.onlyRead === undefined);
    expect([...new Set(sent.map(({ operation }) => operation.id))].filter((id) => !rows.has(id))).toEqual([]);
  });

  it('has a client for every operation of the first tier that is served, and nothing but passes', () => {
    const served = new Set(routes.flatMap((route) => route.serves));
    const first = documented.filter(({ id, tier }) => tier === 1 && served.has(id)).map(({ id }) => id);
    expect(first.length).toBeGreaterThan(90);
    const flows = read('docs/conformance.md').split('## Flows')[1] ?? '';
    const tried = (id: string) =>
      (rows.get(id) ?? []).some((count) => count !== '–') || (id in inFlows && flows.includes(inFlows[id] as string));
    expect(first.filter((id) => !tried(id))).toEqual([]);
    const wrong = [...rows].filter(([, counts]) =>
      counts.some((count) => count !== '–' && count.split('/')[0] !== count.split('/')[1]),
    );
    expect(wrong).toEqual([]);
  });
});
