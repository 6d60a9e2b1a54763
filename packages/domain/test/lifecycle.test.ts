import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { availableEvents, defineLifecycle, type Lifecycle, next } from '../src/lifecycle.ts';

type Table = Lifecycle<string, string>;

const source = join(import.meta.dirname, '../src');
const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && 'initial' in value && 'states' in value;

/** Every table of every lifecycle.ts, so that a new one is held by these tests as well. */
const tables: [string, Table][] = [];
for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('/lifecycle.ts')) continue;
  const exported = (await import(join(source, file))) as Record<string, unknown>;
  for (const [name, value] of Object.entries(exported))
    if (isTable(value)) tables.push([`${relative('.', file)} ${name}`, value]);
}

/** States that can come about, beginning with the initial one. */
function reachable({ initial, states }: Table): Set<string> {
  const found = new Set([initial]);
  for (const state of found) for (const to of Object.values(states[state] ?? {})) if (to !== undefined) found.add(to);
  return found;
}

describe('life cycles are tables', () => {
  it('of relationships, DAP, granular administration, partnerships, transfers and every kind of subscription', () => {
    const names = tables.map(([name]) => name.split(' ')[1]).sort();
    expect(names).toEqual([
      'accessAssignmentLifecycle',
      'adminOperationLifecycle',
      'adminRelationshipLifecycle',
      'adminRequestLifecycle',
      'azurePlanLifecycle',
      'dapLifecycle',
      'legacyLifecycle',
      'newCommerceLifecycle',
      'partnershipLifecycle',
      'prepaidLifecycle',
      'resellerRelationshipLifecycle',
      'transferLifecycle',
    ]);
  });

  describe.each(tables)('%s', (_name, table) => {
    const states = Object.keys(table.states);
    const events = [...new Set(Object.values(table.states).flatMap((one) => Object.keys(one)))];

    it('leads only to states it has', () => {
      for (const state of states)
        for (const event of events) expect([null, ...states]).toContain(next(table, state, event));
    });

    it('can come to each of its states', () => {
      expect([...reachable(table)].sort()).toEqual([...states].sort());
    });

    it('accepts in each state what it says is available there, and nothing at all in a terminal one', () => {
      for (const state of states) {
        const available = availableEvents(table, state);
        for (const event of events)
          expect(next(table, state, event) !== null, `${state} ${event}`).toBe(available.includes(event));
        if (available.length === 0) for (const event of events) expect(next(table, state, event)).toBeNull();
      }
    });
  });

  it('tell a state that nothing leads to', () => {
    const lost = defineLifecycle<'a' | 'b', 'go'>({ initial: 'a', states: { a: { go: 'a' }, b: {} } });
    expect(reachable(lost)).toEqual(new Set(['a']));
  });
});
