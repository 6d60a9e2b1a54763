import { describe, expect, it } from 'vitest';
import { differencesOf, loadGraphExamples, translate } from '../../src/recorded/graph-examples.ts';
import { graphDescription } from '../../src/recorded/graph-schemas.ts';

const description = graphDescription();
const path = '/tenantRelationships/delegatedAdminRelationships';
const one = {
  '@odata.type': '#microsoft.graph.delegatedAdminRelationship',
  id: 'a',
  displayName: 'One',
  duration: 'P730D',
  customer: null,
  accessDetails: { unifiedRoles: [{ roleDefinitionId: 'r' }] },
  status: 'active',
  autoExtendDuration: 'PT0S',
  createdDateTime: '2026-01-01T00:00:00.0000000Z',
  lastModifiedDateTime: '2026-01-01T00:00:00.0000000Z',
  activatedDateTime: null,
  endDateTime: null,
};
const problems = (change: object) =>
  description.problems('GET', `${path}/a`, 200, JSON.parse(JSON.stringify({ ...one, ...change })));

describe("the vendor's API description", () => {
  it('finds nothing wrong with what is as it describes', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ customer: { tenantId: 't', displayName: null } })).toEqual([]);
    const derived = { '@odata.type': '#microsoft.graph.resellerDelegatedAdminRelationship' };
    expect(problems({ ...derived, isPartnerConsentPending: true, indirectProviderTenantId: 'p' })).toEqual([]);
  });

  it.each([
    ['a member is missing', { endDateTime: undefined }],
    ['a member is of another type', { displayName: 1 }],
    ['null stands where it may not', { displayName: null }],
    ['a member of an enumeration is none', { status: 'running' }],
    ['a duration has another form', { duration: 'P2Y' }],
    ['an instant has another form', { createdDateTime: '2026-01-01' }],
    ['a member is unknown', { note: 'x' }],
    ['a member inside is unknown', { accessDetails: { unifiedRoles: [], more: 1 } }],
    ['members of the derived type stand in the other', { isPartnerConsentPending: true }],
    ['the derived type lacks its members', { '@odata.type': '#microsoft.graph.resellerDelegatedAdminRelationship' }],
  ])('finds that %s', (_, change) => {
    expect(problems(change)).not.toEqual([]);
  });

  it('finds answers and paths that it does not have', () => {
    expect(description.problems('DELETE', `${path}/a`, 204, null)).toEqual([]);
    expect(description.problems('DELETE', `${path}/a`, 204, {})).not.toEqual([]);
    expect(description.problems('GET', '/elsewhere', 200, {})).not.toEqual([]);
    expect(description.templateOf(`${path}/$count`)).toBe(`${path}/$count`);
  });
});

describe('a published exchange of the Graph dialect', () => {
  const published = {
    id: 'x',
    status: 'active',
    list: [{ name: 'a', at: null }],
    at: '2026-01-01T00:00:00Z',
    data: '{"n":1}',
  };
  const found = (change: object) => differencesOf('some', published, { ...published, ...change }, []);

  it('differs in nothing from itself, at another time', () => {
    expect(found({ at: '2030-01-01T00:00:00.0000000Z', more: 1 })).toEqual([]);
  });

  it.each([
    { status: 'expired' },
    { list: [{ name: 'b', at: null }] },
    { list: [] },
    {
      list: [
        { name: 'a', at: null },
        { name: 'a', at: null },
      ],
    },
    { at: null },
    { at: 'now' },
    { data: '{"n":2}' },
    { id: undefined },
  ])('differs from an answer with %j', (change) => {
    expect(found(change)).not.toEqual([]);
  });

  it('is translated wherever a published text stands', () => {
    expect(translate({ a: ['x-1', { b: 'say "x"' }] }, new Map([['x', 'y"']]))).toEqual({
      a: ['y"-1', { b: 'say "y""' }],
    });
  });

  it('is one of 21, each with an id of its own', () => {
    expect(new Set(loadGraphExamples().map(({ id }) => id)).size).toBe(21);
  });
});
