import { refusalCodes } from '@multipartner/domain/refusal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from './house.ts';
import { things } from './things.ts';

describe('an error of the Graph dialect', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(things(1).routes);
  });
  afterAll(() => house.close());
  const fail = (code: string, facts: object = {}, headers: Record<string, string> = {}) =>
    house.ask('POST', '/v1.0/tenantRelationships/failures', { body: { code, facts }, headers });

  it('can be found again by the ids of the request', async () => {
    const { headers, body } = await fail('not-found', { id: 'x' }, { 'client-request-id': 'my-own-1' });
    expect(body.error.innerError).toEqual({
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      'request-id': headers['request-id'],
      'client-request-id': 'my-own-1',
    });
    expect(headers['client-request-id']).toBe('my-own-1');
    expect(headers.date).toBeDefined();
    const own = await fail('not-found');
    expect(own.headers['client-request-id']).toBe(own.headers['request-id']);
  });

  it.each([
    ['identifier-malformed', { field: 'relationshipId', form: 'two GUIDs' }, 400, 'badRequest'],
    ['role-not-sufficient', { action: 'x' }, 403, 'forbidden'],
    ['not-found', { id: 'x' }, 404, 'notFound'],
    ['assignment-exists', { assignmentId: 'x' }, 409, 'conflict'],
    ['stale-version', {}, 412, 'preconditionFailed'],
  ])('says %s with %j as %d %s', async (refusal, facts, status, code) => {
    expect(await fail(refusal, facts)).toMatchObject({ status, body: { error: { code } } });
  });

  it('names what is at fault, and what it collides with', async () => {
    const existing = '52eaad04-13a2-4a2f-9ce8-93a294fadf36';
    const { body } = await fail('assignment-exists', { field: 'accessContainer', assignmentId: existing });
    expect(body.error).toMatchObject({
      target: 'accessContainer',
      message: expect.stringContaining('The resource already exists'),
      details: [{ code: 'delegatedAdminAccessAssignment', target: existing }],
    });
    const roles = await fail('role-not-approved', { roleIds: ['one', 'two'] });
    expect(roles.body.error.target).toBe('accessDetails.unifiedRoles');
    expect(roles.body.error.details.map((one: { target: string }) => one.target)).toEqual(['one', 'two']);
    const state = await fail('action-not-possible', { action: 'terminate', status: 'created' });
    expect(state.body.error.details).toContainEqual({ code: 'status', message: 'created' });
  });

  it.each(Object.keys(refusalCodes))('has a sentence for %s that stands without any facts', async (code) => {
    const { status, body } = await fail(code);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body.error.message).toMatch(/^["A-Z].*[.!]$/);
    expect(body.error.message).not.toMatch(/undefined|R\d+|facts/);
  });

  it('tells nothing of the inside', async () => {
    const { status, body } = await fail('crash');
    expect(status).toBe(500);
    expect(body.error.code).toBe('internalServerError');
    expect(JSON.stringify(body)).not.toContain('secret');
  });
});
