import { loadPlan, requestOf } from '@multipartner/testkit/recorded/plan.ts';
import { buildRequest, type IdTable, idsIn } from '@multipartner/testkit/recorded/request.ts';
import { readTable } from '@multipartner/testkit/recorded/samples.ts';
import { describe, expect, it } from 'vitest';

const published = '83ef9d05-4169-4ef9-9657-0e86b1eab1de';
const own = '0a1b2c3d-0000-4000-8000-00000000abcd';
const request = (line: string, body: unknown = null, headers: Record<string, string> = {}) => ({ line, body, headers });

describe('a published request for a realm', () => {
  it('keeps casing, nulls and the order of members, and takes ids of the realm', async () => {
    const built = await buildRequest(
      request(`PATCH /v1/Customers/<customer>/subscriptions/${published.toUpperCase()}/`, {
        Id: published,
        ParentSubscriptionId: null,
        Links: { Self: { Uri: `/subscriptions/${published}` } },
      }),
      { [published]: '{{subscription}}', '<customer>': 'woodgrove' },
      async (symbol) => (symbol === 'woodgrove' ? 'w' : own),
    );
    expect(built.method).toBe('PATCH');
    expect(built.path).toBe(`/v1/Customers/w/subscriptions/${own.toUpperCase()}/`);
    expect(built.body).toBe(
      `{"Id":"${own}","ParentSubscriptionId":null,"Links":{"Self":{"Uri":"/subscriptions/${own}"}}}`,
    );
  });

  it('takes the longer of two ids, and texts that stand for themselves', async () => {
    const table = { code: '=A', 'new code': '=B', '<etag>': '{{etag}}' };
    const built = await buildRequest(
      request('PUT /x', { a: 'code', b: 'new code' }, { 'If-Match': '<etag>' }),
      table,
      async () => '"1"',
    );
    expect(built.body).toBe('{"a":"A","b":"B"}');
    expect(built.headers).toEqual({ 'If-Match': '"1"' });
  });

  it('encodes what it puts into an address, and nothing else', async () => {
    const line = 'GET /v1/auditrecords?startDate=<date>&filter=%7B%22Value%22%3A%22x%22%7D';
    const built = await buildRequest(request(line), { '<date>': '{{date}}' }, async () => '6/1/2026 12:00');
    expect(built.path).toBe('/v1/auditrecords?startDate=6%2F1%2F2026%2012%3A00&filter=%7B%22Value%22%3A%22x%22%7D');
    expect(built.body).toBeUndefined();
  });

  it('asks for nothing that the request does not hold', () => {
    expect(idsIn(request('GET /v1/customers/abc'), { abc: 'woodgrove', def: '{{cart}}' })).toEqual(['abc']);
  });

  it('refuses to send what has no line', async () => {
    await expect(buildRequest({ line: null, headers: {}, body: {} }, {}, async () => '')).rejects.toThrow('no line');
  });
});

describe('the plan', () => {
  const planned = loadPlan();
  const ids = readTable<IdTable>('ids.json');

  it('has a row for each sample', () => {
    expect(planned.length).toBeGreaterThanOrEqual(150);
  });

  it.each(
    planned
      .filter((one) => one.row.onlyRead === undefined)
      .map((one) => [`${one.operation.id}/${one.sample.name}`, one] as const),
  )('leaves no published id in %s', async (_, one) => {
    const table = { ...ids, ...one.row.ids };
    const built = await buildRequest(requestOf(one), table, async (symbol) => `~${symbol.replaceAll(/[{}]/g, '')}~`);
    expect(built.method).toBe(one.operation.method);
    const stated = Object.values(table)
      .filter((value) => value.startsWith('='))
      .map((value) => value.slice(1).toLowerCase());
    const left = `${built.path}\n${built.body ?? ''}\n${JSON.stringify(built.headers)}`
      .match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|<[^>]*>|\{[a-z-]+\}|%7B[a-z-]+%7D/gi)
      ?.filter((text) => !stated.includes(text.toLowerCase()) && !one.row.line?.includes(text));
    expect(left ?? []).toEqual([]);
  });

  it('names actors only where the documentation lets them act', () => {
    const wrong = planned.filter((one) => one.operation.credentials === 'user' && typeof one.row.actor !== 'string');
    expect(wrong.map((one) => one.operation.id)).toEqual([]);
  });

  it('has no id of its own that its request does not hold', () => {
    const idle = planned
      .filter((one) => one.row.onlyRead === undefined)
      .flatMap((one) => {
        const held = idsIn(requestOf(one), one.row.ids ?? {});
        return Object.keys(one.row.ids ?? {})
          .filter((id) => !held.includes(id))
          .map((id) => `${one.operation.id}/${one.sample.name}: ${id}`);
      });
    expect(idle).toEqual([]);
  });
});
