import { exceptionsFor, loadExceptions } from '@multipartner/testkit/recorded/exceptions.ts';
import { indexOnDisk, indexText } from '@multipartner/testkit/recorded/index-file.ts';
import { loadPlan } from '@multipartner/testkit/recorded/plan.ts';
import { problemsOf } from '@multipartner/testkit/recorded/replay.ts';
import { loadOperations } from '@multipartner/testkit/recorded/samples.ts';
import documented from 'multipartner/protocols/partner-center/documented.json' with { type: 'json' };
import { operationSchemas } from 'multipartner/protocols/partner-center/schemas/index.ts';
import { routes } from 'multipartner/protocols/partner-center/v1/index.ts';
import { describe, expect, it } from 'vitest';

const operations = loadOperations();
const exceptions = loadExceptions();
const plain = (path: string) => path.toLowerCase().replaceAll(/\{[^}]*\}/g, '{}');

describe('the recorded samples', () => {
  it('are listed by the index', () => {
    expect(indexOnDisk()).toBe(indexText());
  });

  it('belong to documented operations of the same method and path', () => {
    const known = new Map(documented.map((one) => [one.id, `${one.method} ${plain(one.path)}`]));
    const wrong = operations.filter((one) => known.get(one.id) !== `${one.method} ${plain(one.path)}`);
    expect(wrong.map((one) => one.id)).toEqual([]);
  });

  it('are of operations that are served, all of those that the core has schemas for among them', () => {
    const recorded = operations.map((one) => one.id);
    const served = new Set(routes.flatMap(({ serves }) => serves ?? []));
    expect(recorded.filter((id) => !served.has(id))).toEqual([]);
    expect(Object.keys(operationSchemas).filter((id) => !recorded.includes(id))).toEqual([]);
  });

  it('hold no sentences: descriptions and words of refusals are left out', () => {
    const told = operations.flatMap((one) =>
      one.samples.flatMap((sample) =>
        [
          ...JSON.stringify(sample.response?.body ?? null).matchAll(
            /"(?:description|vettingReason|message)":"([^"]*)"/gi,
          ),
        ].map((match) => match[1]),
      ),
    );
    expect(told.filter((text) => text !== '(text)' && text !== '')).toEqual([]);
    expect(told.length).toBeGreaterThan(20);
  });

  it('agree with themselves', () => {
    const odd = loadPlan().flatMap((planned) => {
      const { sample, operation } = planned;
      if (sample.response === null) return [];
      if (exceptionsFor(exceptions, operation.id, sample.name).some((one) => one.kind === 'inside')) return [];
      const answer = withoutNulls(sample.response.body);
      return problemsOf(planned, sample.response.status, sample.response.status, answer).map(
        (problem) => `${operation.id}/${sample.name}: ${problem}`,
      );
    });
    expect(odd).toEqual([]);
  });

  it('are told from answers with another status, a missing member or another number of refusal', () => {
    const planned = loadPlan().find(
      (one) => one.operation.id === 'get-partner-by-mpn-id' && one.sample.name === 'not-found',
    );
    if (planned === undefined) throw new Error('The sample is not recorded.');
    const body = { code: 3000, description: 'x', data: [], source: 'x' };
    expect(problemsOf(planned, 404, 404, body)).toEqual([]);
    expect(problemsOf(planned, 404, 404, { ...body, code: '3000' })).toEqual([expect.stringContaining('code: type')]);
    expect(problemsOf(planned, 404, 404, { ...body, code: 1000 })).toEqual(['code 1000 instead of 3000']);
    expect(problemsOf(planned, 404, 404, { code: 3000, data: [], source: 'x' })).toEqual([
      expect.stringContaining('description: missing'),
    ]);
    expect(problemsOf(planned, 404, 400, body)).toEqual([expect.stringContaining('status 400 instead of 404')]);
  });

  it('are named by every exception', () => {
    const idle = exceptions.filter(
      (one) =>
        one.operation !== '*' &&
        !operations.some(
          (operation) =>
            operation.id === one.operation &&
            (one.sample === undefined || operation.samples.some((sample) => sample.name === one.sample)),
        ),
    );
    expect(idle).toEqual([]);
  });
});

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name, withoutNulls(member)]),
  );
}
