import { compareMembers } from '@multipartner/testkit/recorded/compare.ts';
import { partOf } from '@multipartner/testkit/recorded/exceptions.ts';
import { describe, expect, it } from 'vitest';

const problems = (published: unknown, actual: unknown, excuses: Parameters<typeof compareMembers>[2] = []) =>
  compareMembers(published, actual, excuses).map((one) => `${one.member}: ${one.problem}`);

const id = '626099fe-17af-4756-9fd0-6a73b7127859';

describe('the comparison of an answer with the published one', () => {
  it('finds every member that is missing, at any depth', () => {
    expect(problems({ a: 1, b: { c: 'x', d: 'y' } }, { a: 2, b: { c: 'z' } })).toEqual(['b.d: missing']);
    expect(problems({ a: 1, b: { c: 'x' } }, {})).toEqual(['a: missing', 'b: missing']);
  });

  it('asks for the same JSON type', () => {
    expect(problems({ a: 1 }, { a: '1' })).toEqual(['a: type']);
    expect(problems({ a: true }, { a: 'true' })).toEqual(['a: type']);
    expect(problems({ a: [] }, { a: {} })).toEqual(['a: type']);
    expect(problems({ a: {} }, { a: [] })).toEqual(['a: type']);
    expect(problems({ a: 30.4 }, { a: 30 })).toEqual([]);
    expect(problems('education', { qualification: 'Education' })).toEqual([': type']);
  });

  it('asks for a GUID where a GUID was printed, and for an instant where one was', () => {
    expect(problems({ id }, { id: '42' })).toEqual(['id: form']);
    expect(problems({ id }, { id: id.toUpperCase() })).toEqual([]);
    expect(problems({ at: '2018-06-14T00:00:00.000Z' }, { at: '2018-06-14' })).toEqual(['at: form']);
    expect(problems({ at: '2017-01-25T14:53:12.093-08:00' }, { at: '2026-01-12T00:00:00Z' })).toEqual([]);
    expect(problems({ name: 'Contoso' }, { name: id })).toEqual([]);
  });

  it('compares lists by their first elements', () => {
    expect(problems({ items: [{ a: 1 }, { b: 2 }] }, { items: [{ a: 5 }] })).toEqual([]);
    expect(problems({ items: [{ a: 1, b: 2 }] }, { items: [{ a: 5 }, { a: 1, b: 2 }] })).toEqual([
      'items[].b: missing',
    ]);
    expect(problems({ items: [{ a: 1 }] }, { items: [] })).toEqual(['items: empty list']);
    expect(problems({ items: [] }, { items: [{ a: 1 }] })).toEqual([]);
    expect(problems([{ a: 1 }], [{}])).toEqual(['[].a: missing']);
  });

  it('takes member names without regard to case and looks at no further members', () => {
    expect(
      problems(
        { FriendlyName: 'x', Links: { Self: { Uri: '/' } } },
        { friendlyName: 'y', links: { self: { uri: '/' } }, more: 1 },
      ),
    ).toEqual([]);
  });

  it('lets what was printed empty be absent, and takes null only where it was printed', () => {
    expect(problems({ a: null, b: '' }, {})).toEqual([]);
    expect(problems({ a: null, b: '' }, { a: 1, b: 2 })).toEqual(['b: type']);
    expect(problems({ a: null, b: 'x' }, { a: null, b: null })).toEqual(['b: null']);
  });

  it('excuses what the table of exceptions names, with all below', () => {
    expect(problems({ a: { b: 1 } }, {}, [{ member: 'a', kind: 'conditional' }])).toEqual([]);
    expect(problems({ a: { b: 1, c: 1 } }, { a: { b: 'x' } }, [{ member: 'a', kind: 'conditional' }])).toEqual([
      'a.b: type',
    ]);
    expect(problems({ a: 1 }, { a: 'x' }, [{ member: 'a', kind: 'misprint' }])).toEqual([]);
    expect(problems({ a: id }, { a: 'x' }, [{ member: 'a', kind: 'form' }])).toEqual([]);
    expect(problems({ a: id }, { a: 1 }, [{ member: 'a', kind: 'form' }])).toEqual(['a: type']);
    expect(problems({ ab: 1, a: [{ b: 1 }] }, { a: [] }, [{ member: 'a', kind: 'conditional' }])).toEqual([
      'ab: missing',
    ]);
  });

  it('finds the part of an answer that a sample shows', () => {
    const inside = { operation: 'x', member: 'orders[0]', kind: 'inside', reason: 'x' } as const;
    expect(partOf({ orders: [{ id: 1 }, { id: 2 }] }, [inside])).toEqual({ id: 1 });
    expect(partOf({}, [inside])).toBeUndefined();
    expect(partOf({ id: 1 }, [])).toEqual({ id: 1 });
  });
});
